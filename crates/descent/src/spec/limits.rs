//! How large a document may be. The catalogue shows most of these numbers; of all of them only `www/src/state/hash.js` states two once
//! more, and a test holds them together. What a network's layers may be is said by [`crate::model`], what a reader's table by `table`.

/// Points of a sweep at most.
pub const SWEEP: usize = 1 << 20;
/// Bytes of a document's text. Doors that read text check it before they parse.
pub const DOCUMENT_BYTES: usize = 64 * 1024;
/// Objects and lists inside one another.
pub const DEPTH: usize = 32;
/// Updates of one run.
pub const STEPS: u64 = 1_000_000;
/// Updates of one run where the document does not say.
pub const STEPS_DEFAULT: u64 = 500;
/// Racers of one run.
pub const RACERS: usize = 16;
/// Classes that labels can stand for where nothing else says how many there are.
pub const CLASSES: usize = 64;
/// Numbers of a data set's samples, or of their targets.
pub const NUMBERS: usize = 16_000_000;
/// Parameters of one problem.
pub const PARAMETERS: usize = 100_000;
/// Changes in the middle of a run.
pub const EDITS: usize = 256;
/// Letters of the path of a change, or of an axis of a sweep.
pub const PATH: usize = 128;
/// Degrees by which a function is turned, either way.
pub const ROTATE: f64 = 360.0;
/// Letters of a label or a colour.
pub const LABEL: usize = 80;
/// Numbers that the optimizers of one run may remember from step to step, over all racers.
pub const MEMORY: usize = 1 << 23;
/// Parameters of a Hessian that is shown: it holds no more numbers than that.
pub const HESSIAN: usize = MEMORY.isqrt();
