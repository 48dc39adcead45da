/**
 * What: how alike two pictures of the page are, so that another machine's fonts do not matter but a missing or misplaced part does.
 * Invariant: both are shrunk to small squares of the screen, and compared by tiles of 40 pixels: a tile finds its like, by colour
 * and contrast, within half a tile in the other picture, both ways round. A picture is like another where hardly any tile does not.
 * Does not: take pictures.
 */

/** A shrunk picture: RGB, a value per small square. @typedef {{width: number, height: number, rgb: Uint8Array}} Small */

/** CSS pixels along a side of a small square, of a tile, and how far a tile may have moved. */
const SQUARE_PX = 5;
const TILE = 8;
const SHIFTS = [-4, -2, 0, 2, 4];
/** What a tile's mean colour and its contrast may differ by, of 255. */
const COLOUR = 10;
const CONTRAST = 8;
/** The part of all tiles that may be unlike, and how many of them in a small picture. */
const MOST_UNLIKE = 0.01;
const FEW = 4;

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
  for (let y = Math.max(0, top); y < Math.min(height, top + TILE); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, left + TILE); x++) {
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
 * @returns {{x: number, y: number}[]} their left upper corners in CSS pixels
 */
function lost(of, other) {
  const found = [];
  for (let top = 0; top < of.height; top += TILE) {
    for (let left = 0; left < of.width; left += TILE) {
      const mine = tile(of, left, top);
      const alike = SHIFTS.some((dy) =>
        SHIFTS.some((dx) => {
          if (left + dx < 0 || top + dy < 0 || left + dx >= other.width || top + dy >= other.height) return false;
          const its = tile(other, left + dx, top + dy);
          return mine.every((value, i) => Math.abs(value - Number(its[i])) <= (i < 3 ? COLOUR : CONTRAST));
        }),
      );
      if (!alike) found.push({ x: left * SQUARE_PX, y: top * SQUARE_PX });
    }
  }
  return found;
}

/**
 * What of two pictures is unlike.
 * @param {Small} shown
 * @param {Small} kept
 * @returns {{alike: boolean, part: number, where: {x: number, y: number}[]}} the part of all tiles, and those tiles, in CSS pixels
 */
export function unlike(shown, kept) {
  if (shown.width !== kept.width || shown.height !== kept.height) return { alike: false, part: 1, where: [] };
  const where = [...lost(kept, shown), ...lost(shown, kept)];
  const tiles = Math.ceil(kept.width / TILE) * Math.ceil(kept.height / TILE);
  const part = new Set(where.map(({ x, y }) => `${x} ${y}`)).size / tiles;
  return { alike: part <= Math.max(MOST_UNLIKE, FEW / tiles), part, where };
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
  return {
    /** A screenshot, shrunk; and the file to keep of it. @param {Uint8Array} png */
    shrink: (png) => read(`data:image/png;base64,${Buffer.from(png).toString("base64")}`, SQUARE_PX),
    /** A kept file. @param {Uint8Array} webp @returns {Promise<Small>} */
    kept: async (webp) => (await read(`data:image/webp;base64,${Buffer.from(webp).toString("base64")}`, 1)).small,
  };
}
