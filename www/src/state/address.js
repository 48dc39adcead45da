/**
 * What: keeps the address's hash and the session together: a good specification is written to it, a changed hash is read.
 * Invariant: only accepted specifications are written, and none that a link cannot hold; until there is one the address stays; where an address cannot be changed (some frames), the page works without.
 * Does not: encode; `hash.js` does.
 */
import { readLink } from "../presets/figures.js";
import { defaultSpec } from "./default.js";
import { fitsLink, writeHash } from "./hash.js";

/** Browsers refuse too many changes of the address in a short time. */
const WRITE_AFTER_MS = 250;

/**
 * The page's address without its hash, where others can open it: not from a disk, not in `srcdoc`.
 * @returns {string} empty where there is none
 */
export function pageAddress() {
  return /^https?:$/.test(location.protocol) ? location.href.replace(/#.*$/, "") : "";
}

/** The session's address. */
export class Address {
  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.session = session;
    this.seen = location.hash;
    this.timer = 0;
    session.store.on(["good"], () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.write(), WRITE_AFTER_MS);
    });
    addEventListener("hashchange", () => this.read());
  }

  /** The hash that says what is shown, or will be once the address is read; empty where no link can hold it. @returns {string} */
  hash() {
    const { good, result } = this.session.store.state;
    if (result === null && location.hash) return location.hash;
    return fitsLink(good) ? `#${writeHash(good)}` : "";
  }

  /** The link to it; empty also where the page has no address. @returns {string} */
  link() {
    const hash = this.hash();
    return pageAddress() && hash && pageAddress() + hash;
  }

  write() {
    const { notice } = this.session.store.state;
    // A refused link stays in the address until something else is shown, so that it can be mended there.
    if (notice?.kind === "link") return;
    // A link that came this moment, and of which nobody was told yet, goes first.
    if (location.hash !== this.seen) return this.read();
    const hash = this.hash();
    if (hash === this.seen) return;
    try {
      history.replaceState(history.state, "", hash || location.href.replace(/#.*$/, ""));
    } catch {
      // A sandboxed frame or a file may not change its address; the link can still be copied.
    }
    this.seen = location.hash;
  }

  read() {
    if (location.hash === this.seen) return;
    clearTimeout(this.timer);
    this.seen = location.hash;
    const { spec, problems } = readLink(location.hash);
    if (problems.length) return this.session.store.set({ notice: { kind: "link", problems } });
    if (this.session.store.state.notice?.kind === "link") this.session.store.set({ notice: null });
    this.session.open(spec ?? defaultSpec());
  }
}
