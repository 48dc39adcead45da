/**
 * What: the page's entry: loads the engine, reads the address, mounts every part.
 * Invariant: whatever fails, a plain sentence stands on the page; `data-ready="1"` on the root element says that the first picture's run is there.
 * Does not: hold state; the session does.
 */
import "./look/tokens.css";
import "./look/controls.css";
import "./look/landscape.css";
import "./look/chart.css";
import "./look/page.css";
import "./look/maps.css";
import "./look/inspector.css";
import "./look/code.css";
import "./look/small.css";
import "./look/model.css";
import "./look/views.css";
import "./look/scenes.css";
import "./look/print.css";
import "./look/embed.css";
import catalog from "descent-catalog";
import { fuzz } from "./api/fuzz.js";
import { exposePage } from "./api/page.js";
import { Chart } from "./chart/chart.js";
import { Landscape } from "./draw/landscape.js";
import { announceHeight } from "./embed/announce.js";
import { answerParent } from "./embed/messages.js";
import { EmbedPanel } from "./embed/panel.js";
import { Engine } from "./engine/client.js";
import { engineModule } from "./engine/loader.js";
import { putOnTheme, systemTheme } from "./look/theme.js";
import { ModelView } from "./model/view.js";
import { helpIndices } from "./panel/formula.js";
import { mountInspector } from "./panel/inspector.js";
import { mountProblem } from "./panel/problem.js";
import { mountRacers } from "./panel/racers.js";
import { mountGallery } from "./presets/gallery.js";
import { readLink, viewOf } from "./presets/figures.js";
import { presets } from "./presets/presets.js";
import { Exports } from "./export/panel.js";
import { mountForks } from "./shell/forks.js";
import { mountTries } from "./shell/tries.js";
import { mountHeader } from "./shell/header.js";
import { mountHelp } from "./shell/help.js";
import { layOut } from "./shell/layout.js";
import { mountLive } from "./shell/live.js";
import { mountNotice } from "./shell/notice.js";
import { Address, pageAddress } from "./state/address.js";
import { defaultSpec } from "./state/default.js";
import { followGestures } from "./state/gesture.js";
import { startPlayer } from "./state/player.js";
import { Session, firstState } from "./state/session.js";
import { Maps } from "./sweep/panel.js";
import { Store } from "./state/store.js";
import { listenForKeys } from "./transport/keys.js";
import { mountTransport } from "./transport/transport.js";
import { words } from "./words/en.js";
import { figure } from "./words/figure.js";
import { speak } from "./words/language.js";

/**
 * Starts the page in an element.
 * @param {HTMLElement} root
 */
async function start(root) {
  const module = engineModule(() => new URL("descent.wasm", import.meta.url).href);
  // Beside the words; what came of it is asked for below.
  module.catch(() => {});
  await speak({ catalog, presets });
  const theme = putOnTheme(document.documentElement, systemTheme());
  root.textContent = figure.loading;
  const store = new Store(firstState(defaultSpec(), theme));
  /** @type {Session | null} */
  let session = null;
  const engine = new Engine(await module, () => session?.restored(), () => new URL("digits.txt", import.meta.url).href);
  const about = await engine.call("about", {});
  session = new Session(store, catalog, engine, viewOf);

  const places = layOut(root, store);
  helpIndices(root);
  const landscape = new Landscape(session, engine);
  const models = new ModelView(session, engine, places.landscape);
  places.landscape.append(landscape.element, models.element);
  const chart = new Chart(session);
  places.chart.append(chart.element);
  const address = new Address(session);
  const exports = new Exports(root, session, landscape, chart, models, () => address.link());
  const embed = new EmbedPanel(root, session, pageAddress(), exports);
  mountHeader(places.header, session, () => address.link(), { gallery: mountGallery(root, session, engine), exports: () => exports.show(), embed: () => embed.show() });
  mountTries(places.tries, session);
  mountForks(places.forks, session);
  mountNotice(places.notice, session);
  mountTransport(places.transport, session);
  mountProblem(places.problem, session);
  mountRacers(places.racers, session);
  mountInspector(places.inspector, session, engine);
  new Maps(places.maps, session, engine, landscape);
  mountHelp(root, session, about);
  mountLive(places.live, session);
  listenForKeys(document, session, landscape);
  followGestures(document, session);
  startPlayer(store);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (!store.state.ownTheme) store.set({ theme: putOnTheme(document.documentElement, systemTheme()) });
  });

  // Another screen, or another size of everything.
  const watchRatio = () =>
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
      store.set({ theme: { ...store.state.theme } });
      watchRatio();
    }, { once: true });
  watchRatio();

  const { spec, problems } = readLink(location.hash);
  if (problems.length) store.set({ notice: { kind: "link", problems } });
  await session.begin(spec ?? defaultSpec());
  if (store.state.result === null) await session.begin(defaultSpec());
  exposePage(window, session);
  announceHeight(root);
  answerParent(window, session);
  await session.settled;
  document.documentElement.dataset.ready = "1";
  fuzz(window);
}

/**
 * Says that the page cannot run.
 * @param {HTMLElement} root
 * @param {unknown} error
 */
function giveUp(root, error) {
  const title = document.createElement("h1");
  title.textContent = words.failure.title;
  const why = document.createElement("p");
  const noEngine = typeof WebAssembly === "undefined" || error instanceof WebAssembly.CompileError;
  why.textContent = noEngine ? words.failure.noEngine : words.failure.noFile;
  root.replaceChildren(title, why);
  root.className = "failure";
  console.error(error);
}

const root = document.getElementById("descent");
if (root) start(root).catch((error) => giveUp(root, error));
