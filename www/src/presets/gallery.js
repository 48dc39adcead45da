/**
 * What: the gallery: a dialog of scenes by topic, each with its thumbnail, what to notice and a question.
 * Invariant: thumbnails are rendered one at a time, when they come into sight, once per theme.
 * Does not: hold scenes; choosing one is one step that undo takes back.
 */
import { html, render } from "lit-html";
import { EngineError } from "../engine/protocol.js";
import { dialogHead, makeDialog } from "../shell/dialog.js";
import { words } from "../words/en.js";
import { presetOf, presets } from "./presets.js";
import { drawThumbnail } from "./thumbnail.js";

const SIZE = { widthPx: 208, heightPx: 130 };

/**
 * Mounts the dialog.
 * @param {HTMLElement} root
 * @param {import("../state/session.js").Session} session
 * @param {import("../engine/client.js").Engine} engine
 * @returns {() => void} opens it
 */
export function mountGallery(root, session, engine) {
  const { store } = session;
  const dialog = makeDialog(root, "gallery", words.gallery.title);
  /** @type {Map<Element, string>} the theme that a thumbnail was drawn in */
  const drawn = new Map();
  let queue = Promise.resolve();
  const sight = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        const { theme } = store.state;
        const preset = presets.find(({ id }) => id === /** @type {HTMLElement} */ (target).dataset.scene);
        if (!isIntersecting || !preset || drawn.get(target) === theme.name) continue;
        drawn.set(target, theme.name);
        queue = queue.then(() =>
          drawThumbnail(/** @type {HTMLCanvasElement} */ (target), preset.spec, engine, theme, SIZE).catch((error) => {
            drawn.delete(target);
            if (!(error instanceof EngineError)) throw error;
          }),
        );
      }
    },
    { root: dialog, rootMargin: "80px" },
  );
  const choose = (/** @type {import("./presets.js").Preset} */ { spec }) => {
    dialog.close();
    session.begin(spec);
  };
  const topics = [...new Set(presets.map(({ topic }) => topic))];
  const draw = () => {
    const current = presetOf(store.state.good);
    render(
      html`${dialogHead(dialog)}
        ${topics.map(
          (topic) => html`<h3>${words.gallery.topics[/** @type {keyof typeof words.gallery.topics} */ (topic)]}</h3>
            <ul class="scenes">${presets
              .filter((preset) => preset.topic === topic)
              .map(
                (preset) => html`<li><button type="button" class="scene" aria-current=${preset === current ? "true" : "false"} @click=${() => choose(preset)}>
                  <canvas data-scene=${preset.id} aria-hidden="true"></canvas>
                  <b>${preset.title}</b><span>${preset.notice}</span><i>${preset.question}</i>
                </button></li>`,
              )}</ul>`,
        )}`,
      dialog,
    );
  };
  const look = () => {
    for (const canvas of dialog.querySelectorAll("canvas")) {
      sight.unobserve(canvas);
      sight.observe(canvas);
    }
  };
  store.on(["theme"], look);
  return () => {
    if (dialog.open) return;
    draw();
    dialog.showModal();
    look();
  };
}
