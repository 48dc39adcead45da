/**
 * What: answers the messages of the page around a frame; `www/examples/README.md` documents them.
 * Invariant: only the parent is heard; what it sends passes the reader of links and the engine's validation, unknown names are problems, and
 * every request of the protocol is answered exactly once, in order. A refused one changes nothing.
 * Does not: tell anything that was not asked for, but that it listens.
 */
import { readLink } from "../presets/figures.js";
import { refused } from "../state/hash.js";
import { readOutside, showState, shownState } from "../state/shown.js";

/** @typedef {import("../engine/shapes").Problem} Problem */
/** @typedef {{problems: Problem[]} | Record<string, unknown>} Answer */

/** An id longer than this helps nobody. */
const LONGEST_ID = 100;

/** @param {unknown} value @returns {value is number} */
export const isStep = (value) => typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31;

/**
 * What can be asked for: the names that each request may have besides its type, and what it does.
 * @param {import("../state/session.js").Session} session
 * @returns {Record<string, {names: string[], act: (asked: Record<string, unknown>) => Promise<Answer> | Answer}>}
 */
function requests(session) {
  const { store } = session;
  const done = (/** @type {void} */ _) => ({ type: "done" });
  const seek = (/** @type {unknown} */ to, /** @type {string} */ name, /** @type {number} */ from) => (isStep(to) ? done(session.seek(from + to)) : refused(name, "wrong_type", typeof to, "a whole number"));
  return {
    open: {
      names: ["spec", "link"],
      act: async ({ spec: given, link }) => {
        if ((given === undefined) === (link === undefined)) return refused("", "conflict", given === undefined ? "neither" : "both", "spec or link");
        if (link !== undefined && typeof link !== "string") return refused("link", "wrong_type", typeof link, "the text after # of a link");
        const { spec, problems } = typeof link === "string" ? readLink(link) : readOutside(given);
        if (!spec) return problems.length ? { problems } : refused("link", "malformed", "nothing", "the text after # of a link");
        const found = await session.open(spec);
        return found.length ? { problems: found } : done();
      },
    },
    set: {
      names: ["state"],
      act: async ({ state }) => {
        const problems = await showState(session, state);
        return problems.length ? { problems } : done();
      },
    },
    play: { names: [], act: () => done(session.play()) },
    pause: { names: [], act: () => done(session.pause()) },
    step: { names: ["n"], act: ({ n = 1 }) => seek(n, "n", store.state.step) },
    seek: { names: ["t"], act: ({ t }) => seek(t, "t", 0) },
    get: { names: [], act: () => ({ type: "state", state: shownState(session) }) },
    digest: {
      names: [],
      act: async () => {
        await session.settled;
        const { result } = store.state;
        return { type: "digest", digest: result ? result.digest || (await session.engine.call("digest", { run: result.run })) : "" };
      },
    },
  };
}

/**
 * Listens to the parent.
 * @param {Window} frame
 * @param {import("../state/session.js").Session} session
 */
export function answerParent(frame, session) {
  if (frame.parent === frame) return;
  const known = requests(session);
  let last = Promise.resolve();
  frame.addEventListener("message", ({ source, data, origin }) => {
    if (source !== frame.parent || data === null || typeof data !== "object" || data.source !== "descent") return;
    last = last.then(async () => {
      const { id, type, answer } = await judge(known, data);
      const body = "problems" in answer ? { type: "error", message: /** @type {Problem[]} */ (answer.problems)[0]?.message ?? "", problems: answer.problems } : answer;
      frame.parent.postMessage({ source: "descent", v: 1, ...body, id, re: type }, /^https?:/.test(origin) ? origin : "*");
    });
  });
  frame.parent.postMessage({ source: "descent", v: 1, type: "ready" }, "*");
}

/**
 * Does what is asked for, or says why not.
 * @param {ReturnType<typeof requests>} known
 * @param {Record<string, unknown>} asked anything that a message can hold
 * @returns {Promise<{id: string | number | null, type: string | null, answer: Answer}>}
 */
async function judge(known, { source: _source, v, type: given, id: givenId = null, ...rest }) {
  const id = typeof givenId === "number" || (typeof givenId === "string" && givenId.length <= LONGEST_ID) ? givenId : null;
  const type = typeof given === "string" && Object.hasOwn(known, given) ? given : null;
  const request = type === null ? undefined : known[type];
  const refuse = (/** @type {Answer} */ answer) => ({ id, type, answer });
  try {
    // What is given may be an object that no text can be made of.
    if (v !== 1) return refuse(refused("v", "out_of_range", String(v).slice(0, 20), "1"));
    if (id !== givenId) return refuse(refused("id", "wrong_type", typeof givenId, `a number, or a text of at most ${LONGEST_ID} letters`));
    if (!request) return refuse(refused("type", "unknown_name", String(given).slice(0, 40), Object.keys(known).join(", ")));
    const odd = Object.keys(rest).find((name) => !request.names.includes(name));
    if (odd !== undefined) return refuse(refused(odd.slice(0, 40), "unknown_key", odd.slice(0, 40), ["source", "v", "type", "id", ...request.names].join(", ")));
    return { id, type, answer: await request.act(rest) };
  } catch (error) {
    return refuse(refused("", "failed", error instanceof Error ? error.message : "this", "a request that can be done now"));
  }
}
