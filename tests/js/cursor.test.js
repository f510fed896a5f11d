import assert from "node:assert/strict";
import test from "node:test";

import { Cursor } from "../../workbench/web/static/annotate/cursor.js";
import { Names } from "../../workbench/web/static/annotate/names.js";
import { mayEnd } from "../../workbench/web/static/annotate/particles.js";
import { View } from "../../workbench/web/static/annotate/view.js";
import { span, textOf } from "./world.js";

const WORDS = "قال سامر، في بغداد: «بيت وبحر» ثم\nنام";

/** A cursor in an article in which some words are entities. */
function reading(labelled = []) {
  const text = textOf(WORDS);
  const view = new View();
  const said = [];
  const at = (surface) => ({ start: WORDS.indexOf(surface), end: WORDS.indexOf(surface) + surface.length });
  const spans = labelled.map((surface) => span(surface, at(surface).start, at(surface).end, "LOC", surface));
  const editor = {
    ...{ text, view, speech: { say: (key) => key }, announce: (words) => said.push(words) },
    session: { state: { ordered: () => spans } },
    suggestions: { names: new Names(text) },
    get place() {
      return view.selection;
    },
    select: (extent) => view.select(extent),
  };
  const scroller = { getBoundingClientRect: () => ({ top: 0 }) };
  const cursor = new Cursor(editor, { between: () => ({ start: 0 }) }, scroller, []);
  const chosen = () => view.selection && text.surface(view.selection);
  return { cursor, view, chosen, said, choose: (surface) => view.select(at(surface)) };
}

test("the next word that may be a name lies beyond marks, particles, glued letters and entities", () => {
  const { cursor, chosen, said } = reading(["بغداد"]);
  const found = [1, 1, 1, 1, 1, -1, -1].map((step) => (cursor.name(step), chosen()));
  assert.deepEqual(found, ["سامر", "بيت", "بحر", "نام", "نام", "بحر", "بيت"]);
  assert.deepEqual(said, ["no-word"]);
});

test("a number of words is chosen without the marks after the last of them", () => {
  const { cursor, choose, chosen, said } = reading();
  choose("قال");
  for (const [count, words] of [
    [2, "قال سامر"],
    [4, "قال سامر، في بغداد"],
    [3, "قال سامر، في"],
  ]) {
    cursor.words(count);
    assert.equal(chosen(), words);
  }
  choose("بيت");
  cursor.words(2);
  assert.equal(chosen(), "بيت وبحر");
  assert.deepEqual(said, []);
});

test("a mark ends the choice where it closes what opened inside, or belongs to its number", () => {
  for (const [token, before, may] of [
    [")", "تشرين (أكتوبر", true],
    [")", "أكتوبر", false],
    ["”", "الجولة “الرابعة", true],
    ["»", "«بيت» وبحر", false],
    ["%", "50", true],
    ["،", "سامر", false],
    ["«", "سامر", false],
  ]) {
    assert.equal(mayEnd(token, before), may, `${before}${token}`);
  }
});

test("words are chosen in one line only", () => {
  const { cursor, choose, chosen, said } = reading();
  choose("ثم");
  cursor.words(2);
  assert.equal(chosen(), "ثم");
  assert.deepEqual(said, ["no-word"]);
});
