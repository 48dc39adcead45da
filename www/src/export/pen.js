/**
 * What: draws SVG with the calls of a canvas, so that a saved drawing is what the page draws, line by line and word by word.
 * Invariant: it takes what the landscape's lines and the chart ask for: paths, whole ellipses, outlines, texts, dashes, shifts and turns, and
 * one rectangle to draw within. No ids: two drawings in one page leave each other alone.
 * Does not: draw pixels; heat map and colour bar are left out.
 */

const ANCHORS = { left: "start", center: "middle", right: "end" };
/** How far below its place a text stands, in parts of its height. */
const DROPS = { middle: 0.35, top: 0.8, bottom: -0.2 };

/** Of what XML cannot hold, not even escaped, nothing stays. @param {string} text @returns {string} */
const escaped = (text) => text.replace(/[\0-\x1f\ufffe\uffff]/g, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
const short = (/** @type {number} */ v) => String(Number(v.toFixed(1)));
const degrees = (/** @type {number} */ angle) => short((180 * angle) / Math.PI);

/** The pen. */
export class Pen {
  strokeStyle = "#000";
  fillStyle = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  lineJoin = "miter";
  lineCap = "butt";
  font = "10px sans-serif";
  textAlign = "left";
  textBaseline = "";
  /** @type {number[]} */
  dash = [];
  x = 0;
  y = 0;
  turn = 0;
  /** What ends the rectangle that it draws within. */
  end = "";
  path = "";
  out = "";
  /** @type {object[]} */
  kept = [];
  ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

  /** It, for what draws on canvases. @returns {CanvasRenderingContext2D} */
  get canvas() {
    return /** @type {any} */ (this);
  }

  /**
   * The drawing.
   * @param {number} widthPx
   * @param {number} heightPx
   * @param {string} paper
   * @param {string} title
   */
  svg(widthPx, heightPx, paper, title) {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${heightPx}" width="${widthPx}" height="${heightPx}"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="${paper}"/>${this.out}</svg>\n`;
  }

  save() {
    this.kept.push({ ...this });
  }

  restore() {
    const { out, end } = this;
    Object.assign(this, this.kept.pop());
    this.out = this.end === end ? out : out + end;
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    [this.x, this.y] = this.at(x, y);
  }

  /** @param {number} angle */
  rotate(angle) {
    this.turn += angle;
  }

  /** @param {number} x @param {number} y @returns {[number, number]} */
  at(x, y) {
    const [c, s] = [Math.cos(this.turn), Math.sin(this.turn)];
    return [this.x + c * x - s * y, this.y + s * x + c * y];
  }

  /** @param {number} x @param {number} y */
  place(x, y) {
    return this.at(x, y).map(short).join(" ");
  }

  beginPath() {
    this.path = "";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path += `M${this.place(x, y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path += (this.path ? "L" : "M") + this.place(x, y);
  }

  closePath() {
    this.path += "Z";
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.box = `"${this.at(x, y).join(" ")} ${width} ${height}"`;
    this.path += `M${this.place(x, y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }

  /** A whole circle. @param {number} x @param {number} y @param {number} radius */
  arc(x, y, radius) {
    this.ellipse(x, y, radius, radius);
  }

  /** A whole one. @param {number} x @param {number} y @param {number} across @param {number} up */
  ellipse(x, y, across, up) {
    this.moveTo(x - across, y);
    for (const end of [across, -across]) this.path += `A${short(across)} ${short(up)} ${degrees(this.turn)} 1 1 ${this.place(x + end, y)}`;
  }

  /** Draws within the rectangle that the path is until what was saved is restored. */
  clip() {
    const [x, y, width, height] = /[^"]+/.exec(this.box ?? "")?.[0].split(" ") ?? [];
    this.out += `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox=${this.box}>`;
    this.end = "</svg>";
  }

  /** @param {number[]} lengths */
  setLineDash(lengths) {
    this.dash = lengths;
  }

  /** @param {string} tag @param {string} manner @param {string} [content] */
  put(tag, manner, content = "") {
    this.out += `<${tag} opacity="${this.globalAlpha}" ${manner}>${content}</${tag.split(" ")[0]}>`;
  }

  /** How lines are drawn. */
  line() {
    const { strokeStyle, lineWidth, lineJoin, lineCap, dash } = this;
    return `fill="none" stroke="${strokeStyle}" stroke-width="${short(lineWidth)}" stroke-linejoin="${lineJoin}" stroke-linecap="${lineCap}" stroke-dasharray="${dash.map(short).join(" ")}"`;
  }

  /** @param {string} manner @param {{d?: string}} [outline] that knows its own path */
  trace(manner, outline) {
    this.put(outline ? `path d="${outline.d}" transform="translate(${this.x} ${this.y})"` : `path d="${this.path}"`, manner);
  }

  /** @param {{d?: string}} [outline] */
  stroke(outline) {
    this.trace(this.line(), outline);
  }

  /** @param {{d?: string}} [outline] */
  fill(outline) {
    this.trace(`fill="${this.fillStyle}"`, outline);
  }

  /** @param {[number, number, number, number]} box */
  strokeRect(...box) {
    this.beginPath();
    this.rect(...box);
    this.stroke();
  }

  /** @param {[number, number, number, number]} box */
  fillRect(...box) {
    this.beginPath();
    this.rect(...box);
    this.fill();
  }

  /** @param {string} text */
  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  /** @param {string} manner @param {string} text @param {number} x @param {number} y */
  write(manner, text, x, y) {
    const anchor = ANCHORS[/** @type {keyof typeof ANCHORS} */ (this.textAlign)];
    const drop = (DROPS[/** @type {keyof typeof DROPS} */ (this.textBaseline)] ?? 0) * Number(/[\d.]+(?=px)/.exec(this.font)?.[0]);
    const place = this.place(x, y);
    this.put(`text transform="translate(${place}) rotate(${degrees(this.turn)})" y="${short(drop)}" style="font:${escaped(this.font)}" text-anchor="${anchor}"`, manner, escaped(text));
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.write(`fill="${this.fillStyle}"`, text, x, y);
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.write(this.line(), text, x, y);
  }
}
