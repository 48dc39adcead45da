/**
 * What: the one engine that all figures of a page share, from the bytes that the module carries along.
 * Invariant: one compilation and at most one engine per page, however many figures; with the last figure it ends.
 * Does not: fetch anything but the digits, from beside the module, where a figure names them.
 */
import packedEngine from "made:packed-engine";
import { Engine } from "../engine/client.js";
import { Seat } from "../engine/seat.js";
import { unpacked } from "../single/packed.js";

/** Who sits at the engine. */
class Share {
  constructor() {
    /** @type {Promise<WebAssembly.Module> | null} */
    this.module = null;
    /** @type {Engine | null} */
    this.engine = null;
    /** What each seat wants to do on a fresh engine. @type {Map<number, () => void>} */
    this.seats = new Map();
    this.made = 0;
  }

  /**
   * A seat at the engine, which is started where it is not there yet.
   * @param {() => void} onRestart called once a fresh engine stands ready after a trap
   * @returns {Promise<Seat>} rejected where the engine cannot be unpacked or compiled
   */
  async sit(onRestart) {
    const number = ++this.made;
    this.seats.set(number, onRestart);
    try {
      this.module ??= WebAssembly.compile(unpacked(packedEngine));
      const module = await this.module;
      this.engine ??= new Engine(module, () => this.seats.forEach((again) => again()), () => new URL("digits.txt", import.meta.url).href);
      return new Seat(this.engine, number);
    } catch (error) {
      this.module = null;
      this.seats.delete(number);
      throw error;
    }
  }

  /** @param {Seat} seat given up for good */
  leave(seat) {
    this.seats.delete(seat.number);
    if (this.seats.size > 0) return void seat.leave().catch(() => {});
    this.engine?.end();
    this.engine = null;
  }
}

/** The page's share. */
export const share = new Share();
