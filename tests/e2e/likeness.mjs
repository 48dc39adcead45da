/**
 * What: how alike two pictures of the page are.
 * Invariant: both are shrunk to small squares of the screen, and compared by tiles of 40 pixels, by colour and contrast, both ways
 * round. With the same fonts a tile has nearly its like in the same place, so that a few missing words are seen, but not that text stands a
 * pixel aside, as browsers have it. With another machine's fonts, where words are longer and lines break elsewhere, it has its like
 * within half a tile: there only larger parts are missed.
 * Does not: take pictures.
 */

/** A shrunk picture: RGB, a value per small square. @typedef {{width: number, height: number, rgb: Uint8Array}} Small */

/** CSS pixels along a side of a small square, and squares along one of a tile. */
const SQUARE_PX = 5;
const SIDE = 8;

/**
 * How two pictures are compared: how many squares a tile may have moved; what its mean colour and its contrast may differ by, of 255, and
 * by which share its contrast besides; which part of all tiles may be unlike, how many in a small picture, and how many that touch.
 * @typedef {{shifts: number[], colour: number, contrast: number, share: number, part: number, few: number, together: number}} Measure
 */
/** @type {Measure} */
const FINE = { shifts: [-1, 0, 1], colour: 3, contrast: 3, share: 0.1, part: 0, few: 2, together: 1 };
/** @type {Measure} */
const COARSE = { shifts: [-4, -2, 0, 2, 4], colour: 10, contrast: 8, share: 0, part: 0.01, few: 4, together: Infinity };

/**
 * A tile's mean colour and its contrast: the standard deviation of its brightness.
 * @param {Small} small
 * @param {number} left
 * @param {number} top
 * @returns {[number, number, number, number]}
 */
function tile({ width, height, rgb }, left, top) {
  const sums = [0, 0, 0];
  let [count, sum, squares] = [0, 0, 0];
  for (let y = Math.max(0, top); y < Math.min(height, top + SIDE); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, left + SIDE); x++) {
      const at = (y * width + x) * 3;
      const [r = 0, g = 0, b = 0] = rgb.subarray(at, at + 3);
      sums[0] = Number(sums[0]) + r;
      sums[1] = Number(sums[1]) + g;
      sums[2] = Number(sums[2]) + b;
      const bright = (r + 2 * g + b) / 4;
      sum += bright;
      squares += bright * bright;
      count++;
    }
  }
  const [r = 0, g = 0, b = 0] = sums.map((value) => value / count);
  return [r, g, b, Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))];
}

/**
 * The tiles of one picture that find no like in another.
 * @param {Small} of
 * @param {Small} other of the same size
 * @param {Measure} by
 * @returns {string[]} their left upper corners, "x y" in tiles
 */
function lost(of, other, { shifts, colour, contrast, share }) {
  const found = [];
  for (let top = 0; top < of.height; top += SIDE) {
    for (let left = 0; left < of.width; left += SIDE) {
      const mine = tile(of, left, top);
      const alike = shifts.some((dy) =>
        shifts.some((dx) => {
          if (left + dx < 0 || top + dy < 0 || left + dx >= other.width || top + dy >= other.height) return false;
          const its = tile(other, left + dx, top + dy);
          return mine.every((value, i) => Math.abs(value - Number(its[i])) <= (i < 3 ? colour : contrast + share * Math.max(value, Number(its[i]))));
        }),
      );
      if (!alike) found.push(`${left / SIDE} ${top / SIDE}`);
    }
  }
  return found;
}

/** How many of these tiles touch each other, in the largest group. @param {string[]} tiles */
function together(tiles) {
  const left = new Set(tiles);
  const groupOf = (/** @type {string} */ one) => {
    if (!left.delete(one)) return 0;
    const [x, y] = /** @type {[number, number]} */ (one.split(" ").map(Number));
    let count = 1;
    for (const dy of [-1, 0, 1]) for (const dx of [-1, 0, 1]) count += groupOf(`${x + dx} ${y + dy}`);
    return count;
  };
  return Math.max(0, ...tiles.map(groupOf));
}

/**
 * What of two pictures is unlike.
 * @param {Small} shown
 * @param {Small} kept
 * @param {boolean} sameFonts
 * @returns {{alike: boolean, part: number, where: {x: number, y: number}[]}} the part of all tiles, and those tiles, in CSS pixels
 */
export function unlike(shown, kept, sameFonts) {
  if (shown.width !== kept.width || shown.height !== kept.height) return { alike: false, part: 1, where: [] };
  const by = sameFonts ? FINE : COARSE;
  const found = [...new Set([...lost(kept, shown, by), ...lost(shown, kept, by)])];
  const tiles = Math.ceil(kept.width / SIDE) * Math.ceil(kept.height / SIDE);
  const alike = found.length <= Math.max(by.part * tiles, by.few) && together(found) <= by.together;
  const where = found.map((one) => one.split(" ").map((at) => Number(at) * SIDE * SQUARE_PX)).map(([x = 0, y = 0]) => ({ x, y }));
  return { alike, part: found.length / tiles, where };
}

/**
 * A tool page that shrinks pictures and reads shrunk ones.
 * @param {any} browser
 */
export async function shrinker(browser) {
  const page = await browser.newPage();
  const read = async (/** @type {string} */ url, /** @type {number} */ square) => {
    const { width, height, data, webp } = await page.evaluate(
      async (/** @type {string} */ from, /** @type {number} */ by) => {
        const image = new Image();
        image.src = from;
        await image.decode();
        const draw = (/** @type {number} */ w, /** @type {number} */ h) => {
          const canvas = document.createElement("canvas");
          canvas.width = w;
          canvas.height = h;
          return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
        };
        const full = draw(image.width, image.height);
        full.drawImage(image, 0, 0);
        const pixels = full.getImageData(0, 0, image.width, image.height).data;
        const [width, height] = [Math.floor(image.width / by), Math.floor(image.height / by)];
        const sums = new Float64Array(width * height * 4);
        for (let y = 0; y < height * by; y++) {
          for (let x = 0; x < width * by; x++) {
            const [to, at] = [(Math.floor(y / by) * width + Math.floor(x / by)) * 4, (y * image.width + x) * 4];
            for (let c = 0; c < 4; c++) sums[to + c] = Number(sums[to + c]) + Number(pixels[at + c]);
          }
        }
        const small = draw(width, height);
        const out = small.createImageData(width, height);
        out.data.set(sums.map((sum) => Math.round(sum / (by * by))));
        small.putImageData(out, 0, 0);
        let data = "";
        for (let i = 0; i < out.data.length; i += 8192) data += String.fromCharCode(...out.data.subarray(i, i + 8192));
        return { width, height, data: btoa(data), webp: small.canvas.toDataURL("image/webp", 0.9) };
      },
      url,
      square,
    );
    const rgb = Uint8Array.from(Buffer.from(data, "base64").filter((_, i) => i % 4 < 3));
    return { small: { width, height, rgb }, webp: Buffer.from(webp.split(",")[1], "base64") };
  };
  /** A kept file. @param {Uint8Array} webp @returns {Promise<Small>} */
  const kept = async (webp) => (await read(`data:image/webp;base64,${Buffer.from(webp).toString("base64")}`, 1)).small;
  return {
    /** How wide this machine's fonts write: the families that the page names, in the weights and slants that it uses. @returns {Promise<number[]>} */
    fonts: () => page.evaluate(() => {
      const ctx = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
      return ["system-ui", "650 100px system-ui", "ui-serif, Georgia, serif", "italic 100px ui-serif, Georgia, serif", "ui-monospace, monospace", "math"].map((font) => {
        ctx.font = font.includes("100px") ? font : `100px ${font}`;
        return Math.round(ctx.measureText("Where \u03b7 is large, f(x\u2081) \u2192 10\u207b\u00b2: 0123456789").width);
      });
    }),
    /** A screenshot, shrunk and coded as a kept one, so that what this loses is lost on both sides; and the file to keep of it. @param {Uint8Array} png */
    shrink: async (png) => {
      const { webp } = await read(`data:image/png;base64,${Buffer.from(png).toString("base64")}`, SQUARE_PX);
      return { small: await kept(webp), webp };
    },
    kept,
  };
}
