/**
 * What: arbitrary specifications for property tests, of the shape of documents, whether the engine would take them or not.
 * Invariant: plain JSON data.
 * Does not: test.
 */
import fc from "fast-check";

const number = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)));
const key = fc.constantFrom("lr", "beta", "beta1", "beta2", "eps", "eps_placement", "bias_correction", "betas", "weight_decay");
const value = fc.oneof(number, fc.boolean(), fc.constant(null), fc.constantFrom("outside", "inside", "true", "12", "a b", "x;y", "ü", ""), fc.array(number, { maxLength: 4 }));
const named = (/** @type {string[]} */ ...ids) =>
  fc.tuple(fc.constantFrom(...ids), fc.dictionary(key, value, { maxKeys: 4 })).map(([id, rest]) => ({ id, ...rest }));

const racer = fc.record(
  {
    label: fc.oneof(fc.constant(null), fc.string({ maxLength: 12 })),
    optimizer: named("adam", "sgd", "torch.Adam", "optax.adamw"),
    schedule: named("step", "cosine", "warmup"),
    clip: fc.record({ norm: number }),
    noise: fc.record({ std: number }),
    average: fc.record({ form: fc.constantFrom("polyak", "ema"), start: fc.nat(), decay: number }, { requiredKeys: [] }),
  },
  { requiredKeys: ["optimizer"] },
);

/** Specifications. */
export const specification = fc.record(
  {
    version: fc.constant(1),
    precision: fc.constantFrom("f32", "f64"),
    seed: fc.nat(),
    problem: fc.oneof(
      fc.record({ surface: fc.constantFrom("beale", "rosenbrock"), params: fc.dictionary(fc.constantFrom("a", "b"), number), rotate: number }, { requiredKeys: ["surface"] }),
      fc.record({ quadratic: fc.record({ A: fc.array(fc.array(number, { maxLength: 3 }), { maxLength: 3 }) }) }),
    ),
    start: fc.array(number, { minLength: 1, maxLength: 3 }),
    steps: fc.nat(),
    stop: fc.record({ grad_norm: number, value: fc.constant(null) }, { requiredKeys: [] }),
    racers: fc.array(racer, { maxLength: 4 }),
  },
  { requiredKeys: ["version", "problem", "racers"] },
);
