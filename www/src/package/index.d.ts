/**
 * Optimizers of deep learning on test surfaces and models: one document says everything about a run, and the same document gives the
 * same bits in every browser, in Node and on the command line.
 *
 * Everything thrown is an `Error` with `name`, `code` and `problems`; a refused specification throws a `SpecError` with code `refused`.
 * Other codes: `out_of_range` and `wrong_type` of an argument, `freed` of what was used after `free()`, `trap` where the engine stopped,
 * as when its memory is full, `lost` where a sweep's worker died, `failed` of anything else. What a sweep's `signal` and `onProgress`
 * throw is passed on as it is.
 */
import type { Bar, Catalog, Contours, Description, Evaluation, Inspection, Json, Metrics, Problem, SampleGrads, Status } from "./shapes.js";
export type { Bar, Catalog, Contours, Description, Evaluation, Inspection, Json, Metrics, Param, Problem, Row, SampleGrads, Score, Status } from "./shapes.js";

/** A choice of law or schedule with its own keys; literals of several shapes fit. */
export interface Named {
  id: string;
  [key: string]: Json | undefined;
}

/** One racer of a specification. */
export interface RacerSpec {
  label?: string | null;
  color?: string | null;
  optimizer: Named;
  schedule?: Named | null;
  clip?: { [key: string]: Json | undefined } | null;
  noise?: { [key: string]: Json | undefined } | null;
  /** Further stages, as the catalogue names them. */
  [key: string]: unknown;
}

/** A specification: everything about a run. The engine judges it; see {@link validate}. */
export interface Spec {
  version: number;
  precision?: string;
  seed?: number;
  problem: { [key: string]: Json | undefined };
  /** A problem without one of its own needs it where there are racers. */
  start?: number[];
  steps?: number;
  stop?: { [key: string]: Json | undefined };
  racers: RacerSpec[];
  /** Changes in the middle of the run. */
  edits?: { step: number; racer: number; path: string; value: Json }[];
}

/** A part of the plane, in data units: `{x: [lo, hi], y: [lo, hi]}`. */
export interface Plane {
  x: [number, number];
  y: [number, number];
}

/** How a picture is made. */
export interface PictureOptions {
  /** Whether values are mapped by ratio; unless told, as suits the surface. */
  log?: boolean;
  theme?: "light" | "dark" | "projector";
  /** Of iso-lines: nodes per side of the grid that they are traced on, 200 unless told. */
  nodes?: number;
}

/**
 * What a racer left behind, a row per kept step. The arrays are views of the engine's memory: they are valid until the next call of
 * anything of this module; copy what you keep (`f.slice()`).
 */
export interface Trace {
  rows: number;
  /** Parameters. */
  dim: number;
  /** Kept steps are this far apart; it doubles as a run becomes long. */
  stride: number;
  /** Updates done. */
  t: Uint32Array;
  /** Parameters after `t` updates, row-major, `rows` by `dim`. */
  x: Float64Array | Float32Array;
  /** The objective there. */
  f: Float64Array | Float32Array;
  /** The learning rate of the update that follows. */
  lr: Float64Array;
  /** ‖∇f‖ there. */
  grad_norm: Float64Array;
}

/** A run of a specification: stepping, time travel, changes. `step(a); step(b)` has the bits of `step(a + b)`. */
export class Run {
  /** A run at step 0. Throws a `SpecError` for a refused specification. */
  constructor(spec: Spec);
  /** Up to `steps` more updates of every running racer. */
  step(steps: number): void;
  /** Runs every racer to its stop. */
  finish(): void;
  /** Stands after `t` updates, with the bits of a direct run. */
  seek(t: number): void;
  /** Updates done. */
  t(): number;
  /** Whether any racer can still do an update. */
  running(): boolean;
  /** The number of racers. */
  racers(): number;
  /** The number of parameters. */
  dim(): number;
  /** `f32` or `f64`. */
  precision(): string;
  /** Changes a racer from the present step on; recorded, so that `seek` and `spec()` replay it. */
  set(racer: number, path: string, value: Json): void;
  status(racer: number): Status;
  /** Every named quantity of the last update. */
  inspect(racer: number): Inspection;
  /** The first `count` coordinates of one of them by its key, or of the parameters (`theta`); undefined where the update has no such quantity. */
  quantity(racer: number, key: string, count: number): Float64Array | undefined;
  /** What a racer left behind, as views. */
  trace(racer: number): Trace;
  /** Of a model: its scores; null of anything else. */
  metrics(racer: number): Metrics | null;
  /** The loss over two parameters, the others as in `params`: `widthPx` × `heightPx` values, row 0 at the top; on all training samples, or on those whose numbers are given. */
  slice(params: Float64Array, a: number, b: number, view: Float64Array, widthPx: number, heightPx: number, picks?: Uint32Array): Float64Array;
  /** The numbers of the training samples that a racer's next update looks at, as they come; none where it looks at all. */
  picks(racer: number): Uint32Array;
  /** Two entries of single samples' gradients where a racer stands, those of the mean last, and how the gradients spread. */
  sampleGrads(racer: number, a: number, b: number): SampleGrads;
  /** One hexadecimal digest over the bits of the whole run, equal to `descent digest`. */
  digest(): string;
  /** The specification with every recorded change. */
  spec(): Spec;
  /** Frees the engine's memory. */
  free(): void;
}

/** The function that a specification's racers minimise. */
export class Objective {
  constructor(spec: Spec);
  /** Value, gradient and Hessian at parameters. */
  at(x: Float64Array): Evaluation;
  /** Frees the engine's memory. */
  free(): void;
}

/** Everything that a specification can name, with symbols, defaults, ranges and sources. */
export function catalog(): Catalog;
/** What is wrong with a specification; empty where nothing is. */
export function validate(spec: unknown): Problem[];
/** What a picture of the problem needs: dimension, start, a view worth looking at, known points. */
export function describe(spec: Spec): Description;
/** The engine's version. */
export function version(): string;
/** The engine's lanes: `simd128`. */
export function backend(): string;
/** Gives the engine the text of the package's `digits.txt`, without which documents that name the handwritten digits are refused; false where it is not that text. */
export function supplyDigits(text: string): boolean;
/** A fresh seed; put it into the specification, so that the run can be repeated. */
export function freshSeed(): number;

/** RGBA pixels of a function of two variables, row 0 at the top: `widthPx` × `heightPx` × 4 bytes. */
export function heatmap(spec: Spec, view: Plane, widthPx: number, heightPx: number, options?: PictureOptions): Uint8ClampedArray<ArrayBuffer>;
/** Iso-lines in data units: at so many round levels, or at given ones. `points` is x, y, x, y, … */
export function contours(spec: Spec, view: Plane, levels: number | number[] | Float64Array, options?: PictureOptions): Contours;
/** The colour bar that belongs to a heat map. */
export function colorbar(spec: Spec, view: Plane, options?: PictureOptions): Bar;

/** An axis of a sweep: the values at a path such as `racers[0].optimizer.lr` or `start[0]`. */
export interface Axis {
  path: string;
  values: number[];
}

/** How a sweep is run. */
export interface SweepOptions {
  /** Called with the part that is done, from 0 to 1. */
  onProgress?: (done: number) => void;
  /** Stops it; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** How many workers; unless told, as many as there are processors, at most 8. */
  workers?: number;
}

/** How a racer ended; `refused` where the document with these values is, as {@link validate} says of it. */
export interface Outcome {
  kind: "refused" | "converged" | "stalled" | "diverged" | "exhausted";
  step: number;
  f: number;
  /** The first two parameters, or the only one; none where it was refused. */
  x: number[];
}

/** How every racer ended for every combination of values. */
export interface Grid {
  /** Values per axis. */
  shape: number[];
  racers: number;
  /** The outcome at places of the axes, one per axis. Throws a `RangeError` outside. */
  outcome(at: number[], racer?: number): Outcome;
}

/** Runs the specification for every combination of values along some axes, in workers. Every point has the bits of the single run. */
export function sweep(spec: Spec, axes: Axis[], options?: SweepOptions): Promise<Grid>;
