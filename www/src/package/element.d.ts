/**
 * `<descent-figure>`: importing this module defines it. The default export is an anywidget.
 */
import type { Spec } from "./index.js";
import type { Json, Problem } from "./shapes.js";

/** What a figure shows. */
export interface Shown {
  spec: Spec;
  step: number;
  end: number;
  playing: boolean;
  /** Steps per frame. */
  speed: number;
  /** A racer, or none. */
  selected: number | null;
}

/** One racer at the step that is shown. */
export interface RacerAt {
  name: string;
  t: number;
  x: number[];
  f: number;
  status: string;
}

/** What a figure tells: plain detail; the events bubble. */
export interface DescentFigureEvents {
  "descent-ready": CustomEvent<{ spec: Spec; end: number; digest: string }>;
  "descent-change": CustomEvent<{ spec: Spec }>;
  "descent-step": CustomEvent<{ step: number; end: number; racers: RacerAt[] }>;
  "descent-state": CustomEvent<Pick<Shown, "playing" | "speed" | "selected">>;
  "descent-error": CustomEvent<{ message: string; problems: Problem[] }>;
}

/** The element. Every attribute is a property too; single values are text as in the attribute. */
export class DescentFigure extends HTMLElement {
  surface: string | null;
  rotate: string | null;
  expression: string | null;
  start: string | null;
  precision: string | null;
  seed: string | null;
  steps: string | null;
  racers: string | null;
  src: string | null;
  figure: string | null;
  at: string | null;
  speed: string | null;
  autoplay: boolean;
  loading: string | null;
  controls: string | null;
  hide: string | null;
  lock: string | null;
  theme: string | null;
  /** What is shown; null before there is anything. */
  get spec(): Spec | null;
  set spec(value: Spec | string | null);
  play(): Promise<void>;
  pause(): Promise<void>;
  step(steps?: number): Promise<void>;
  seek(step: number): Promise<void>;
  reset(): Promise<void>;
  getState(): Shown | null;
  /** Resolves with why the state was refused; empty where it is shown. */
  setState(state: Partial<Shown>): Promise<Problem[]>;
  digest(): Promise<string>;
  screenshot(options?: { scale?: number }): Promise<Blob>;
  addEventListener<K extends keyof DescentFigureEvents>(type: K, listener: (event: DescentFigureEvents[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** The model of a widget. */
export interface WidgetModel {
  get(name: string): any;
  set?(name: string, value: Json): void;
  on?(event: string, hear: () => void): void;
  off?(event: string, hear: () => void): void;
  save_changes?(): void;
}

declare const widget: {
  /** Puts a figure into a cell; returns what takes it away. */
  render(place: { model: WidgetModel; el: HTMLElement }): () => void;
};
export default widget;

declare global {
  interface HTMLElementTagNameMap {
    "descent-figure": DescentFigure;
  }
}
