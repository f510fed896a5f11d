import assert from "node:assert/strict";
import test from "node:test";

import { placesOf } from "../../workbench/web/static/annotate/find.js";
import { fold } from "../../workbench/web/static/annotate/fold.js";
import { stepsOf } from "../../workbench/web/static/annotate/history.js";
import { beside, space } from "../../workbench/web/static/annotate/panel.js";
import { lastGiven } from "../../workbench/web/static/annotate/repeat.js";
import { legalTypes } from "../../workbench/web/static/annotate/relate.js";
import { State } from "../../workbench/web/static/annotate/state.js";
import { link, schema, span, textOf } from "./world.js";

const size = { width: 300, height: 200 };
const room = { top: 0, bottom: 800, width: 600 };
const mark = (y, x = 100) => [{ x, y, width: 50, height: 30 }];

test("a panel stands below its mark, or above where there is more room, and never over it", () => {
  assert.deepEqual(beside(mark(100), size, room), { x: 100, y: 138 });
  assert.deepEqual(beside(mark(700), size, room), { x: 100, y: 492 });
  assert.deepEqual(beside(mark(100), size, { ...room, bottom: 200 }), { x: 100, y: 138 }, "no room at all: below");
  const rows = [...mark(100), { x: 0, y: 160, width: 20, height: 30 }];
  assert.deepEqual(beside(rows, size, room), { x: 0, y: 198 });
});

test("a panel is no taller than the room above or below its mark", () => {
  assert.equal(space(mark(100), room), 800 - 130 - 8);
  assert.equal(space(mark(700), room), 700 - 8);
  assert.equal(space([...mark(100), ...mark(400)], room), 800 - 430 - 8);
});

test("a panel stays inside the article", () => {
  assert.equal(beside(mark(100, 500), size, room).x, 300);
  assert.equal(beside(mark(100, -20), size, room).x, 0);
});

test("a history tells each thing that changed once", () => {
  const a = span("a", 0, 4, "PER", "سامر");
  const what = (before, after) => stepsOf({ before, after }).map((step) => step.what);
  assert.deepEqual(what(null, a), ["added"]);
  assert.deepEqual(what(a, null), ["deleted"]);
  assert.deepEqual(what(a, { ...a, label: "ORG", note: "x" }), ["relabelled", "note"]);
  assert.deepEqual(what(a, { ...a, start: 1, text: "امر" }), ["moved"]);
  assert.deepEqual(what(a, { ...a, kb_id: "Q1", attributes: { kind: "real" } }), ["attributes", "kb-id"]);
  assert.deepEqual(what(a, a), []);
});

test("the last label is that of the last new span, new label or new relation; undoing gives none", () => {
  const a = span("a", 0, 4, "PER", "سامر");
  const entry = (op, before, after, kind = "span") => ({ op, effects: [{ kind, id: "x", before, after }] });
  const added = entry("add_span", null, a);
  assert.equal(lastGiven([]), null);
  assert.deepEqual(lastGiven([added]), { kind: "span", label: "PER" });
  assert.deepEqual(lastGiven([added, entry("update_span", a, { ...a, label: "ORG" })]), { kind: "span", label: "ORG" });
  assert.deepEqual(lastGiven([added, entry("update_span", a, { ...a, note: "x" })]), { kind: "span", label: "PER" });
  const related = entry("add_relation", null, link("r", "a", "b", "AT"), "relation");
  assert.deepEqual(lastGiven([added, related]), { kind: "relation", label: "AT" });
  assert.deepEqual(lastGiven([added, related, entry("undo", related.effects[0].after, null)]).label, "AT");
});

test("words are found whatever their spelling, without the proclitic if none was asked for", () => {
  const text = "وبغدادُ وإربيل، أربيل";
  const surfaces = (query) => {
    const points = [...text];
    return placesOf(query, fold(text)).map(({ start, end }) => points.slice(start, end).join(""));
  };
  assert.deepEqual(surfaces("بغداد"), ["بغدادُ"]);
  assert.deepEqual(surfaces(" اربيل "), ["إربيل", "أربيل"]);
  assert.deepEqual(surfaces("  "), []);
  assert.deepEqual(surfaces("دمشق"), []);
});

test("a relation may have the types that are legal between its ends and not there yet", () => {
  const spans = [span("a", 0, 4, "PER", "سامر"), span("b", 5, 8, "ORG", "رنا")];
  const relations = [link("r", "a", "b", "MEETS")];
  const editor = { schema: schema(), session: { state: State.of({ spans, relations, status: "new" }) } };
  assert.deepEqual(legalTypes(editor, relations[0]).map(({ label }) => label), ["MEETS"]);
  assert.deepEqual(legalTypes(editor, link("x", "b", "a", "MEETS")), [], "the same from the other end");
});

test("a remark changes with its set, begins nothing and is not undone", () => {
  const state = State.of({ spans: [], relations: [], status: "done" }, "قديم");
  const scene = { text: textOf("سامر"), schema: schema() };
  assert.equal(state.play({ id: "1", op: "set_remark", remark: "جديد" }, scene).length, 1);
  assert.deepEqual([state.remark, state.status, state.copy().remark], ["جديد", "done", "جديد"]);
  assert.deepEqual(state.play({ id: "2", op: "set_remark", remark: "جديد" }, scene), []);
  state.status = "new";
  assert.equal(state.play({ id: "3", op: "undo" }, scene), null);
});
