/**
 * What: tells the page around a frame how high the content is: `{source: "descent", v: 1, type: "resize", height}`, and the same
 * in the words of Canvas LMS, `{subject: "lti.frameResize", height}`; pixels.
 * Invariant: a height is announced once, and does not follow the frame's own: `framed` says that to the style sheet; outside a frame nothing is sent. It says nothing of the run, so any parent may hear it.
 * Does not: listen.
 */

/**
 * Announces the height of an element now and whenever it changes.
 * @param {HTMLElement} element
 */
export function announceHeight(element) {
  if (window.parent === window) return;
  element.classList.add("framed");
  let announced = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height === announced) return;
    announced = height;
    window.parent.postMessage({ source: "descent", v: 1, type: "resize", height }, "*");
    window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
  }).observe(element);
}
