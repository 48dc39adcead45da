/**
 * What: the words of the panel of maps.
 * Invariant: as in `en.js`.
 * Does not: format numbers.
 */
export const maps = {
  open: "Maps",
  title: "Maps",
  close: "Close",
  progress: "Share of the runs that are done",
  tabs: { basins: "Basins", rates: "Rates", settings: "Two settings" },
  noPlane: "A basin map needs a surface of two variables.",
  basins: {
    about: (/** @type {string} */ name, /** @type {number} */ steps, /** @type {string} */ norm) => `Every pixel is a whole run of ${name} from there, of up to ${steps} updates, ended where ‖∇f‖ falls to ${norm}.`,
    legend: "Colour: where the run ends. Fainter: later.",
    place: "Ends at",
    share: "Area",
    steps: "Mean step",
    minimum: "minimum",
    point: "point",
    elsewhere: "still on the way",
    others: "other places",
    stalled: "stalled",
    diverged: "diverged",
    hint: "Drag the ring, or double-click, to start a run there. Select another racer to see its basins.",
  },
  rates: {
    about: (/** @type {number} */ steps) => `Loss after up to ${steps} updates against the learning rate. No point: diverged.`,
    best: (/** @type {string} */ rate, /** @type {string} */ loss) => `best at η\u00a0=\u00a0${rate}, f\u00a0=\u00a0${loss}`,
    seeds: "Line: median over the seeds. Band: from the lower to the upper quartile.",
    none: "diverged at every rate",
    alike: "no rate is best: all end alike",
    without: "has no rate",
    race: "Race everyone at their own best rate",
    chart: "Final loss against learning rate",
    x: "learning rate η",
    y: "final f",
  },
  settings: {
    about: (/** @type {string} */ name, /** @type {number} */ steps) => `Loss of ${name} after up to ${steps} updates. The stronger the colour, the lower; hatched: diverged.`,
    label: (/** @type {string} */ x, /** @type {string} */ y) => `Final loss over ${x} and ${y}`,
    x: (/** @type {string} */ name) => `learning rate ${name}`,
    second: "Second setting",
    none: "This racer has no rate, or no second setting.",
    boundary: "Line: where theory puts the edge of stability.",
  },
};
