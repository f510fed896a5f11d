import assert from "node:assert/strict";
import test from "node:test";

import { Relater } from "../../workbench/web/static/annotate/relate.js";
import { Schema } from "../../workbench/web/static/annotate/rules.js";
import { State } from "../../workbench/web/static/annotate/state.js";
import { View } from "../../workbench/web/static/annotate/view.js";
import { span } from "./world.js";

const type = (label, key, tail) => ({ label, key, head: ["PER"], tail, symmetric: false, same_type: false, name: {} });
const schema = new Schema({
  entities: ["PER", "LOC", "ORG"].map((label) => ({ label })),
  relations: [type("AT", "a", ["LOC"]), type("FROM", "f", ["LOC"]), type("OF", "o", ["ORG"])],
  nesting: { crossing: false, same_span: false, same_label: false, forbid: [] },
});

/** A relation in the making from p; l is the nearest possible tail, then o, then m. */
function making() {
  const spans = [span("p", 0, 4, "PER"), span("l", 5, 9, "LOC"), span("o", 10, 14, "ORG"), span("m", 20, 24, "ORG")];
  const done = [];
  const editor = {
    closed: null,
    view: new View(),
    schema,
    suggestions: { refresh: () => {}, relations: new Map() },
    session: { state: State.of({ spans, relations: [], status: "new" }) },
    speech: { say: () => "", of: () => "" },
    nameOf: () => "",
    announce: () => {},
    sentence: () => "",
    edit: (_op, { relation }) => done.push(`${relation.label} ${relation.tail}`),
  };
  const relater = new Relater(editor);
  relater.start(spans[0]);
  return { relater, done };
}

test("a type's key takes the proposed tail where it fits", () => {
  const { relater, done } = making();
  assert.ok(relater.confirmByKey("KeyF"));
  assert.deepEqual(done, ["FROM l"]);
});

test("a type's key that does not fit proposes the nearest tail that it fits, and then only such", () => {
  const { relater, done } = making();
  assert.ok(relater.confirmByKey("KeyO"));
  assert.equal(relater.target.span.id, "o");
  relater.next(1);
  relater.next(1);
  relater.next(1);
  assert.equal(relater.target.span.id, "m");
  assert.ok(relater.confirmByKey("KeyO"));
  assert.deepEqual(done, ["OF m"]);
});

test("a key that fits no tail does nothing", () => {
  const { relater, done } = making();
  assert.ok(!relater.confirmByKey("KeyX"));
  assert.equal(relater.target.span.id, "l");
  assert.deepEqual(done, []);
});
