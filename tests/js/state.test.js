import assert from "node:assert/strict";
import test from "node:test";

import { Refused } from "../../workbench/web/static/annotate/rules.js";
import { State, inverse, positionIn } from "../../workbench/web/static/annotate/state.js";
import { link, schema, span, textOf } from "./world.js";

const scene = { text: textOf("سامر في بغداد مع رنا"), schema: schema() };
const refusedAs = (code) => (error) => error instanceof Refused && error.code === code;

function state() {
  return State.of({
    spans: [span("a", 0, 4, "PER"), span("b", 8, 13, "LOC")],
    relations: [link("r", "a", "b", "AT")],
    status: "new",
  });
}

const content = ({ spans, relations }) => JSON.stringify([[...spans].sort(), [...relations].sort()]);

test("a new span carries its surface, and the first edit begins the set", () => {
  const one = state();
  one.play({ id: "1", op: "add_span", span: { id: "c", start: 17, end: 20, label: "PER" } }, scene);
  assert.equal(one.spans.get("c").text, "رنا");
  assert.equal(one.status, "in_progress");
});

test("deleting a span deletes its relations, and undo brings both back", () => {
  const one = state();
  const before = content(one);
  one.play({ id: "1", op: "delete_span", span: { id: "b" } }, scene);
  assert.equal(one.relations.size, 0);
  one.play({ id: "2", op: "undo" }, scene);
  assert.equal(content(one), before);
});

test("undo and redo walk back and forth through several edits", () => {
  const one = state();
  const seen = [content(one)];
  for (const [i, label] of ["ORG", "PER"].entries()) {
    one.play({ id: `${i}`, op: "update_span", span: { id: "a", label } }, scene);
    seen.push(content(one));
  }
  const step = (op) => (one.play({ id: op, op }, scene), content(one));
  assert.deepEqual(
    [step("undo"), step("undo"), step("redo"), step("redo"), step("undo")],
    [seen[1], seen[0], seen[1], seen[2], seen[1]],
  );
});

test("an edit after an undo leaves nothing to redo", () => {
  const one = state();
  one.play({ id: "1", op: "delete_relation", relation: { id: "r" } }, scene);
  one.play({ id: "2", op: "undo" }, scene);
  one.play({ id: "3", op: "update_span", span: { id: "a", label: "ORG" } }, scene);
  assert.throws(() => one.play({ id: "4", op: "redo" }, scene), refusedAs("nothing-to-redo"));
});

test("an undo of what happened before the page was opened is the server's to know", () => {
  assert.equal(state().play({ id: "1", op: "undo" }, scene), null);
});

test("the inverse of effects undoes them, in the opposite order", () => {
  const one = state();
  const before = content(one);
  const effects = one.play({ id: "1", op: "delete_span", span: { id: "a" } }, scene);
  assert.deepEqual(
    effects.slice(0, 2).map(({ kind }) => kind),
    ["relation", "span"],
  );
  one.record("undo", inverse(effects));
  assert.equal(content(one), before);
});

test("where a log stands: undo and redo move between the edits that were made", () => {
  const one = state();
  const stand = () => Object.values(positionIn(one.log));
  one.play({ id: "1", op: "set_status", status: "in_progress" }, scene);
  one.play({ id: "2", op: "delete_span", span: { id: "a" } }, scene);
  one.play({ id: "3", op: "delete_span", span: { id: "b" } }, scene);
  assert.deepEqual(stand(), [2, 2]);
  one.play({ id: "4", op: "undo" }, scene);
  one.play({ id: "5", op: "undo" }, scene);
  assert.deepEqual(stand(), [2, 0]);
  one.play({ id: "6", op: "redo" }, scene);
  assert.deepEqual(stand(), [2, 1]);
});

test("a done document refuses edits but can be reopened", () => {
  const one = state();
  one.play({ id: "1", op: "set_status", status: "done" }, scene);
  assert.throws(() => one.play({ id: "2", op: "delete_span", span: { id: "a" } }, scene), refusedAs("document-done"));
  one.play({ id: "3", op: "set_status", status: "in_progress" }, scene);
  one.play({ id: "4", op: "delete_span", span: { id: "a" } }, scene);
  assert.equal(one.spans.has("a"), false);
});

test("a relabelled span may not leave an illegal relation behind", () => {
  const one = state();
  assert.throws(
    () => one.play({ id: "1", op: "update_span", span: { id: "b", label: "ORG" } }, scene),
    refusedAs("relation-arguments"),
  );
  assert.equal(one.spans.get("b").label, "LOC");
});

test("a symmetric relation keeps the earlier span as its head when a span moves", () => {
  const one = State.of({
    spans: [span("a", 0, 4, "PER"), span("c", 17, 20, "PER")],
    relations: [],
    status: "in_progress",
  });
  one.play({ id: "1", op: "add_relation", relation: { id: "m", head: "c", tail: "a", label: "MEETS" } }, scene);
  assert.deepEqual([one.relations.get("m").head, one.relations.get("m").tail], ["a", "c"]);
});

test("a copy goes its own way", () => {
  const one = state();
  const other = one.copy();
  other.play({ id: "1", op: "delete_span", span: { id: "a" } }, scene);
  assert.equal(one.spans.size, 2);
  assert.equal(one.log.length, 0);
});
