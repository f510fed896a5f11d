import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { Offsets } from "../../workbench/web/static/annotate/offsets.js";

const rows = JSON.parse(readFileSync(new URL("../golden/offsets.json", import.meta.url), "utf8"));

for (const { name, text, edges, inside } of rows) {
  test(`${name}: code units and code points agree with the table`, () => {
    const offsets = new Offsets(text);
    for (const [unit, point] of edges) {
      assert.equal(offsets.toPoint(unit), point);
      assert.equal(offsets.toUnit(point), unit);
    }
    assert.deepEqual([offsets.units, offsets.points], edges.at(-1));
  });

  test(`${name}: nothing converts that is inside a pair or outside the text`, () => {
    const offsets = new Offsets(text);
    for (const unit of [...inside, -1, offsets.units + 1, 0.5]) assert.throws(() => offsets.toPoint(unit), RangeError);
    for (const point of [-1, offsets.points + 1, 0.5]) assert.throws(() => offsets.toUnit(point), RangeError);
  });
}
