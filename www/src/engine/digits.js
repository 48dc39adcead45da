/**
 * What: brings an engine the handwritten digits, which the module leaves out for their size, when a document first names them.
 * Invariant: the one request that the page makes after its load, to its own site, and only for a document that names the digits; the
 * engine takes the text only if it is the genuine one.
 * Does not: say that they are missing; the engine refuses the document then, as any other.
 */

/** Brings the digits. */
export class Digits {
  /** @param {(() => string) | undefined} address of the text, asked for only when it is wanted; none: there is nothing to bring */
  constructor(address) {
    this.address = address;
    /** @type {Promise<string> | null} */
    this.text = null;
    /** @type {WeakSet<import("./protocol.js").Caller>} */
    this.supplied = new WeakSet();
  }

  /**
   * Makes an engine ready for a request.
   * @param {import("./protocol.js").Caller} caller
   * @param {any} params of the request
   * @returns {Promise<unknown>} whether it had to bring them, so that newer requests may have gone before this one
   */
  async ready(caller, params) {
    if (!this.address || params?.spec?.problem?.data?.id !== "digits" || this.supplied.has(caller)) return;
    try {
      this.text ??= fetchText(this.address());
      if (await caller.call("digits", { text: await this.text })) this.supplied.add(caller);
    } catch {
      // Asked for again with the next request: the network may be back.
      this.text = null;
    }
    return true;
  }
}

/** @param {string} address @returns {Promise<string>} */
async function fetchText(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  return reply.text();
}
