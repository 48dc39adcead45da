/**
 * What: a hyper-parameter's symbol, given in TeX, as a base and a subscript that plain text can show.
 * Invariant: nothing is left of the TeX: an unknown command shows its name.
 * Does not: typeset formulas; the build does that.
 */

/** @type {Record<string, string>} */
const LETTERS = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", eta: "η", theta: "θ", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν",
  rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", varphi: "φ", omega: "ω", psi: "ψ", xi: "ξ", zeta: "ζ", Delta: "Δ", Gamma: "Γ", Lambda: "Λ", Sigma: "Σ",
  ell: "ℓ", infty: "∞", max: "max", min: "min", star: "*", prime: "′", nabla: "∇",
};

/**
 * @param {string} tex such as `\beta_1` or `\eta_{\min}`
 * @returns {{base: string, sub: string}}
 */
export function symbolParts(tex) {
  const plain = (/** @type {string} */ part) =>
    part
      .replace(/\\(?:text|mathrm|mathit|operatorname)\{([^}]*)\}/g, "$1")
      .replace(/\\[,;:! ]/g, "\u2009")
      .replace(/\\hat\s*\{?\s*([A-Za-z])\}?/g, "$1\u0302")
      .replace(/\\bar\s*\{?\s*([A-Za-z])\}?/g, "$1\u0304")
      .replace(/-/g, "\u2212")
      .replace(/\\([A-Za-z]+)/g, (_, name) => LETTERS[name] ?? name)
      .replace(/_\{?([A-Za-z]+)\}?/g, " $1")
      .replace(/[{}\\$]/g, "")
      .trim();
  const [, base = tex, sub = ""] = /^([^_]*?)_(\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}|\\?[A-Za-z]+|.)$/.exec(tex) ?? [];
  return { base: plain(base), sub: plain(sub) };
}

/**
 * The symbol as one run of text, for places without subscripts.
 * @param {string} tex
 * @returns {string}
 */
export function symbolText(tex) {
  const { base, sub } = symbolParts(tex);
  return sub === "" ? base : `${base}${/^\d+$/.test(sub) ? [...sub].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("") : ` ${sub}`}`;
}
