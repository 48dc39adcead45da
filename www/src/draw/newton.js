/**
 * What: asks for the quadratic model that a step of Newton's method minimises, while the inspector shows such a step in the plane.
 * Invariant: its Hessian is the engine's at the point before the step that is inspected.
 * Does not: draw it; `hessian.js` does.
 */
import { EngineError } from "../engine/protocol.js";
import { modelAt } from "./hessian.js";

/** The model. */
export class NewtonModel {
  /**
   * @param {import("../engine/client.js").Asked} engine
   * @param {() => void} changed called when it has come
   */
  constructor(engine, changed) {
    this.engine = engine;
    this.changed = changed;
    /** @type {import("./hessian.js").Model | null} */
    this.model = null;
  }

  /** @param {import("../state/session.js").SessionState} state */
  async ask({ inspected, good, result }) {
    const { before = [], newton } = inspected?.inspection ?? {};
    const law = result?.description.racers[inspected?.racer ?? 0]?.law;
    this.model = null;
    if (law !== "newton" || before.length !== 2 || !newton) return;
    try {
      const { hessian } = await this.engine.call("at", { spec: good, x: before }, { lane: "model" });
      this.model = modelAt(hessian, before, newton);
      this.changed();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }
}
