/**
 * What: puts the page into one file: script, style and engine packed (`pack.mjs`), the icon in place.
 * Invariant: a strict policy stands in the file: its one inline script and the style that it unpacks are allowed by their hashes, nothing may be fetched.
 * Does not: bundle; `build.mjs` does.
 */
import { createHash } from "node:crypto";
import { packed } from "./pack.mjs";

/** @param {string} text @returns {string} as a policy names it */
const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * Replaces exactly one place of the page, and refuses where it is not there.
 * @param {string} page
 * @param {RegExp} place
 * @param {string} text
 * @returns {string}
 */
function put(page, place, text) {
  if (!place.test(page)) throw new Error(`static/index.html has no ${place}`);
  return page.replace(place, () => text);
}

/**
 * The file.
 * @param {{page: string, unpack: string, style: string, icon: Uint8Array, engine: Uint8Array, script: Uint8Array}} parts
 * @returns {string}
 */
export function singleFile({ page, unpack, style, icon, engine, script }) {
  if (/<\/script/i.test(unpack)) throw new Error("a part would end its own element");
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(unpack)} blob: 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src ${hashOf(style)}`,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  let file = put(page, /<meta http-equiv="Content-Security-Policy"[^>]*>/, `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
  const drawn = Buffer.from(icon).toString().trim().replaceAll('"', "'").replace(/[#<>]/g, encodeURIComponent);
  file = put(file, /<link rel="icon"[^>]*>/, `<link rel="icon" href="data:image/svg+xml,${drawn}">`);
  // What searchers read of a page is for a page at an address.
  file = put(file, /<meta name="description"[^>]*>\n/, "");
  file = put(file, /<link rel="stylesheet"[^>]*>\n/, "");
  file = put(file, /<script type="module"[^>]*><\/script>\n/, "");
  // In one piece: what is like the engine's words in the script is packed once; words first pack best.
  const parts = [script, Buffer.from(style), engine];
  const pack = `<script type="text/plain" id="packed" data-lengths="${parts.map(({ length }) => length).join(" ")}">${packed(Buffer.concat(parts))}</script>\n`;
  return put(file, /<\/body>/, `${pack}<script>${unpack}</script>\n</body>`);
}
