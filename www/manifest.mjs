/**
 * What: the npm package's `package.json`, but for its version.
 * Invariant: nothing is installed with it; the element alone has a side effect.
 * Does not: publish.
 */
export const manifest = {
  name: "descent-optimizers",
  version: "",
  description: "The optimizers of deep learning on test surfaces and models: one document, the same bits everywhere.",
  license: "MIT OR Apache-2.0",
  type: "module",
  main: "./index.js",
  types: "./index.d.ts",
  exports: {
    ".": { types: "./index.d.ts", default: "./index.js" },
    "./element": { types: "./element.d.ts", default: "./element.js" },
    "./element.js": { types: "./element.d.ts", default: "./element.js" },
    "./digits.txt": "./digits.txt",
    "./schema.json": "./schema.json",
    "./package.json": "./package.json",
  },
  files: ["*.js", "*.d.ts", "*.md", "digits.txt", "schema.json", "LICENSE-*"],
  sideEffects: ["./element.js"],
  engines: { node: ">=20" },
  keywords: ["optimizer", "gradient descent", "adam", "momentum", "deep learning", "visualization", "webassembly"],
};
