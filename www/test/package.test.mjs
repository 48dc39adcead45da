/**
 * What: the package's declared types against what it is made of.
 * Invariant: the checker finds every declared name in the implementation, with its type; run-time behaviour is tested end to end.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** Does not run: the checker refuses it where the implementation lacks something of the declaration. @type {(made: typeof import("../src/package/descent.js")) => typeof import("../src/package/index")} */
export const implemented = (made) => made;

/** Likewise for the element. @type {(made: import("../src/element/figure.js").DescentFigure) => Pick<import("../src/package/element").DescentFigure, "spec" | "play" | "pause" | "step" | "seek" | "reset" | "getState" | "setState" | "digest" | "screenshot">} */
export const figure = (made) => made;

test("every key of the catalogue's rows and hyper-parameters is declared, and none that they never have", async () => {
  const shapes = await readFile(new URL("../src/engine/shapes.d.ts", import.meta.url), "utf8");
  const declared = (/** @type {string} */ name) => [...(shapes.split(`export interface ${name} {`)[1]?.split("\n}")[0] ?? "").matchAll(/^ {2}(\w+)\??:/gm)].map(([, key]) => key).sort();
  const { penalties, ...tables } = JSON.parse(await readFile(new URL("../generated/catalog.json", import.meta.url), "utf8"));
  const rows = Object.values(tables).flatMap((table) => (typeof table[0] === "object" ? table : []));
  const keys = (/** @type {object[]} */ all) => [...new Set(all.flatMap((one) => Object.keys(one)))].sort();
  assert.deepEqual(keys(rows), declared("Row"));
  // Two the page sets on its own.
  assert.deepEqual([...keys([...rows.flatMap(({ params }) => params), ...penalties]), "unit", "unset"], declared("Param"));
});

test("what the implementation exports is declared, and the other way round", async () => {
  const read = (/** @type {string} */ name) => readFile(new URL(`../src/package/${name}`, import.meta.url), "utf8");
  const declared = [...(await read("index.d.ts")).matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
  const exported = [...(await read("descent.js")).matchAll(/^export (?:const|class|function) (?:\{ ([^}]+) \}|(\w+))/gm)].flatMap(([, many, one]) => (many ? many.split(", ") : [one]));
  assert.deepEqual(exported.sort(), declared.sort());
  assert.ok(declared.length > 10);
});
