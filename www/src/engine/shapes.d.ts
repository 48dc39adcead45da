/**
 * What: the shapes that cross the border between the engine and the page, as types only.
 * Invariant: names are the engine's own (snake case where the document has it); nothing here exists at run time.
 * Does not: validate. The engine does.
 */

/** One fault of a document. */
export interface Problem {
  path: string;
  code: string;
  given: string;
  allowed: string;
  nearest?: string | null;
  message: string;
}

/** A value as JSON has it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A choice of law, schedule or surface with its own keys. */
export type Named = { id: string; [key: string]: Json };

/** One racer of a specification. */
export interface RacerSpec {
  label?: string | null;
  color?: string | null;
  optimizer: Named;
  schedule?: Named | null;
  clip?: { [key: string]: Json } | null;
  noise?: { [key: string]: Json } | null;
  batch?: { [key: string]: Json };
  [key: string]: Json | undefined;
}

/** A specification: everything about a run. */
export interface Spec {
  version: number;
  precision?: string;
  seed?: number;
  problem: { [key: string]: Json };
  start?: number[];
  steps?: number;
  stop?: { [key: string]: Json };
  racers: RacerSpec[];
  [key: string]: unknown;
}

/** One hyper-parameter of a catalogue row. */
export interface Param {
  key: string;
  symbol: string;
  name: string;
  doc: string;
  kind: string;
  /** What stands where none is given; absent where one has to be given or none means "off". */
  default?: Json;
  min?: number | null;
  max?: number | null;
  min_open?: boolean;
  max_open?: boolean;
  scale?: string;
  unit?: string;
  /** What a value that is left out means, where that is not "off". */
  unset?: string;
  options?: { id: string; doc: string }[];
  /** Of a list: how many entries. */
  min_len?: number;
  max_len?: number;
}

/** A row of the catalogue. */
export interface Row {
  id: string;
  name: string;
  doc: string;
  note?: string;
  differs?: string;
  family?: string;
  group?: string;
  library?: string;
  formula?: string;
  reference?: string;
  /** Of a library's schedule: what it is in our spelling. */
  into?: string;
  /** Of a surface. */
  dim?: number;
  domain?: View | null;
  view?: View;
  start?: number[];
  log?: boolean;
  points?: KnownPoint[];
  /** Of data. */
  features?: number;
  classes?: number;
  /** Of a stage: whether exactly one of its parameters is given. */
  one_of?: boolean;
  params: Param[];
}

/** The catalogue. */
export interface Catalog {
  optimizers: Row[];
  libraries: Row[];
  schedules: Row[];
  surfaces: Row[];
  schedule_libraries: Row[];
  stages: Row[];
  precisions: string[];
  limits: { rotate: number; document_bytes: number; depth: number; steps: number; steps_default: number; racers: number; parameters: number; edits: number; memory: number };
  models: Row[];
  data: Row[];
  penalties: Param[];
  outputs: string[];
  losses: string[];
  orders: string[];
}

/** Two ends of an axis, in data units. */
export type Interval = [number, number];

/** A rectangle of the plane, in data units; `y` is null where the problem has one dimension. */
export interface View {
  x: Interval;
  y: Interval | null;
}

/** A stationary point that the catalogue knows. */
export interface KnownPoint {
  at: number[];
  kind: "minimum" | "maximum" | "saddle" | "degenerate";
  value: number;
  global: boolean;
}

/** What the engine says of a problem. */
export interface Description {
  dim: number;
  start: number[];
  /** Per racer: its optimizer in our spelling, and the Robbins–Monro conditions on its rate; null where they cannot be told. */
  racers: { law: string; args: { [key: string]: Json }; sum_diverges: boolean | null; squares_converge: boolean | null }[];
  view: View | null;
  log: boolean;
  points: KnownPoint[];
}

/** How a racer stands. */
export interface Status {
  kind: string;
  step: number;
  why: string;
  /** Of the function and its gradient, so far. */
  evaluations: number;
}

/** Where a column lies in the instance's memory: address in bytes, length in elements. */
export type Place = [number, number];

/** A racer's columns, by their places. */
export interface ColumnPlaces {
  rows: number;
  dim: number;
  stride: number;
  t: Place;
  x: Place;
  f: Place;
  lr: Place;
  grad_norm: Place;
}

/** A racer's columns, copied out; one row per kept step. */
export interface Columns {
  rows: number;
  dim: number;
  t: Uint32Array;
  /** Row-major, `rows` by `dim`; empty beyond two dimensions. */
  x: Float64Array | Float32Array;
  f: Float64Array | Float32Array;
  lr: Float64Array;
  gradNorm: Float64Array;
}

/** Scores of a racer that trains a model, at some of its steps; NaN where there is none. */
export interface Scores {
  t: number[];
  train: number[];
  test: number[];
  trainAccuracy: number[];
  testAccuracy: number[];
}

/** Loss, accuracy and confusion of a model on one half of the data; null where it does not classify. */
export interface Score {
  loss: number | null;
  accuracy: number | null;
  confusion: number[][] | null;
}

/** How a racer's model does at its present point. */
export interface Metrics {
  train: Score;
  test: Score | null;
  epoch: number;
  samples: number;
  iterations_per_epoch: number;
}

/** Two entries of single samples' gradients, sample by sample, those of the mean last, and how the gradients spread. */
export interface SampleGrads {
  n: number;
  grads: Float64Array;
  /** Of the two entries. */
  variance: Float64Array;
  /** Summed over all entries. */
  total: number;
  /** How far a batch's gradient lies from the whole one, root mean square. */
  error: number;
  noise_scale: number;
  /** Samples in a batch. */
  batch: number;
}

/** How often samples were seen, and losses of samples and batches. */
export interface Draws {
  /** The number of its batches' order; NaN where there are none, and then in the next three too. */
  order: number;
  /** χ² of the counts that are drawn with replacement. */
  chi: number;
  /** Per sample. */
  counts: Float64Array;
  /** With replacement where it draws without, and the other way round. */
  other: Float64Array;
  losses: Float64Array;
  /** The whole loss. */
  mean: number;
  /** Of ln variance over ln size. */
  slope: number;
  /** Sizes from the smallest. */
  batches: { size: number; losses: Float64Array; variance: number }[];
  /** Size, exact variance with and without replacement, from 1 to all samples. */
  laws: Float64Array[];
}

/** What racers' models do at a step: outputs over two features, a pixel after the other from the top, its outputs together; or along one, a curve for each output; activations of hidden units and outputs, a pixel's together. */
export interface LearningView {
  t: number;
  racers: { racer: number; metrics: Metrics; picks: Uint32Array; map: Float32Array | null; curves: Float64Array[] | null; units: Float32Array | null; weights: Float64Array; guesses: Uint32Array | null }[];
}

/** Half of a data set: `x` row-major; `y` a class each, or outputs row-major. */
export interface Samples {
  n: number;
  x: Float64Array;
  y: Float64Array;
}

/** The data of a problem. */
export interface Dataset {
  features: number;
  outputs: number;
  classes: number;
  /** Above it a single output names the second of two classes: 0 where the targets are −1 and 1, not 0 and 1; null for centres, which have no outputs. */
  middle: number | null;
  /** The lowest and the highest target. */
  range: [number, number];
  feature_names: string[];
  /** Of targets that are numbers. */
  target_name: string;
  class_names: string[];
  /** The features that are drawn, across and up. */
  pair: [number, number];
  train: Samples;
  test: Samples | null;
}

/** What does not read in a table: a code, the cell, row and column from 1 (0: the whole), how many there are, and how many there may be. */
export type TableFault = [code: string, given: string, row: number, column: number, count: number, wanted: number];

/** Numbers of a table in one piece. */
export interface Flat {
  /** Row after row. */
  x: Float64Array;
  /** Of a row; 0 where each is a number. */
  width: number;
  /** A number for each. */
  y: Float64Array;
  /** Of features and classes, where there are any. */
  names: Record<string, string[]>;
}

/** A table that a reader brought, as the engine has read it. */
export type TableRead = Flat | { faults: TableFault[] };

/** A racer, run to its stop. */
export interface RacerResult {
  status: Status;
  columns: Columns;
  scores: Scores | null;
}

/** A whole run, or its beginning while it is still being computed. */
export interface RunResult {
  run: number;
  done: boolean;
  lastStep: number;
  dim: number;
  precision: string;
  digest: string;
  description: Description;
  /** How much a step of each racer is on average: of a training epochs and samples, and evaluations where racers differ in them. */
  counts: { epochs?: number[]; samples?: number[]; evaluations?: number[] };
  racers: RacerResult[];
}

/** Value and derivatives at a point. */
export interface Evaluation {
  value: number;
  grad: number[];
  /** Row by row; empty of a model with more parameters than 2,896. */
  hessian: number[][];
}

/** Iso-lines of an objective in data units. */
export interface Contours {
  levels: number[];
  lines: { level: number; points: Float64Array; closed: boolean }[];
}

/** A colour bar, lowest value first, with round values at their places from 0 to 1. */
export interface Bar {
  rgba: Uint8ClampedArray<ArrayBuffer>;
  lo: number;
  hi: number;
  log: boolean;
  /** On a logarithmic scale a value v stands by ln(1 + (v − minimum)/softening). */
  minimum: number;
  softening: number;
  ticks: { value: number; place: number }[];
}

/** A heat map with its colour bar. */
export interface Heat {
  view: View;
  widthPx: number;
  heightPx: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
  bar: Bar;
}

/** Losses over two weights: row 0 at the top, as many columns as rows. */
export interface Sheet {
  values: Float64Array;
  rgba: Uint8ClampedArray<ArrayBuffer>;
  contours: Contours;
}

/** Every named quantity of a racer's last update; at step 0 only `t`, `after`, `f_after` and `evaluations`. */
export interface Inspection {
  t: number;
  lr?: number;
  /** Where the schedule sets it. */
  momentum?: number;
  evaluations: number;
  before?: number[];
  after: number[];
  f_before?: number;
  f_after: number;
  gradient?: number[];
  /** Where the gradient was taken, where that is not `before`. */
  ahead?: number[];
  /** Degrees to −∇f; null where one of the two has no direction. */
  angle_gradient?: number | null;
  /** Degrees to Newton's step. */
  angle_newton?: number | null;
  /** −H⁻¹∇f; null where H is singular, absent where it is too large. */
  newton?: number[] | null;
  quantities: (Quantity & { values: (number | null)[] })[];
}

/** A quantity of an update. */
export interface Quantity {
  key: string;
  symbol: string;
  name: string;
  part: boolean;
}

/** One quantity of every racer's updates. */
export interface History {
  run: number;
  key: string;
  /** Rising; 0 is the start, where only the parameters have a value. */
  steps: number[];
  /** How many coordinates, the first ones. */
  count: number;
  /** Per racer, coordinates within steps; not a number where there is no value. */
  values: Float64Array[];
  /** Per racer, what its updates have. */
  offered: Quantity[][];
}
