/**
 * What: the race that a reader sees who comes without a link.
 * Invariant: a plain specification, small enough for a readable link.
 * Does not: hold anything that the catalogue knows.
 */

/** @returns {import("../engine/shapes").Spec} */
export function defaultSpec() {
  return {
    version: 1,
    seed: 42,
    problem: { surface: "beale" },
    start: [1, 1.5],
    steps: 500,
    racers: [
      { optimizer: { id: "sgd", lr: 0.002 } },
      { optimizer: { id: "momentum", lr: 0.002, beta: 0.9 } },
      { optimizer: { id: "adagrad", lr: 0.4 } },
      { optimizer: { id: "rmsprop", lr: 0.02 } },
      { optimizer: { id: "adam", lr: 0.1 } },
    ],
  };
}
