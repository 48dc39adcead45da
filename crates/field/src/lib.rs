//! An objective sampled on a grid: pixels, iso-lines, colour bars.
//!
//! Data flows one way: a [`View`] and something to sample (a [`Sampler`]: a surface or any function of x and y) make a
//! [`Grid`]; a [`Mapping`] says which value gets which place on the colour ramp; [`rgba`] fills pixels, [`colorbar`]
//! the legend, [`levels`] picks round values and [`contours`] traces them.
//!
//! Invariant: the same grid gives the same bytes and the same lines on every machine, since all arithmetic goes through
//! `lanes`. Undefined and infinite values are never drawn as if they were numbers: pixels are hatched, lines end there.
//!
//! What it deliberately does not do: touch a canvas, format a number, place a label.
//!
//! ```
//! use descent::surface::{Turn, find};
//! use field::{Mapping, Nodes, Scale, Theme, View, contours, levels, rgba, sample};
//!
//! let row = find("beale").unwrap();
//! let surface = row.with(&row.args(&[]).unwrap());
//! let view = View { x: row.view[0], y: row.view[1] };
//!
//! let pixels = sample(surface.as_ref(), &Turn::NONE, view, Nodes::Centres, 320, 240)?;
//! let mapping = Mapping::new(&pixels, Scale::Log, Some(0.0));
//! assert_eq!(rgba(&pixels, &mapping, Theme::Light).len(), 320 * 240 * 4);
//!
//! let lattice = sample(surface.as_ref(), &Turn::NONE, view, Nodes::Corners, 200, 200)?;
//! let lines = contours(&lattice, &levels(&mapping, 16));
//! assert!(lines.iter().any(|line| line.closed)); // around the minimum at (3, ½)
//! # Ok::<(), field::TooLarge>(())
//! ```
#![forbid(unsafe_code)]

mod contours;
mod grid;
mod levels;
mod mapping;
mod palette;
mod pixels;

pub use contours::{Line, contours};
pub use grid::{Grid, Nodes, Sampler, TooLarge, Turned, View, sample};
pub use levels::levels;
pub use mapping::{Mapping, Scale};
pub use palette::Theme;
pub use pixels::{BAR, ColorBar, colorbar, rgba};
