/**
 * What: the gallery: every lecture figure with its picture, title and what to notice; choosing one shows it.
 * Invariant: a modal dialog; pictures are made one by one, when they come into view, and kept.
 * Does not: hold the figures' words; the list does.
 */
import { html, render } from "lit-html";
import { words } from "../words/en.js";
import { FIGURES, figureOf } from "./figures.js";
import { drawThumbnail } from "./thumbnail.js";

/**
 * Mounts the gallery.
 * @param {HTMLDialogElement} dialog
 * @param {import("../state/session.js").Session} session
 * @param {import("../engine/client.js").Engine} engine
 */
export function mountGallery(dialog, session, engine) {
  const { store } = session;
  dialog.setAttribute("aria-label", words.gallery.title);
  const show = async (/** @type {import("./figures.js").Figure} */ figure) => {
    dialog.close();
    await session.open(structuredClone(figure.spec));
    session.seek(0);
    session.play();
  };
  /** @type {Map<string, Promise<void>>} */
  const drawn = new Map();
  let queue = Promise.resolve();
  const picture = (/** @type {HTMLCanvasElement} */ canvas) => {
    const figure = FIGURES.find(({ id }) => id === canvas.dataset.figure);
    const key = `${canvas.dataset.figure} ${store.state.theme.name}`;
    if (!figure || drawn.has(key)) return;
    queue = queue.then(() => drawThumbnail(canvas, figure, engine, store.state.theme.name)).catch(() => void canvas.classList.add("lost"));
    drawn.set(key, queue);
  };
  const watch = new IntersectionObserver((seen) => seen.forEach(({ isIntersecting, target }) => isIntersecting && picture(/** @type {HTMLCanvasElement} */ (target))));

  const draw = () => {
    const shown = figureOf(store.state.good);
    const groups = [...new Set(FIGURES.map(({ group }) => group))];
    render(
      html`<form method="dialog">
        <header><h2>${words.gallery.title}</h2><button type="button" class="quiet icon" aria-label=${words.help.close} @click=${() => dialog.close()}>×</button></header>
        <p class="secondary">${words.gallery.intro}</p>
        ${groups.map((group) => html`<section>
          <h3>${group}</h3>
          <ul class="figures">${FIGURES.filter((figure) => figure.group === group).map((figure) => html`<li>
            <button type="button" class="figure" aria-current=${figure.id === shown?.id} @click=${() => show(figure)}>
              <canvas data-figure=${figure.id} width="180" height="112" aria-hidden="true"></canvas>
              <strong>${figure.title}</strong>
              <span>${figure.notice}</span>
            </button>
          </li>`)}</ul>
        </section>`)}
      </form>`,
      dialog,
    );
    dialog.querySelectorAll("canvas").forEach((canvas) => watch.observe(canvas));
  };
  dialog.addEventListener("close", () => store.set({ gallery: false }));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  store.on(["gallery", "theme"], ({ gallery }) => {
    if (!gallery) return;
    draw();
    if (!dialog.open) dialog.showModal();
  });
}
