import assert from "node:assert/strict";
import test from "node:test";

import { Names } from "../../workbench/web/static/annotate/names.js";
import { namedBy, snapped } from "../../workbench/web/static/annotate/snap.js";
import { textOf } from "./world.js";

/** What a selection from the first to the last letter of `chosen` becomes. */
function snap(string, chosen) {
  const text = textOf(string);
  const start = string.indexOf(chosen);
  const found = snapped({ start, end: start + chosen.length }, text, new Names(text));
  return found && text.surface(found);
}

test("a selection grows to whole tokens and leaves particles and loose punctuation outside", () => {
  assert.equal(snap("في بغداد اليوم", "غدا"), "بغداد");
  assert.equal(snap("في وبغداد اليوم", "وبغداد"), "بغداد");
  assert.equal(snap("قال «وبغداد»، ثم", "«وبغداد»،"), "«وبغداد»");
  assert.equal(snap("قال «وبغداد»، ثم", "وبغداد»،"), "بغداد");
  assert.equal(snap("إن بغداد، والموصل", "بغداد،"), "بغداد");
  assert.equal(snap("(بغداد والموصل)", "(بغداد"), "بغداد");
  assert.equal(snap("وزارة «الدفاع»", "وزارة «الدفاع»"), "وزارة «الدفاع»");
  assert.equal(snap("نسبة 50% فقط", "50%"), "50%");
});

test("nothing but punctuation or white space stays what it is", () => {
  assert.equal(snap("بغداد - الموصل", "-"), "-");
  assert.equal(snap("بغداد  الموصل", "  "), null);
});

test("a particle stands for the name that it is glued to", () => {
  const text = textOf("قال وبغداد و");
  const names = new Names(text);
  const named = (point) => text.surface(namedBy(text.tokenAt(point), text, names));
  assert.deepEqual([named(4), named(5), named(0)], ["بغداد", "بغداد", "قال"]);
  assert.equal(text.surface(namedBy(text.tokenAt(11), text, names)), "و");
});
