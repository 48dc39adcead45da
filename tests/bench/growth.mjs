/**
 * What: a picture of how cost grows: nanoseconds per unit against how many units there are, both axes logarithmic, one panel per kind.
 * Invariant: every point is a number that it is given; a curve that is level means cost in proportion.
 * Does not: measure.
 */

/** @typedef {{name: string, points: [number, number][]}} Curve */
/** @typedef {{title: string, across: string, up: string, curves: Curve[]}} Panel */

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [420, 300, 58, 34, 92, 48];
/** Told apart by lightness and by mark too, on a light and on a dark page (after M. Okabe and K. Ito, Color Universal Design, 2008). */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"];
const DARK = ["#56b4e9", "#ff8b4a", "#2fd6a5", "#e9a6cb", "#f0c350"];
const MARKS = [
  (/** @type {number} */ x, /** @type {number} */ y) => `M${x - 3.5},${y}a3.5,3.5 0 1 0 7,0a3.5,3.5 0 1 0 -7,0`,
  (/** @type {number} */ x, /** @type {number} */ y) => `M${x - 3},${y - 3}h6v6h-6z`,
  (/** @type {number} */ x, /** @type {number} */ y) => `M${x},${y - 4}l4,7h-8z`,
  (/** @type {number} */ x, /** @type {number} */ y) => `M${x},${y - 4.5}l4.5,4.5l-4.5,4.5l-4.5,-4.5z`,
  (/** @type {number} */ x, /** @type {number} */ y) => `M${x},${y + 4}l4,-7h-8z`,
];

const escaped = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const raised = (/** @type {number} */ exponent) => `10<tspan dy="-4" font-size="8">${exponent < 0 ? "−" : ""}${Math.abs(exponent)}</tspan>`;

/**
 * The whole powers of ten, or more marks where those are few: values and their labels.
 * @param {number} from
 * @param {number} to
 */
function marks(from, to) {
  const whole = [];
  for (let k = Math.ceil(from - 1e-9); k <= to + 1e-9; k++) whole.push({ at: k, label: k >= -1 && k <= 3 ? String(Number((10 ** k).toPrecision(1))) : raised(k) });
  if (whole.length > 2) return whole;
  const all = [];
  for (let k = Math.floor(from); k <= to; k++) {
    for (const digit of [1, 2, 5]) {
      const at = k + Math.log10(digit);
      if (at >= from - 1e-9 && at <= to + 1e-9) all.push({ at, label: String(Number((digit * 10 ** k).toPrecision(1))) });
    }
  }
  return all;
}

/** @param {Panel} panel @param {number} x0 @param {number} y0 */
function drawn({ title, across, up, curves }, x0, y0) {
  const all = curves.flatMap(({ points }) => points.map(([n, ns]) => [Math.log10(n), Math.log10(ns)]));
  const range = (/** @type {number} */ axis) => [Math.min(...all.map((at) => Number(at[axis]))), Math.max(...all.map((at) => Number(at[axis])))];
  const [[nLeast, nMost], [least, most]] = /** @type {[[number, number], [number, number]]} */ ([range(0), range(1)]);
  // At least a decade up and down, so that noise does not look like growth.
  const spare = Math.max(0.1, (1 - (most - least)) / 2);
  const [low, high] = [least - spare, most + spare];
  const [w, h] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];
  const px = (/** @type {number} */ at) => Math.round(10 * (x0 + LEFT + (w * (at - nLeast)) / (nMost - nLeast || 1))) / 10;
  const py = (/** @type {number} */ at) => Math.round(10 * (y0 + TOP + h * (1 - (at - low) / (high - low)))) / 10;
  const out = [`<text class="title" x="${x0 + LEFT}" y="${y0 + 20}">${escaped(title)}</text>`];
  const steps = curves[0]?.points.map(([n]) => n) ?? [];
  const bottoms = nMost - nLeast > 2 ? marks(nLeast, nMost) : steps.map((n) => ({ at: Math.log10(n), label: String(n) }));
  for (const { at, label } of bottoms) out.push(`<path class="grid" d="M${px(at)},${y0 + TOP}v${h}"/><text x="${px(at)}" y="${y0 + TOP + h + 15}" text-anchor="middle">${label}</text>`);
  for (const { at, label } of marks(low, high)) out.push(`<path class="grid" d="M${x0 + LEFT},${py(at)}h${w}"/><text x="${x0 + LEFT - 6}" y="${py(at) + 4}" text-anchor="end">${label}</text>`);
  out.push(`<text x="${x0 + LEFT + w / 2}" y="${y0 + HEIGHT - 12}" text-anchor="middle">${escaped(across)}</text>`);
  out.push(`<text transform="translate(${x0 + 14},${y0 + TOP + h / 2}) rotate(-90)" text-anchor="middle">${escaped(up)}</text>`);
  const ends = curves.map(({ points }, k) => ({ k, y: py(Math.log10(points.at(-1)?.[1] ?? 1)) })).sort((a, b) => a.y - b.y);
  for (let i = 1; i < ends.length; i++) ends[i].y = Math.max(ends[i].y, ends[i - 1].y + 13);
  curves.forEach(({ name, points }, k) => {
    const at = points.map(([n, ns]) => /** @type {[number, number]} */ ([px(Math.log10(n)), py(Math.log10(ns))]));
    out.push(`<path class="line c${k}" d="M${at.map((p) => p.join(",")).join("L")}"/><path class="mark c${k}" d="${at.map(([x, y]) => MARKS[k % MARKS.length](x, y)).join("")}"/>`);
    if (name) {
      out.push(`<text class="name c${k}" x="${x0 + LEFT + w + 9}" y="${(ends.find((end) => end.k === k)?.y ?? 0) + 4}">${escaped(name)}</text>`);
    }
  });
  return out.join("\n");
}

/**
 * The picture, as SVG; its colours follow the page's theme.
 * @param {Panel[]} panels
 */
export function growthPicture(panels) {
  const [w, h] = [2 * WIDTH, Math.ceil(panels.length / 2) * HEIGHT];
  const colors = (/** @type {string[]} */ of) => of.map((color, k) => `.line.c${k}{stroke:${color}}.mark.c${k},.name.c${k}{fill:${color}}`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="Cost per unit against the number of units">
<style>
text{font:11px system-ui,sans-serif;fill:#333}.title{font-size:13px;font-weight:600;fill:#111}.ground{fill:#fff}.grid{stroke:#ddd;fill:none}.line{fill:none;stroke-width:1.6}
${colors(COLORS)}
@media (prefers-color-scheme: dark){text{fill:#c8ccd4}.title{fill:#f0f2f5}.ground{fill:#101218}.grid{stroke:#333843}${colors(DARK)}}
</style>
<rect class="ground" width="${w}" height="${h}"/>
${panels.map((panel, i) => drawn(panel, (i % 2) * WIDTH, Math.floor(i / 2) * HEIGHT)).join("\n")}
</svg>
`;
}
