/**
 * What: that what the inspector shows of an update is so: a part of the step is what its symbol says, a corrected moment is corrected, and what a
 * racer does otherwise than its law's rule is said under it, in words that give the very numbers.
 * Invariant: every law in every two settings of its switches and choices, with a rate that falls.
 * Does not: open a page; the built engine and the page's own list of conventions are enough.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { departures, meaning } from "../../www/src/state/conventions.js";
import { inFirefox, root } from "./browser.mjs";

const engine = await import(pathToFileURL(join(root, "dist", "npm", "index.js")).href);
/** @type {any[]} */
const LAWS = engine.catalog().optimizers;
const STEPS = 5;

/** @type {Record<string, number>} */
const none = {};
/** What formulas say of symbols that no quantity has. @type {Record<string, (seen: any, args: any) => Record<string, number>>} */
const DEFINED = {
  momentum: ({ t }, args) => ({ "\\tau_t": t === 1 ? 0 : args.dampening }),
  asgd: ({ t, was }, args) => ({ "\\eta_t": was / (1 + args.lambda * was * (t - 1)) ** args.alpha }),
  optimistic_gradient_descent: ({ t, g }) => (t === 1 ? { "g_{t-1}": g } : none),
  adan: ({ t, m, v }, args) => ({ "\\hat m": m / (1 - args.beta1 ** t), "\\hat v": v / (1 - args.beta2 ** t) }),
  ademamix: ({ t, m1 }, args) => ({ "\\hat m_1": m1 / (1 - args.beta1 ** t) }),
  fromage: ({ lr, ratio }) => ({ "\\eta_{\\text{eff}}": (lr * ratio) / Math.sqrt(1 + lr * lr) }),
  muon: (_, args) => ({ s: args.scale === "wide" ? Math.SQRT2 : args.scale === "rms" ? args.rms_rate * Math.SQRT2 : 1 }),
  nelder_mead: ({ step }) => ({ "\\Delta\\theta_{\\text{best}}": step }),
  // A centre without samples stays.
  lloyd: ({ h }, args) => ({ "\\alpha": h > 0 ? args.alpha : 0 }),
};

/**
 * A sum of products, in TeX or as options write it.
 * @param {string} text
 * @param {Record<string, number>} values of symbols
 * @returns {number}
 */
function valueOf(text, values) {
  const known = Object.keys(values).sort((a, b) => b.length - a.length).map((symbol) => symbol.replace(/[\\^${}()|[\]*+?.]/g, "\\$&"));
  const tokens = [...text.replace(/−/g, "-").matchAll(new RegExp(`${known.join("|")}|\\\\operatorname\\{sign\\}|\\\\frac|\\\\sqrt|\\d+|\\\\,|.`, "g"))].map(([token]) => token).filter((token) => !/^(\s|\\,)$/.test(token));
  /** @type {() => number} */
  const atom = () => {
    const token = tokens.shift() ?? "";
    if (token === "(" || token === "{") {
      const inside = sum();
      tokens.shift();
      return inside;
    }
    if (token === "\\frac") return atom() / atom();
    if (token === "\\sqrt") return Math.sqrt(atom());
    if (token === "\\operatorname{sign}") return Math.sign(atom());
    const value = values[token] ?? Number(token);
    assert.ok(!Number.isNaN(value), `${token} in ${text}`);
    return value;
  };
  const power = () => {
    const base = atom();
    return tokens[0] === "^" ? (tokens.shift(), base ** atom()) : base;
  };
  const product = () => {
    let value = power();
    while (tokens[0] !== undefined && !"+-)}".includes(tokens[0])) value = tokens[0] === "/" ? (tokens.shift(), value / power()) : value * power();
    return value;
  };
  /** @type {() => number} */
  const sum = () => {
    let value = tokens[0] === "-" ? (tokens.shift(), -product()) : product();
    while (tokens[0] === "+" || tokens[0] === "-") value += tokens.shift() === "+" ? product() : -product();
    return value;
  };
  return sum();
}

/** @param {number} a @param {number} b */
const near = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-9);

/**
 * Every two settings.
 * @param {any} row
 * @returns {Record<string, unknown>[]}
 */
function settings(row) {
  const single = row.params.flatMap((/** @type {any} */ { key, kind, default: usual, options }) => {
    if (key === "decay") return [{ weight_decay: 0.1 }, { weight_decay: 0.1, decay: "decoupled" }];
    if (kind === "choice") return options.flatMap((/** @type {any} */ { id }) => (id === usual ? [] : [{ [key]: id }]));
    if (kind === "bool") return [{ [key]: !usual }];
    return kind === "real" && usual === 0 && key !== "weight_decay" ? [{ [key]: 0.3 }] : [];
  });
  return [{}, ...single, ...single.flatMap((/** @type {any} */ one, /** @type {number} */ i) => single.slice(i + 1).map((/** @type {any} */ other) => ({ ...one, ...other })))];
}

/**
 * A run's updates, or none where two settings do not go together.
 * @param {any} row
 * @param {Record<string, unknown>} setting
 * @returns {{args: any, seen: any[]}}
 */
function updates(row, setting) {
  const rate = row.params.some((/** @type {any} */ { key }) => key === "lr");
  const optimizer = { id: row.id, ...(rate ? { lr: 0.01 } : {}), ...setting };
  const spec = { version: 1, problem: { surface: "rosenbrock" }, steps: STEPS, racers: [{ optimizer, ...(rate ? { schedule: { id: "exponential", gamma: 0.9 } } : {}) }] };
  if (engine.validate(spec).length) return { args: {}, seen: [] };
  const run = new engine.Run(spec);
  const seen = [];
  for (let t = 1; t <= STEPS; t++) {
    run.step(1);
    const one = run.inspect(0);
    // What is no number any more says nothing.
    if (one.t !== t || one.quantities.some((/** @type {any} */ { values }) => values.includes(null))) break;
    seen.push(one);
  }
  run.free?.();
  return { args: engine.describe(spec).racers[0].args, seen };
}

test("the parts of a step are what their symbols say, and corrected moments are corrected, in every form of every law", { skip: inFirefox }, () => {
  /** @type {Map<string, string>} */
  const wrong = new Map();
  let checked = 0;
  for (const row of LAWS) {
    for (const setting of settings(row)) {
      const { args, seen } = updates(row, setting);
      seen.forEach((now, at) => {
        const earlier = seen[at - 1];
        for (const i of [0, 1]) {
          const of = (/** @type {any} */ one, /** @type {string} */ key) => one?.quantities.find((/** @type {any} */ quantity) => quantity.key === key)?.values[i];
          const keyed = Object.fromEntries(now.quantities.map((/** @type {any} */ { key, values }) => [key, values[i]]));
          const shrunk = keyed.decay_step ?? 0;
          const step = now.after[i] - now.before[i] - shrunk;
          /** @type {Record<string, number>} */
          const values = { t: now.t, "\\eta": now.lr, "\\theta": now.before[i], "\\theta_{t+1} - \\theta_t": step, "\\Delta\\theta": earlier ? earlier.after[i] - earlier.before[i] - (of(earlier, "decay_step") ?? 0) : 0 };
          for (const { symbol, key } of row.params) if (symbol && typeof args[key] === "number") values[symbol] ??= args[key];
          for (const { part, symbol, key } of now.quantities) if (!part) [values[symbol], values[`${symbol}_{t-1}`]] = [keyed[key], of(earlier, key) ?? keyed[key] * 0];
          Object.assign(values, DEFINED[row.id]?.({ ...keyed, t: now.t, lr: now.lr, was: earlier?.lr ?? now.lr, step }, args));
          for (const { part, symbol, key, name } of now.quantities) {
            // What is shrunk is shrunk before the rest of the update.
            const said = part ? valueOf(symbol, key === "decay_step" ? values : { ...values, "\\theta": now.before[i] + shrunk }) : key === "m_hat" ? keyed.m / (1 - args.beta1 ** now.t) : key === "v_hat" ? keyed.v / (1 - (args.beta2 ?? args.beta) ** now.t) : keyed[key];
            checked++;
            if (!near(said, keyed[key])) wrong.set(`${row.id}: ${symbol}, ${name}`, `${said} is not ${keyed[key]} with ${JSON.stringify(setting)}`);
          }
        }
      });
    }
  }
  assert.deepEqual([...wrong], []);
  assert.ok(checked > 20_000, String(checked));
});

/** Numbers that no rule tells and none needs to: they set searches, first estimates and the inside of what a symbol of the rule stands for. */
const INSIDE = /^(schedule_free\.beta2|nadam\.beta2|radam\.beta1|lamb\.beta[12]|prodigy\.beta[12]|sophia\.beta1|\w+\.(lr|c2|d0|init_value|coefficients|initial_accumulator|lambda|eps))$/;

test("every switch, choice and number that a law's rule does not tell has its line under the rule, and none where nothing is set", { skip: inFirefox }, () => {
  for (const row of LAWS) {
    const usual = Object.fromEntries(row.params.map((/** @type {any} */ param) => [param.key, param.default ?? null]));
    assert.deepEqual(departures(row, usual), [], row.id);
    for (const { key, kind, symbol, default: own, options } of row.params) {
      const values = kind === "bool" ? [!own] : kind === "choice" ? options.map((/** @type {any} */ { id }) => id).filter((/** @type {string} */ id) => id !== own) : [0.25];
      for (const value of values) {
        const line = departures(row, { ...usual, ...(key === "decay" ? { weight_decay: 0.1 } : {}), [key]: value }).find((param) => param.key === key);
        assert.ok((line && meaning(line, value)) || (kind !== "bool" && kind !== "choice" && symbol && (row.formula.includes(symbol) || INSIDE.test(`${row.id}.${key}`))), `${row.id}.${key} = ${value}`);
        if (line && options) assert.equal(meaning(line, value), options.find((/** @type {any} */ { id }) => id === value).doc);
      }
    }
  }
});

/** Settings whose lines are recurrences. @type {[law: string, Record<string, unknown>][]} */
const WRITTEN = [
  ...["lr_inside", "lr_outside", "ema"].map((form) => /** @type {[string, {}]} */ (["momentum", { form }])),
  ...["applied", "applied_inside"].map((form) => /** @type {[string, {}]} */ (["nesterov", { form }])),
  ...["lr_outside", "lr_inside"].map((momentum_form) => /** @type {[string, {}]} */ (["rmsprop", { momentum: 0.7, momentum_form }])),
];

test("recurrences under a rule give the parameters of every update", { skip: inFirefox }, () => {
  for (const [law, setting] of WRITTEN) {
    const row = LAWS.find(({ id }) => id === law);
    const { args, seen } = updates(row, setting);
    const text = departures(row, args).map((param) => meaning(param, args[param.key])).join(", ").replace(/ \((?:Keras|PyTorch|Optax)[^)]*\)/g, "");
    const written = Object.fromEntries([...text.matchAll(/(\p{L}) = (.+?)(?=, |$)/gu)].map(([, of, by]) => [of, by]));
    assert.deepEqual(Object.keys(written), ["m", "W"], `${law}: ${text}`);
    let m = 0;
    for (const { before, after, lr, quantities } of seen) {
      const of = (/** @type {string} */ key) => quantities.find((/** @type {any} */ quantity) => quantity.key === key)?.values[0];
      const values = { W: before[0], g: of("g"), η: lr, β: args.beta, μ: args.momentum, u: (of("g") * of("rate")) / lr, m };
      m = valueOf(String(written.m), values);
      assert.ok(near(valueOf(String(written.W), { ...values, m }), after[0]), `${law} ${JSON.stringify(setting)}: ${text}`);
    }
    assert.equal(seen.length, STEPS);
  }
});
