/**
 * What: one asker's place at an engine that several share: its own current run, its own lanes.
 * Invariant: what is asked from one seat never replaces or frees what another one has.
 * Does not: start or end the engine.
 */

/** A seat. */
export class Seat {
  /**
   * @param {import("./client.js").Engine} engine
   * @param {number} number its own; the page, which is alone at its engine, has 0
   */
  constructor(engine, number) {
    this.engine = engine;
    this.number = number;
  }

  /**
   * Asks the engine.
   * @param {string} method
   * @param {object} params plain data
   * @param {import("./protocol.js").CallOptions} [options]
   * @returns {Promise<any>} rejected with an {@link import("./protocol.js").EngineError}
   */
  call(method, params, options = {}) {
    const lane = options.lane === undefined ? {} : { lane: `${options.lane} of ${this.number}` };
    return this.engine.call(method, { ...params, seat: this.number }, { ...options, ...lane });
  }

  /** Gives up the seat: its run is freed. */
  leave() {
    return this.call("leave", {});
  }
}
