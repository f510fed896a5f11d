import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { fold } from "../../workbench/web/static/annotate/fold.js";

const table = JSON.parse(readFileSync(new URL("../golden/folding.json", import.meta.url), "utf8"));

/** One entry for each code point instead of each code unit. */
const byPoint = (text, values) => values.filter((_, unit) => !/[\udc00-\udfff]/.test(text[unit]));

for (const { text, folded, starts, ends } of table) {
  test(`fold: ${JSON.stringify(text)}`, () => {
    const found = fold(text);
    assert.equal(found.text, folded);
    assert.deepEqual([...byPoint(folded, found.starts), [...text].length], starts);
    assert.deepEqual(byPoint(folded, found.ends), ends);
  });
}
