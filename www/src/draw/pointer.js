/**
 * What: turns mouse, touch and wheel on a plot into moves: hover, pan, zoom, double click, or pointing alone.
 * Invariant: positions are in the element's own CSS pixels from its top left, also where the page shows it scaled (slides do);
 * two fingers zoom about their middle.
 * Does not: know about data units.
 */

/**
 * @typedef {object} Moves
 * @property {(px: number, py: number) => void} hover
 * @property {() => void} leave
 * @property {(dxPx: number, dyPx: number) => void} pan
 * @property {(factor: number, px: number, py: number) => void} zoom above 1 shows more of the plane
 * @property {(px: number, py: number) => void} twice double click
 */

/**
 * A pointer's place in an element's own pixels.
 * @param {HTMLElement} element
 * @param {number} x as the window counts
 * @param {number} y
 * @returns {{x: number, y: number}}
 */
function placeIn(element, x, y) {
  const box = element.getBoundingClientRect();
  return { x: ((x - box.left) * element.offsetWidth) / box.width, y: ((y - box.top) * element.offsetHeight) / box.height };
}

/** A wheel's notch, in pixels, changes the view by this factor. */
const ZOOM_PER_PX = 1.0016;

/**
 * Listens on an element.
 * @param {HTMLElement} element
 * @param {Moves} moves
 * @param {(event: WheelEvent) => boolean} [takesWheel] whether the wheel is the plot's rather than the page's
 */
export function listenForMoves(element, moves, takesWheel = () => true) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  const place = (/** @type {MouseEvent} */ event) => placeIn(element, event.clientX, event.clientY);

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    const at = place(event);
    // A second finger is there to zoom.
    if (event.pointerType !== "mouse" && down.size === 1) moves.hover(at.x, at.y);
  });
  element.addEventListener("pointermove", (event) => {
    const now = place(event);
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") moves.hover(now.x, now.y);
      return;
    }
    const others = [...down].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    const other = others[0];
    if (other) {
      const spread = (/** @type {{x: number, y: number}} */ a) => Math.max(20, Math.hypot(a.x - other.x, a.y - other.y));
      moves.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
      moves.zoom(spread(before) / spread(now), (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else moves.pan(now.x - before.x, now.y - before.y);
    down.set(event.pointerId, now);
  });
  const up = (/** @type {PointerEvent} */ event) => void down.delete(event.pointerId);
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") moves.leave();
  });
  element.addEventListener(
    "wheel",
    (event) => {
      if (!takesWheel(event)) return;
      event.preventDefault();
      const px = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
      const at = place(event);
      moves.zoom(ZOOM_PER_PX ** Math.max(-300, Math.min(300, px)), at.x, at.y);
    },
    { passive: false },
  );
  element.addEventListener("dblclick", (event) => {
    const at = place(event);
    moves.twice(at.x, at.y);
  });
}

/**
 * Listens for the place that is pointed at, which a finger leaves behind.
 * @param {HTMLElement} element
 * @param {(px: number, py: number) => void} point in pixels of the element
 * @param {() => void} leave
 */
export function listenForPoint(element, point, leave) {
  const at = (/** @type {PointerEvent} */ { offsetX, offsetY }) => point(offsetX, offsetY);
  element.addEventListener("pointerdown", at);
  element.addEventListener("pointermove", at);
  element.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
}

/**
 * Makes a focusable handle that is dragged or moved by arrow keys.
 * @param {HTMLElement} handle
 * @param {HTMLElement} plane the element that positions are measured in
 * @param {(px: number, py: number) => void} drag a pointer's place, corrected for where it took hold
 * @param {(dx: number, dy: number, large: boolean) => void} nudge one arrow key: −1, 0 or 1 to the right and upwards
 */
export function listenForDrag(handle, plane, drag, nudge) {
  /** @type {{dx: number, dy: number} | null} */
  let held = null;
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    handle.setPointerCapture(event.pointerId);
    const box = handle.getBoundingClientRect();
    held = { dx: event.clientX - (box.left + box.width / 2), dy: event.clientY - (box.top + box.height / 2) };
    handle.focus();
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (!held) return;
    const at = placeIn(plane, event.clientX - held.dx, event.clientY - held.dy);
    drag(at.x, at.y);
  });
  const release = () => void (held = null);
  handle.addEventListener("pointerup", release);
  handle.addEventListener("pointercancel", release);
  handle.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    nudge(move[0] ?? 0, move[1] ?? 0, event.shiftKey);
  });
}
