/**
 * What: the messages between a page and the single file in its frame: what may be asked, what is refused, who is heard.
 * Invariant: a refused message changes nothing, is answered, and leaves no error; whoever is not the parent gets no answer.
 * Does not: test the height; `embed.test.mjs` does.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { BROWSERS, faultsOf, nativeDigest, root, withServer } from "./site.mjs";

/** A link to a training that no machine is through with before it is asked for another run. */
const training = { version: 1, problem: { model: { id: "logistic" }, data: { id: "gauss" } }, steps: 1_000_000, racers: [{ optimizer: { id: "sgd", lr: 0.1 } }] };
const FRAME = `sandbox="allow-scripts" src="descent.html#spec=${encodeURIComponent(JSON.stringify(training))}" width="720" height="520" title="Descent"`;
const PAGE = `<!doctype html><meta charset="utf-8"><title>Notes</title><link rel="icon" href="data:,"><iframe id="a" ${FRAME}></iframe><iframe id="b" title="A stranger" src="stranger.html"></iframe>
<script>
  const frame = document.getElementById("a");
  window.heard = [];
  addEventListener("message", ({ source, data }) => source === frame.contentWindow && data?.source === "descent" && heard.push(data));
  let id = 0;
  window.ask = (message) => new Promise((done) => {
    const mine = "q" + ++id;
    addEventListener("message", function hear({ data }) { if (data?.id === mine) { removeEventListener("message", hear); done(data); } });
    frame.contentWindow.postMessage({ source: "descent", v: 1, id: mine, ...message }, "*");
  });
  window.send = (message) => frame.contentWindow.postMessage(message, "*");
</script>`;
/** Asks through the tree, which a frame can reach though it is not the parent. */
const STRANGER = `<!doctype html><title>Stranger</title><link rel="icon" href="data:,"><script>
  window.heard = [];
  addEventListener("message", ({ data }) => heard.push(data));
  window.ask = (message) => parent.frames[0].postMessage({ source: "descent", v: 1, ...message }, "*");
</script>`;

const race = { version: 1, problem: { surface: "booth" }, steps: 60, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] };

const files = new Map([["index.html", PAGE], ["stranger.html", STRANGER], ["descent.html", await readFile(join(root, "dist", "descent.html"), "utf8")]]);
const notes = withServer((path) => files.get(path));

/** Messages that must be refused, by name: the message, and the path or the code of its first problem. @type {Record<string, [string, string]>} */
const HOSTILE = {
  "another version": ["{ v: 2, type: 'get' }", "v"],
  "a version without a text": ["{ v: { toString: null, valueOf: null }, type: 'get' }", "failed"],
  "a type without a text": ["{ type: { toString: null, valueOf: null } }", "failed"],
  "no type": ["{}", "type"],
  "a type that every object has": ["{ type: 'constructor' }", "type"],
  "a prototype": ["{ type: '__proto__' }", "type"],
  "an answer in place of a request": ["{ type: 'error', message: 'x' }", "type"],
  "a key too many": ["{ type: 'play', now: true }", "now"],
  "neither": ["{ type: 'open' }", "conflict"],
  "both": ["{ type: 'open', spec: {}, link: '' }", "conflict"],
  "no document": ["{ type: 'open', spec: 7 }", "wrong_type"],
  "no object": ["{ type: 'open', spec: null }", "wrong_type"],
  "a list": ["{ type: 'open', spec: [] }", "wrong_type"],
  "a cycle": ["(() => { const a = {}; a.a = a; return { type: 'open', spec: a }; })()", "wrong_type"],
  "a big integer": ["{ type: 'open', spec: { version: 1n } }", "wrong_type"],
  "too deep": ["(() => { let a = []; for (let i = 0; i < 500; i++) a = [a]; return { type: 'open', spec: { problem: a, racers: [] } }; })()", "too_deep"],
  "too long": ["{ type: 'open', spec: { problem: { expression: 'x+'.repeat(50000) + '1' }, racers: [] } }", "too_long"],
  "markup": ["{ type: 'open', spec: '<img src=x onerror=alert(1)>' }", "not_json"],
  "an unknown key": ["{ type: 'open', spec: { version: 1, problem: { surface: 'booth' }, racers: [{ optimizer: { id: 'adam' } }], extra: 1 } }", "extra"],
  "a prototype in the document": [`{ type: 'open', spec: '{"version":1,"problem":{"surface":"booth"},"racers":[{"optimizer":{"id":"adam","__proto__":{"lr":1}}}]}' }`, "racers[0].optimizer.__proto__"],
  "too many racers": ["{ type: 'open', spec: { version: 1, problem: { surface: 'booth' }, racers: Array.from({ length: 1000 }, () => ({ optimizer: { id: 'adam' } })) } }", "racers"],
  "a malformed link": ["{ type: 'open', link: 'surface=booth&racers=adam __proto__.x=1' }", "racers[0].__proto__.x=1"],
  "an address": ["{ type: 'open', link: 'https://example.org/' }", "https://example.org/"],
  "an empty link": ["{ type: 'open', link: '' }", "link"],
  "a link that is no text": ["{ type: 'open', link: { toString: 1 } }", "link"],
  "no state": ["{ type: 'set', state: 'x' }", "wrong_type"],
  "an unknown part": ["{ type: 'set', state: { theme: 'dark' } }", "theme"],
  "half a step": ["{ type: 'set', state: { step: 1.5 } }", "step"],
  "no number": ["{ type: 'set', state: { speed: NaN } }", "speed"],
  "a step that is text": ["{ type: 'seek', t: '1' }", "t"],
  "a step far off": ["{ type: 'step', n: 1e300 }", "n"],
};

for (const [browserName, open] of Object.entries(BROWSERS)) {
  test(`a frame and its parent in ${browserName}`, async (t) => {
    const browser = await open();
    try {
      const page = await browser.newPage();
      const faults = faultsOf(page);
      await page.goto(notes.address);
      await page.waitForFunction("heard.some(({ type }) => type === 'ready')");
      const ask = (/** @type {string} */ message) => page.evaluate(`ask(${message})`);
      const spec = async () => (await ask("{ type: 'get' }")).state.spec;

      await t.test("what may be asked is done and answered", async () => {
        assert.deepEqual(await spec(), training, "the first run is still under way");
        const opened = await ask(`{ type: "open", spec: ${JSON.stringify(race)} }`);
        assert.deepEqual({ ...opened, id: 0 }, { source: "descent", v: 1, type: "done", id: 0, re: "open" });
        assert.equal((await ask("{ type: 'digest' }")).digest, nativeDigest(race));
        for (const [message, step] of /** @type {[string, number][]} */ ([["{ type: 'seek', t: 10 }", 10], ["{ type: 'step' }", 11], ["{ type: 'step', n: -3 }", 8], ["{ type: 'set', state: { step: 20, speed: 2 } }", 20]])) {
          assert.equal((await ask(message)).type, "done");
          assert.equal((await ask("{ type: 'get' }")).state.step, step, message);
        }
        await ask("{ type: 'play' }");
        assert.equal((await ask("{ type: 'get' }")).state.playing, true);
        await ask("{ type: 'pause' }");
        assert.equal((await ask("{ type: 'get' }")).state.playing, false);
        assert.equal((await ask("{ type: 'open', link: '#surface=booth&steps=61&racers=adam+lr=0.1' }")).type, "done");
        assert.equal((await spec()).steps, 61);
        await ask(`{ type: "open", spec: ${JSON.stringify(JSON.stringify(race))} }`);
        assert.deepEqual(await spec(), race);
      });

      for (const [name, [message, place]] of Object.entries(HOSTILE)) {
        await t.test(`refused: ${name}`, async () => {
          const answer = await ask(message);
          assert.equal(answer.type, "error");
          const [problem] = answer.problems;
          assert.ok(problem.path === place || problem.code === place, JSON.stringify(problem));
          assert.ok(answer.message.length > 0 && problem.allowed.length > 0);
          assert.deepEqual(await spec(), race, "nothing has changed");
        });
      }

      await t.test("what is no request of the protocol is left alone, and others than the parent are not heard", async () => {
        const before = await page.evaluate("heard.length");
        await page.evaluate("for (const message of [null, 1, 'x', [], {}, { source: 'react-devtools' }, { source: 'descent-like', type: 'play' }]) send(message)");
        const stranger = page.frames().find((/** @type {any} */ each) => each.url().endsWith("stranger.html"));
        await stranger.evaluate("ask({ type: 'open', link: 'surface=beale&racers=sgd', id: 'stranger' }); ask({ type: 'get', id: 'stranger' }); ask({ type: 'nonsense', id: 'stranger' })");
        // What was sent before has arrived when these are answered.
        for (let i = 0; i < 10; i++) assert.deepEqual(await spec(), race);
        assert.deepEqual(await stranger.evaluate("heard"), []);
        const after = await page.evaluate(`heard.slice(${before}).filter(({ type }) => type !== "state" && type !== "resize")`);
        assert.deepEqual(after, []);
      });
      assert.deepEqual(faults, []);
    } finally {
      await browser.close();
    }
  });
}
