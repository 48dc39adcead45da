/**
 * What: knows when a page has come to rest: no engine owes an answer, no frame and no short timer is asked for, nothing moves, and several
 * frames have passed so.
 * Invariant: asked by what happens, never by how long it takes; a page that does not come to rest is a fault, which says what it waits for.
 * Does not: change what the page does. It listens at workers, timers and frames. A race that plays is not at rest.
 */

/**
 * Lets a page be asked for rest; before it is loaded.
 * @param {any} page
 */
export async function listen(page) {
  await page.evaluateOnNewDocument(() => {
    /** Longer timers take back a word on a button or speak to a screen reader. */
    const SHORT_MS = 300;
    const QUIET_FRAMES = 4;
    /** @type {Map<Worker, Map<number, string>>} */
    const owed = new Map();
    window.Worker = class extends Worker {
      /** @param {[string | URL, WorkerOptions?]} all */
      constructor(...all) {
        super(...all);
        const mine = new Map();
        owed.set(this, mine);
        this.addEventListener("message", ({ data }) => "part" in data || mine.delete(data.id));
      }
      /** @param {[any, any?]} all */
      postMessage(...all) {
        if (all[0]?.method) owed.get(this)?.set(all[0].id, all[0].method);
        super.postMessage(...all);
      }
      terminate() {
        owed.delete(this);
        super.terminate();
      }
    };
    /** How many engines there are. */
    /** @type {any} */ (window).engines = () => owed.size;
    const timers = new Set();
    const [wait, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
    window.setTimeout = /** @type {typeof setTimeout} */ ((/** @type {() => void} */ run, ms = 0) => {
      const id = wait(() => {
        timers.delete(id);
        run();
      }, ms);
      if (ms <= SHORT_MS) timers.add(id);
      return id;
    });
    window.clearTimeout = (id) => {
      timers.delete(id);
      clear(id);
    };
    const frame = window.requestAnimationFrame.bind(window);
    let frames = 0;
    /** Where the page stood at the last look: it goes on after a finger has left it. */
    let stood = "";
    window.requestAnimationFrame = (run) => {
      frames++;
      return frame((now) => {
        frames--;
        run(now);
      });
    };
    const busy = () => [
      ...(frames ? ["a frame"] : []),
      ...[...owed.values()].flatMap((mine) => [...mine.values()]),
      ...(timers.size ? ["a timer"] : []),
      ...document.getAnimations().flatMap(({ playState }) => (playState === "running" ? ["an animation"] : [])),
      ...(stood === (stood = `${scrollX},${scrollY}`) ? [] : ["a scroll"]),
    ];
    /** @type {any} */ (window).atRest = async (/** @type {number} */ patienceMs) => {
      const begunMs = performance.now();
      for (let quiet = 0; quiet < QUIET_FRAMES; ) {
        await new Promise(frame);
        const what = busy();
        quiet = what.length ? 0 : quiet + 1;
        if (performance.now() - begunMs > patienceMs) throw new Error(`the page does not come to rest: ${what.join(", ")}`);
      }
    };
  });
}
