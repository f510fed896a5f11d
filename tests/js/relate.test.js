import assert from "node:assert/strict";
import test from "node:test";

import { Editor } from "../../workbench/web/static/annotate/editor.js";
import { Queue } from "../../workbench/web/static/annotate/queue.js";
import { Rejections } from "../../workbench/web/static/annotate/rejections.js";
import { Relater } from "../../workbench/web/static/annotate/relate.js";
import { Schema } from "../../workbench/web/static/annotate/rules.js";
import { Session } from "../../workbench/web/static/annotate/session.js";
import { Suggester } from "../../workbench/web/static/annotate/suggester.js";
import { Suggestions } from "../../workbench/web/static/annotate/suggestions.js";
import { View } from "../../workbench/web/static/annotate/view.js";
import { Store, span, textOf } from "./world.js";

const WORDS = "سامر بغداد شركة أربيل حزب";
const type = (label, key, head, tail) => ({
  ...{ label, key, head, tail, symmetric: false, same_type: false, attributes: {}, name: {}, template: {} },
});
const beside = (first, second, relation, between = "") => ({
  ...{ first: [first], second: [second], between: [between], relation, head: "first" },
});

/** Five words, each an entity: s0 PER, s1 LOC, s2 ORG, s3 LOC, s4 ORG. */
function made(implies = []) {
  const text = textOf(WORDS);
  const labels = ["PER", "LOC", "ORG", "LOC", "ORG"];
  const spans = text.tokens.map(({ start, end }, i) => span(`s${i}`, start, end, labels[i], text.surface({ start, end })));
  const schema = new Schema({
    entities: ["PER", "LOC", "ORG"].map((label) => ({ label, name: {}, attributes: {} })),
    relations: [type("AT", "a", ["PER", "ORG"], ["LOC"]), type("OF", "o", ["PER"], ["ORG"])],
    nesting: { crossing: false, same_span: false, same_label: false, forbid: [] },
    adjacency: { joins: [], implies },
  });
  const queue = new Queue({ person: "ali", document: "d", url: "/", store: new Store(), send: () => Promise.reject(), schedule: () => 0 });
  const session = new Session({ spans, relations: [], status: "new" }, { text, schema }, queue, null);
  const suggestions = new Suggestions(session, text, schema, new Rejections(new Store(), "ali", "d"));
  const speech = { say: (key) => key, of: () => "" };
  const view = new View();
  const editor = new Editor({ session, suggestions, view, text, schema, speech, announce: () => {}, rightToLeft: true });
  const said = () => [...session.state.relations.values()].map(({ label, head, tail }) => `${label} ${head} ${tail}`);
  const targets = () => view.relating.targets.map((target) => target.span.id);
  return { editor, relater: new Relater(editor), suggester: new Suggester(editor), view, session, said, targets };
}

const focus = ({ view }, id) => view.focusOn({ kind: "span", id });

test("a relation is made to the entity in focus, from the nearest that may bear it", () => {
  const world = made();
  focus(world, "s3");
  world.relater.start(world.editor.origin, { incoming: true });
  assert.deepEqual(world.targets(), ["s2", "s4", "s0"]);
  world.relater.next(-1);
  world.relater.confirmByKey("KeyA");
  assert.deepEqual(world.said(), ["AT s0 s3"]);
});

test("one goes on from the entity where a relation was made, whichever end it is", () => {
  const world = made();
  focus(world, "s3");
  world.relater.start(world.editor.origin, { incoming: true });
  world.relater.confirmByKey("KeyA");
  assert.equal(world.editor.relation.head, "s2");
  assert.equal(world.editor.origin.id, "s3");
  assert.equal(world.editor.place.start, world.session.state.spans.get("s3").start);
  world.editor.focusNext(1);
  assert.equal(world.editor.span.id, "s4");
  const [relation] = world.session.state.relations.keys();
  world.view.focusOn({ kind: "relation", id: relation });
  assert.equal(world.editor.origin.id, "s2", "a relation that was gone to is read from its head");
});

test("ends that are linked or offered a relation already come last", () => {
  const world = made([beside("PER", "LOC", "AT")]);
  focus(world, "s0");
  world.relater.start(world.editor.origin);
  assert.deepEqual(world.targets(), ["s2", "s3", "s4", "s1"]);
  world.relater.confirmByKey("KeyO");
  world.relater.start(world.editor.origin);
  assert.deepEqual(world.targets(), ["s3", "s4", "s1"]);
});

test("nothing is related where the schema has no other end", () => {
  const world = made();
  focus(world, "s0");
  world.relater.start(world.editor.origin, { incoming: true });
  assert.equal(world.view.relating, null);
});

test("after the suggested relations of a type those of another are in focus", () => {
  const world = made([beside("PER", "LOC", "AT"), beside("ORG", "LOC", "AT"), beside("PER", "ORG", "OF", "بغداد")]);
  const { editor, suggester, session } = world;
  session.edit("delete_span", { span: { id: "s1" } });
  const implies = () => [...editor.suggestions.relations.values()].map(({ label }) => label);
  editor.suggestions.refresh();
  assert.deepEqual(implies(), ["OF", "AT"]);
  const [first] = editor.suggestions.relations.values();
  editor.focusOn({ kind: "ghost", id: first.id });
  suggester.acceptAll();
  assert.equal(editor.ghost.label, "AT");
  suggester.accept();
  assert.deepEqual(world.said(), ["OF s0 s2", "AT s2 s3"]);
});
