import assert from "node:assert/strict";
import test from "node:test";

import { documentOf } from "../../workbench/web/static/annotate/island.js";

const island = (more) => ({ id: "d", tokens: [], sentences: [], unseen: [], length: 0, ...more });

test("the text is put together from its lines, empty ones and those that are not shown included", () => {
  const text = "عنوان 😀\n\n \u00a0\nسطر\n\n";
  const found = documentOf(island({ length: 17, unseen: [[9, " \u00a0"]] }), [[0, "عنوان 😀"], [12, "سطر"]]);
  assert.equal([...text].length, 17);
  assert.equal(found.text, text);
});

test("extents are told by distances and lengths, and made once", () => {
  const found = documentOf(island({ tokens: [0, 1, 0, 5, 1, 3], sentences: [0, 10] }), []);
  assert.deepEqual(found.tokens, [[0, 1], [1, 6], [7, 10]]);
  assert.deepEqual(found.sentences, [[0, 10]]);
  assert.equal(found.tokens, found.tokens);
});

test("what else the page says of the document stays as it is", () => {
  assert.deepEqual(documentOf(island({ spans: [1] }), []).spans, [1]);
});
