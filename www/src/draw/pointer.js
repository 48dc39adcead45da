/**
 * What: turns mouse, touch and wheel on the plot into moves: hover, pan, zoom, double click.
 * Invariant: positions are in CSS pixels from the element's top left; two fingers zoom about their middle.
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

/** A wheel's notch, in pixels, changes the view by this factor. */
const ZOOM_PER_PX = 1.0016;

/**
 * Listens on an element.
 * @param {HTMLElement} element
 * @param {Moves} moves
 */
export function listenForMoves(element, moves) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  const place = (/** @type {MouseEvent} */ event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    const at = place(event);
    if (event.pointerType !== "mouse") moves.hover(at.x, at.y);
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
    const box = plane.getBoundingClientRect();
    drag(event.clientX - held.dx - box.left, event.clientY - held.dy - box.top);
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
