/**
 * What: the engine's bindings as the page uses them, and the catalogue that the core prints; the build maps the names to generated files.
 * Invariant: this and the engine's exports change together.
 * Does not: say more than the page needs.
 */
declare module "descent-wasm" {
  import type { Bar, ColumnPlaces, Dataset, Description, Evaluation, Inspection, Metrics, Problem, RacerSpec, SampleGrads, Sheet, Spec, Status, TableRead, View } from "./shapes";
  export function initSync(options: { module: WebAssembly.Module | BufferSource }): { memory: WebAssembly.Memory };
  export function version(): string;
  export function backend(): string;
  export function script(spec: unknown, library: string): string;
  export function paste(text: string, layers: boolean): RacerSpec;
  export function validate(spec: unknown): Problem[];
  export function freshSeed(): number;
  export function describe(spec: unknown): Description;
  export function keepSamples(under: object, x: Float64Array, width: number, y: Float64Array, beside: number): void;
  export function readTable(piece: Uint8Array, first: boolean, last: boolean): TableRead | undefined;
  export class Run {
    constructor(spec: unknown);
    step(steps: number): void;
    stepSome(samples: number): boolean;
    finish(): void;
    seek(step: number): void;
    t(): number;
    running(): boolean;
    racers(): number;
    dim(): number;
    precision(): string;
    set(racer: number, path: string, value: unknown): void;
    status(racer: number): Status;
    inspect(racer: number): Inspection;
    quantity(racer: number, key: string, count: number): Float64Array | undefined;
    digest(): string;
    spec(): Spec;
    columns(racer: number): ColumnPlaces;
    metrics(racer: number): Metrics;
    predict(racer: number, view: Float64Array, widthPx: number, heightPx: number, a: number, b: number): { outputs: number; values: Float32Array };
    curve(racer: number, lo: number, hi: number, count: number): Float64Array;
    units(racer: number, view: Float64Array, widthPx: number, heightPx: number, a: number, b: number): { layers: number[]; outputs: number; values: Float32Array };
    weights(racer: number): Float64Array;
    sampleGrads(racer: number, a: number, b: number): SampleGrads;
    picks(racer: number): Uint32Array;
    slice(params: Float64Array, a: number, b: number, view: Float64Array, widthPx: number, heightPx: number, picks?: Uint32Array): Float64Array;
    guesses(racer: number, count: number): Uint32Array;
    draws(racer: number, replacement: boolean): Float64Array;
    plane(racer: number, seed: number): Float64Array;
    free(): void;
  }
  export class Objective {
    constructor(spec: unknown);
    at(x: Float64Array): Evaluation;
    free(): void;
  }
  export class Sweep {
    constructor(spec: unknown, axes: unknown);
    points(): number;
    racers(): number;
    band(from: number, to: number): Float64Array<ArrayBuffer>;
    free(): void;
  }
  export class Seeds {
    constructor(spec: unknown, seeds: Uint32Array, steps: Uint32Array);
    samples(): Float64Array;
    band(from: number, to: number): Float64Array<ArrayBuffer>;
    free(): void;
  }
  export function quartiles(values: Float64Array, width: number): Float64Array;
  export function supplyDigits(text: string): boolean;
  export function heatmap(spec: unknown, view: View, widthPx: number, heightPx: number, options: object): Uint8ClampedArray<ArrayBuffer>;
  export function contours(spec: unknown, view: View, levels: number | Float64Array, options: object): { levels: Float64Array | number[]; lines: { level: number; points: Float64Array; closed: boolean }[] };
  export function sheets(values: Float64Array, widthPx: number, heightPx: number, view: View, levels: number, options: object): { bar: Bar; pictures: Pick<Sheet, "rgba" | "contours">[] };
  export function dataset(spec: unknown): Pick<Dataset, "features" | "outputs" | "classes" | "middle" | "train" | "test">;
  export function colorbar(spec: unknown, view: View, options: object): Bar;
}

declare module "descent-catalog" {
  import type { Catalog } from "./shapes";
  const catalog: Catalog;
  export default catalog;
}

declare module "made:engine" {
  /** The engine's side as one function that uses nothing outside itself. */
  export function engineSide(): typeof import("./worker.js");
}

declare module "made:packed-engine" {
  const bytes: string;
  export default bytes;
}

declare module "made:full-catalog" {
  import type { Catalog } from "./shapes";
  const catalog: Catalog;
  export default catalog;
}

declare module "made:figure-style" {
  const style: string;
  export default style;
}

declare module "made:names" {
  import type { Catalog } from "./shapes";
  const names: Catalog;
  export default names;
}

declare module "descent-scenes" {
  const scenes: unknown[];
  export default scenes;
}

declare module "made:scenes-es" {
  const words: Record<string, [title: string, notice: string, question: string]>;
  export default words;
}

declare module "made:languages" {
  /** The language that the script speaks as it is, and where others are. */
  const languages: { built: "en" | "es"; others: Partial<Record<"en" | "es", () => Promise<typeof import("../words/es/page.js")>>> };
  export default languages;
}

declare module "made:names-es" {
  const names: { rows: { [table: string]: { [id: string]: string } }; params: { [english: string]: string } };
  export default names;
}
