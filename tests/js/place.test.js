/** The place at which an article is opened. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { openAt, placeIn } from "../../workbench/web/static/annotate/place.js";
import { View } from "../../workbench/web/static/annotate/view.js";
import { span, textOf } from "./world.js";

test("a place is named by two offsets within the text", () => {
  assert.deepEqual(placeIn("?at=3-8&owner=gold", 8), { start: 3, end: 8 });
  for (const query of ["", "?at=3", "?at=8-3", "?at=3-3", "?at=3-9", "?at=-3-8", "?at=a-b", "?at=3-8x"]) {
    assert.equal(placeIn(query, 8), null, query);
  }
});

/** @param {string} query */
function opened(query) {
  const spans = [span("s1", 0, 4, "PER"), span("s2", 5, 8, "LOC")];
  const view = new View();
  openAt({ session: { state: { ordered: () => spans } }, text: textOf("وصل عمر 🙂."), view }, query);
  return view;
}

test("an entity that stands exactly there is in focus, else the letters are chosen", () => {
  assert.deepEqual(opened("?at=5-8").focus, { kind: "span", id: "s2" });
  assert.equal(opened("?at=5-8").selection, null);
  assert.deepEqual(opened("?at=4-9").selection, { start: 4, end: 9, anchor: 4 });
  assert.equal(opened("?at=40-90").selection, null);
});
