/**
 * What: the page's places, and which of them a narrow window shows.
 * Invariant: the places stand in reading order: landscape, time, panels; nothing is in the page twice.
 * Does not: fill them.
 */
import { html, render } from "lit-html";
import { words } from "../words/en.js";
import { maps as mapWords } from "../words/maps.js";

/** @typedef {import("../state/session.js").NarrowTab} NarrowTab */
/** @typedef {Record<"header" | "notice" | "tries" | "forks" | "landscape" | "transport" | "chart" | "problem" | "racers" | "inspector" | "maps" | "live", HTMLElement>} Places */

/**
 * Lays out the page.
 * @param {HTMLElement} root
 * @param {import("../state/store.js").Store<import("../state/session.js").SessionState>} store
 * @returns {Places}
 */
export function layOut(root, store) {
  const place = (/** @type {string} */ tag, /** @type {string} */ name, /** @type {string} */ label = "") => {
    const element = document.createElement(tag);
    element.className = `place-${name}`;
    if (label) element.setAttribute("aria-label", label);
    return element;
  };
  const header = place("header", "header");
  const main = place("main", "main");
  const notice = place("div", "notice");
  const notices = place("div", "notices");
  const tries = place("div", "tries");
  const forks = place("div", "forks");
  notices.append(notice, tries, forks);
  const landscape = place("div", "landscape");
  const transport = place("div", "transport");
  const tabs = place("div", "tabs");
  const side = place("div", "side");
  const problem = place("section", "problem", words.problem.title);
  const racers = place("section", "racers", words.racers.title);
  const chart = place("div", "chart");
  const inspector = place("section", "inspector", words.inspector.title);
  const maps = place("section", "maps", mapWords.title);
  maps.hidden = true;
  const live = place("div", "live");
  side.append(problem, racers);
  main.append(notices, landscape, transport, maps, tabs, side, chart, inspector);
  root.replaceChildren(header, main, live);
  root.className = "descent";

  store.on(["everything"], ({ everything }) => void root.classList.toggle("all", everything));

  /** @type {NarrowTab[]} */
  const names = ["racers", "problem", "loss", "inspect"];
  store.on(["narrowTab", "inspector"], ({ narrowTab, inspector: open }) => {
    main.dataset.tab = narrowTab;
    main.classList.toggle("with-inspector", open);
    render(
      html`<div role="tablist" aria-label=${words.tabs.label}>
        ${names.map((name) => html`<button type="button" role="tab" aria-selected=${narrowTab === name} @click=${() => store.set({ narrowTab: name })}>${words.tabs[name]}</button>`)}
      </div>`,
      tabs,
    );
  });
  return { header, notice, tries, forks, landscape, transport, chart, problem, racers, inspector, maps, live };
}
