/**
 * What: an observable record: parts change by name, listeners of those names hear of it once per frame.
 * Invariant: within a frame every listener runs at most once, after all changes of that frame; reading is always up to date.
 * Does not: know what the parts mean.
 */

/**
 * @template {object} T
 */
export class Store {
  /**
   * @param {T} initial
   * @param {(draw: () => void) => void} [nextFrame] how to wait for a frame
   */
  constructor(initial, nextFrame = (draw) => void requestAnimationFrame(draw)) {
    this.state = initial;
    this.nextFrame = nextFrame;
    /** @type {{keys: Set<keyof T>, hear: (state: T, changed: Set<keyof T>) => void}[]} */
    this.listeners = [];
    /** @type {Set<keyof T>} */
    this.changed = new Set();
    this.waiting = false;
  }

  /**
   * Changes parts.
   * @param {Partial<T>} parts
   */
  set(parts) {
    let any = false;
    for (const key of /** @type {(keyof T)[]} */ (Object.keys(parts))) {
      if (Object.is(this.state[key], parts[key])) continue;
      this.changed.add(key);
      any = true;
    }
    if (!any) return;
    this.state = { ...this.state, ...parts };
    this.wake();
  }

  /**
   * Hears of changes.
   * @param {(keyof T)[]} keys
   * @param {(state: T, changed: Set<keyof T>) => void} hear
   * @returns {() => void} stops hearing
   */
  on(keys, hear) {
    const listener = { keys: new Set(keys), hear };
    this.listeners.push(listener);
    for (const key of keys) this.changed.add(key);
    this.wake();
    return () => void this.listeners.splice(this.listeners.indexOf(listener), 1);
  }

  wake() {
    if (this.waiting) return;
    this.waiting = true;
    this.nextFrame(() => this.flush());
  }

  /** Tells the listeners now. */
  flush() {
    this.waiting = false;
    const changed = this.changed;
    this.changed = new Set();
    for (const { keys, hear } of [...this.listeners]) {
      if ([...changed].some((key) => keys.has(key))) hear(this.state, changed);
    }
  }
}
