/**
 * What: a symbol or a short product, given in TeX, as runs of letters with an index each, which plain text can show.
 * Invariant: nothing is left of the TeX: an unknown command shows its name.
 * Does not: typeset formulas; the build does that.
 */

/** @type {Record<string, string>} */
const LETTERS = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", eta: "η", theta: "θ", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν",
  rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", varphi: "φ", omega: "ω", psi: "ψ", xi: "ξ", zeta: "ζ", Delta: "Δ", Gamma: "Γ", Lambda: "Λ", Sigma: "Σ",
  ell: "ℓ", infty: "∞", star: "*", prime: "′", nabla: "∇", lVert: "‖", rVert: "‖", langle: "⟨", rangle: "⟩", sqrt: "√",
};
/** What stands over a letter. @type {Record<string, string>} */
const OVER = { hat: "\u0302", bar: "\u0304", tilde: "\u0303" };
/** @type {Record<string, string>} */
const RAISED = { "-1": "⁻¹", 2: "²", t: "ᵗ" };
/** An index: in braces, which may hold others, or a command, or a letter. */
const INDEX = /_(\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|.)/;

/** @param {string} tex without an index @returns {string} */
function plain(tex) {
  return tex
    .replace(/\\frac\{([^{}]*)\}\{([^{}]*)\}/, "$1/($2)")
    .replace(/\\sqrt\{([^{}]*)\}/, "\\sqrt($1)")
    .replace(/\\(?:text|operatorname)\{([^}]*)\}/g, "{$1}")
    .replace(/\\,/g, "\u2009")
    .replace(/\^\{?(-1|2|t)\}?/g, (_, power) => RAISED[power] ?? "")
    .replace(/\\(hat|bar|tilde) ?(\\[A-Za-z]+|[A-Za-z])/g, (_, over, letter) => letter + OVER[over])
    .replace(/-/g, "\u2212")
    .replace(/'/g, "′")
    .replace(/\\([A-Za-z]+) ?/g, (_, name) => LETTERS[name] ?? name)
    .replace(/[{}]/g, "");
}

/**
 * @param {string} tex such as `\beta_1` or `-\eta_{\text{eff}}\, g`
 * @returns {{base: string, sub: string}[]}
 */
export function symbolRuns(tex) {
  const parts = tex.split(INDEX).map(plain);
  return parts.flatMap((base, i) => (i % 2 === 0 && (base || parts[i + 1]) ? [{ base, sub: parts[i + 1] ?? "" }] : []));
}

/**
 * The symbol as one run of text, for places without indices.
 * @param {string} tex
 * @returns {string}
 */
export function symbolText(tex) {
  const index = (/** @type {string} */ sub) => (/^\d+$/.test(sub) ? [...sub].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("") : ` ${sub} `);
  return symbolRuns(tex).map(({ base, sub }) => base + (sub && index(sub))).join("").trim();
}
