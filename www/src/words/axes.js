/**
 * What: the words of the chart's axes that only a model in training has.
 * Invariant: as in `en.js`; apart from `model.js`, since figures have charts and no panels of models.
 */

/** The words. */
export const axisWords = {
  steps: "steps", epochs: "epochs", samples: "samples", evaluations: "evaluations", label: "Horizontal axis",
  test: "Test loss", accuracy: "Accuracy",
};
