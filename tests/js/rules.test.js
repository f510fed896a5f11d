import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { relationProblem, spanProblem } from "../../workbench/web/static/annotate/rules.js";
import { link, schema, span, textOf } from "./world.js";

const table = JSON.parse(readFileSync(new URL("../golden/rules.json", import.meta.url), "utf8"));
const text = textOf(table.text, [table.closed]);
const spanOf = ({ id, start, end, label }) => span(id, start, end, label);

for (const { name, nesting, others, span: given, refused } of table.spans) {
  test(`span: ${name}`, () => {
    const problem = spanProblem(spanOf(given), others.map(spanOf), text, schema(nesting));
    assert.equal(problem?.code ?? null, refused);
  });
}

for (const { name, head, tail, label, others, refused } of table.relations) {
  test(`relation: ${name}`, () => {
    const spans = new Map(table.ends.map((end) => [end.id, spanOf(end)]));
    const there = others.map(([from, to, type], i) => link(`o${i}`, from, to, type));
    assert.equal(relationProblem(link("x", head, tail, label), spans, there, schema())?.code ?? null, refused);
  });
}
