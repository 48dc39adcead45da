/**
 * What: undo and redo of specifications.
 * Invariant: changes that follow each other under one name are one step back, and so is a drag, however long it takes; no two steps that
 * follow each other are the same.
 * Does not: apply anything.
 */

/** @typedef {import("../engine/shapes").Spec} Spec */

/** Changes under one name that are further apart than this are separate steps. */
const MERGE_MS = 900;
const KEPT = 200;

/** Past and future of a document. */
export class History {
  constructor() {
    /** @type {Spec[]} */
    this.past = [];
    /** @type {Spec[]} */
    this.future = [];
    this.lastName = "";
    this.lastMs = -Infinity;
    /** Whether a pointer is pressed. */
    this.held = false;
  }

  /**
   * Notes that a document is about to be replaced.
   * @param {Spec} before
   * @param {string} name what changes; equal names merge
   * @param {number} nowMs
   */
  note(before, name, nowMs) {
    const merges = name !== "" && name === this.lastName && (this.held || nowMs - this.lastMs < MERGE_MS);
    // After what was refused the same document is replaced once more.
    if (!merges && before !== this.past.at(-1)) {
      this.past.push(before);
      if (this.past.length > KEPT) this.past.shift();
    }
    this.future = [];
    this.lastName = name;
    this.lastMs = nowMs;
  }

  /**
   * A pointer is pressed or let go: what changes from now on is another step.
   * @param {boolean} held
   * @returns {string | false} what a drag has changed that this ends, by name; nothing where it has not
   */
  hold(held) {
    const name = this.held && this.lastName;
    this.held = held;
    this.lastName = "";
    return name;
  }

  /**
   * One step back.
   * @param {Spec} now
   * @returns {Spec | null} null at the beginning
   */
  undo(now) {
    return this.move(this.past, this.future, now);
  }

  /**
   * One step forward again.
   * @param {Spec} now
   * @returns {Spec | null} null at the end
   */
  redo(now) {
    return this.move(this.future, this.past, now);
  }

  /**
   * @param {Spec[]} from
   * @param {Spec[]} to
   * @param {Spec} now
   * @returns {Spec | null}
   */
  move(from, to, now) {
    const spec = from.pop();
    if (!spec) return null;
    to.push(now);
    this.lastName = "";
    return spec;
  }
}
