/**
 * What: the word of a button that has done its work, which is said in its place for a while; copying above all.
 * Invariant: the newest word stays its whole time.
 * Does not: draw.
 */

/** How long a word stays. */
const SAID_MS = 1800;

/** What one button says. */
export class Said {
  /** @param {() => void} draw shows {@link Said.text}, empty where nothing is said */
  constructor(draw) {
    this.draw = draw;
    this.text = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {string} text */
  say(text) {
    clearTimeout(this.timer);
    this.text = text;
    this.draw();
    this.timer = setTimeout(() => {
      this.text = "";
      this.draw();
    }, SAID_MS);
  }

  /**
   * Copies a text and says whether it worked.
   * @param {string} text
   * @param {string} done
   * @param {string} failed
   * @returns {Promise<boolean>} whether it worked
   */
  async copy(text, done, failed) {
    // Without https there is no clipboard at all.
    const copied = (await navigator.clipboard?.writeText(text).then(() => true, () => false)) ?? false;
    this.say(copied ? done : failed);
    return copied;
  }
}
