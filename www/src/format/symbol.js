/**
 * What: a symbol, or a short expression of symbols, given in TeX, as runs of text with indices and exponents.
 * Invariant: nothing is left of the TeX: a fraction becomes a quotient, a command that is not known its name.
 * Does not: typeset formulas; the build does that.
 */

/** @typedef {{text: string, shift?: "sub" | "sup"}} Run */

/** @type {Record<string, string>} */
const LETTERS = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", eta: "η", theta: "θ", vartheta: "ϑ", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν",
  rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", varphi: "φ", omega: "ω", psi: "ψ", xi: "ξ", zeta: "ζ", Delta: "Δ", Gamma: "Γ", Lambda: "Λ", Sigma: "Σ",
  ell: "ℓ", infty: "∞", star: "*", prime: "′", nabla: "∇", lVert: "‖", rVert: "‖", langle: "⟨", rangle: "⟩", uparrow: "↑", downarrow: "↓",
};
/** Accents, as what follows a letter. @type {Record<string, string>} */
const ACCENTS = { hat: "\u0302", bar: "\u0304", tilde: "\u0303" };
/** Commands that show their argument as it is. */
const PLAIN = ["text", "mathrm", "operatorname"];
const THIN_SPACE = "\u2009";

/**
 * @param {string} tex such as `\eta_{\min}` or `-\frac{m}{\sqrt v + \varepsilon}`
 * @returns {Run[]}
 */
export function symbolRuns(tex) {
  const tokens = tex.match(/\\[A-Za-z]+ *|\\.|[^\\]/gu) ?? [];
  let at = 0;
  /** The runs of one token or of a group in braces. @returns {Run[]} */
  const one = () => {
    const token = (tokens[at++] ?? "").trimEnd() || " ";
    if (token === "{") {
      const runs = several();
      at++;
      return runs;
    }
    if (token === "_" || token === "^") return [{ text: textOf(one()), shift: token === "_" ? "sub" : "sup" }];
    const name = token[0] === "\\" ? token.slice(1) : "";
    if (name === "frac") return [...closed(one()), { text: "/" }, ...closed(one())];
    if (name === "sqrt") return [{ text: "√" }, ...closed(one())];
    // A function's name stands apart from what is before it.
    if (PLAIN.includes(name)) return name === "operatorname" && at > 1 ? [{ text: THIN_SPACE }, ...one()] : one();
    const accent = ACCENTS[name];
    if (accent) return [{ text: textOf(one()) + accent }];
    if (/^[a-z]/i.test(name)) return [{ text: LETTERS[name] ?? name }];
    return [{ text: name !== "" ? THIN_SPACE : token === "-" ? "\u2212" : token === "'" ? "′" : token }];
  };
  /** @returns {Run[]} */
  const several = () => {
    /** @type {Run[]} */
    const runs = [];
    while (at < tokens.length && tokens[at] !== "}") {
      for (const run of one()) {
        const last = runs[runs.length - 1];
        if (last && last.shift === run.shift) last.text += run.text;
        else runs.push({ ...run });
      }
    }
    return runs;
  };
  return several();
}

/**
 * In brackets, if it is more than one sign.
 * @param {Run[]} runs
 * @returns {Run[]}
 */
const closed = (runs) => (textOf(runs).length > 1 ? [{ text: "(" }, ...runs, { text: ")" }] : runs);

/** @param {Run[]} runs */
const textOf = (runs) => runs.map(({ text }) => text).join("");

/**
 * The symbol as one run of text, for places without indices.
 * @param {string} tex
 * @returns {string}
 */
export function symbolText(tex) {
  const small = (/** @type {Run} */ { text, shift }) =>
    shift === undefined ? text
    : shift === "sub" && /^\d+$/.test(text) ? [...text].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("")
    : `${shift === "sub" ? "_" : "^"}${text.length > 1 ? `(${text})` : text}`;
  return symbolRuns(tex).map(small).join("");
}
