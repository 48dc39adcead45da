/**
 * What: the titles of the models that the problem picker offers, by id.
 * Invariant: an offer of `kind.js` each.
 */

/** @type {Record<string, string>} */
export const offerWords = {
  line: "A line through points",
  polynomial: "A polynomial on a sine",
  logistic: "Logistic regression",
  xor: "A network on exclusive or",
  circle: "A network on rings",
  moons: "A network on two moons",
  spiral: "A network on spirals",
  iris: "Irises by softmax",
  digits: "Handwritten digits",
  blobs: "k-means on blobs",
};
