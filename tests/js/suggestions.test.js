import assert from "node:assert/strict";
import test from "node:test";

import { Names } from "../../workbench/web/static/annotate/names.js";
import { Queue } from "../../workbench/web/static/annotate/queue.js";
import { Rejections } from "../../workbench/web/static/annotate/rejections.js";
import { Session } from "../../workbench/web/static/annotate/session.js";
import { Suggestions, nameKey, rejectionOf } from "../../workbench/web/static/annotate/suggestions.js";
import { warningsOf } from "../../workbench/web/static/annotate/warnings.js";
import { Store, link, schema, span } from "./world.js";
import { Text } from "../../workbench/web/static/annotate/text.js";

/** An article whose tokens are parted by | and spaces; the bars are not in it. Lines of × are page furniture. */
function articleOf(marked) {
  const tokens = [];
  const sections = [];
  let at = 0;
  for (const line of marked.split("\n")) {
    const from = at;
    for (const piece of line.split(/(\s|\|)/).filter((part) => part && part !== "|")) {
      const end = at + [...piece].length;
      if (piece.trim()) tokens.push([at, end]);
      at = end;
    }
    sections.push([from, at, line.startsWith("×") ? "boilerplate" : "body"]);
    at++;
  }
  return new Text({ text: marked.replaceAll("|", ""), tokens, sections });
}

/** The extent of the nth occurrence of some letters. */
function at(text, surface, nth = 0) {
  let start = -1;
  for (let i = 0; i <= nth; i++) start = text.text.indexOf(surface, start + 1);
  return { start, end: start + surface.length };
}

/** A world in which some letters are labelled. */
function world(marked, said, { relations = [], nesting = {}, adjacency = undefined, readOnly = null } = {}) {
  const text = articleOf(marked);
  const spans = said.map(([surface, label, nth = 0], i) => {
    const { start, end } = at(text, surface, nth);
    return span(`s${i}`, start, end, label, surface);
  });
  const store = new Store();
  const rules = schema(nesting, adjacency);
  const queue = new Queue({ person: "ali", document: "d", url: "/", store, send: () => Promise.reject(), schedule: () => 0 });
  const session = new Session({ spans, relations, status: "new" }, { text, schema: rules }, queue, readOnly);
  const rejections = new Rejections(store, "ali", "d");
  const suggestions = new Suggestions(session, text, rules, rejections);
  suggestions.refresh();
  return { text, session, suggestions, rejections, store, schema: rules };
}

const places = ({ suggestions }) => [...suggestions.spans.values()].map((ghost) => [ghost.text, ghost.label, ghost.start]);
const surfaces = (found) => places(found).map(([text]) => text);

test("the same name elsewhere is suggested, after proclitics and in other spellings", () => {
  const found = world("أربيل و|أربيل ثم اربيل ثم أَربـيل", [["أربيل", "LOC"]]);
  assert.deepEqual(surfaces(found), ["أربيل", "اربيل", "أَربـيل"]);
  assert.deepEqual(new Set(places(found).map(([, label]) => label)), new Set(["LOC"]));
});

test("a name keeps to whole tokens", () => {
  assert.deepEqual(surfaces(world("سام قال إن سامر وسام حضر", [["سام", "PER"]])), []);
});

test("the article that lost its alef after ل is found, from both sides", () => {
  const marked = "الولايات المتحدة و|ل|لولايات المتحدة ثم اللجنة ول|لجنة";
  assert.deepEqual(surfaces(world(marked, [["الولايات المتحدة", "ORG"]])), ["لولايات المتحدة"]);
  assert.deepEqual(surfaces(world(marked, [["لولايات المتحدة", "ORG", 1]])), ["الولايات المتحدة"]);
  const committee = world("اللجنة و ل|لجنة", [["اللجنة", "ORG"]]);
  assert.deepEqual(surfaces(committee), ["لجنة"]);
});

test("ل without the article is not taken for one with it", () => {
  assert.deepEqual(surfaces(world("العراق ثم لعراق", [["العراق", "LOC"]])), []);
});

test("nothing is suggested that the rules refuse", () => {
  const crossing = world("سامر الحلبي ثم سامر الحلبي هنا", [
    ["سامر الحلبي", "PER"],
    ["الحلبي هنا", "ORG"],
  ]);
  assert.deepEqual(surfaces(crossing), []);
  const inside = world("بغداد ثم سامر بغداد", [
    ["بغداد", "LOC"],
    ["سامر بغداد", "PER"],
  ]);
  assert.deepEqual(surfaces(inside), []);
  assert.deepEqual(surfaces(world("بغداد\n×بغداد", [["بغداد", "LOC"]])), []);
});

test("the longer of two names wins where both would stand", () => {
  const found = world("نهر ثم نهر دجلة ثم نهر دجلة", [
    ["نهر", "LOC"],
    ["نهر دجلة", "LOC"],
  ]);
  assert.deepEqual(surfaces(found), ["نهر دجلة"]);
});

test("a name takes the label that it mostly has", () => {
  const found = world("نينوى نينوى نينوى نينوى", [
    ["نينوى", "ORG"],
    ["نينوى", "LOC", 1],
    ["نينوى", "LOC", 2],
  ]);
  assert.deepEqual(
    places(found).map(([, label]) => label),
    ["LOC"],
  );
});

test("what is rejected does not come back, one place or the whole name, also in a later visit", () => {
  const found = world("أربيل أربيل أربيل", [["أربيل", "LOC"]]);
  const [first] = found.suggestions.spans.keys();
  found.rejections.add([rejectionOf(found.suggestions.get(first))]);
  found.suggestions.refresh();
  assert.equal(found.suggestions.spans.size, 1);
  found.rejections.add([{ key: nameKey("LOC", "اربيل"), label: "LOC", source: "document" }]);
  found.suggestions.refresh();
  assert.equal(found.suggestions.spans.size, 0);
  assert.ok(new Rejections(found.store, "ali", "d").has(first));
  assert.ok(!new Rejections(found.store, "zainab", "d").has(first));
});

test("a labelled suggestion is gone at once, the others come up to date when asked", () => {
  const found = world("أربيل أربيل أربيل", [["أربيل", "LOC"]]);
  const [, second] = found.suggestions.spans.values();
  found.session.edit("add_span", { span: { id: "x", start: second.start, end: second.end, label: "LOC" } });
  assert.ok(!found.suggestions.get(second.id));
  found.session.edit("delete_span", { span: { id: "s0" } });
  found.suggestions.refresh();
  assert.equal(found.suggestions.spans.size, 2);
});

test("a document that is closed or only read has no suggestions", () => {
  assert.equal(world("أربيل أربيل", [["أربيل", "LOC"]], { readOnly: "because" }).suggestions.spans.size, 0);
  const found = world("أربيل أربيل", [["أربيل", "LOC"]]);
  found.session.edit("set_status", { status: "done" });
  found.suggestions.refresh();
  assert.equal(found.suggestions.spans.size, 0);
});

const implies = [
  { outer: "ORG", inner: "LOC", relation: "AT", head: "outer" },
  { outer: "LOC", inner: "PER", relation: "AT", head: "inner" },
];
const implied = ({ suggestions }) => [...suggestions.relations.values()].map((r) => [r.label, r.head, r.tail]);

test("a nesting implies its relation, in the direction that the schema names, unless the two are linked", () => {
  const said = [
    ["شركة بغداد", "ORG"],
    ["بغداد", "LOC"],
  ];
  const marked = "شركة بغداد وحي سامر";
  assert.deepEqual(implied(world(marked, said, { nesting: { implies } })), [["AT", "s0", "s1"]]);
  const other = [
    ["حي سامر", "LOC"],
    ["سامر", "PER"],
  ];
  assert.deepEqual(implied(world("شركة بغداد و|حي سامر", other, { nesting: { implies } })), [["AT", "s1", "s0"]]);
  const relations = [link("r", "s0", "s1", "AT")];
  assert.deepEqual(implied(world(marked, said, { relations, nesting: { implies } })), []);
});

test("only direct nesting implies anything", () => {
  const said = [
    ["هيئة شركة سامر بغداد", "ORG"],
    ["سامر بغداد", "PER"],
    ["بغداد", "LOC"],
  ];
  const nesting = { implies, forbid: [] };
  assert.deepEqual(implied(world("هيئة شركة سامر بغداد", said, { nesting })), []);
});

const adjacency = {
  joins: ["و"],
  implies: [
    { first: ["PER"], second: ["LOC"], between: ["في", "إلى"], relation: "AT", head: "first" },
    { first: ["LOC"], second: ["PER"], between: [""], relation: "AT", head: "second" },
    { first: ["PER", "ORG"], second: ["PER", "ORG"], between: ["("], relation: "ALIAS", head: "first" },
  ],
};
const neighbours = (marked, said, relations = []) => implied(world(marked, said, { adjacency, relations }));

test("a neighbour implies its relation where nothing but the listed words stand between", () => {
  const said = [
    ["سامر", "PER"],
    ["بغداد", "LOC"],
  ];
  assert.deepEqual(neighbours("سامر في بغداد", said), [["AT", "s0", "s1"]]);
  assert.deepEqual(neighbours("سامر «إِلــى» بغداد", said), [["AT", "s0", "s1"]], "quotes and spelling do not count");
  assert.deepEqual(neighbours("بغداد سامر", said), [["AT", "s0", "s1"]], "the head is the second");
  for (const other of ["سامر من بغداد", "سامر بغداد", "سامر في\nبغداد", "سامر . في بغداد", "بغداد في سامر"]) {
    assert.deepEqual(neighbours(other, said), [], other);
  }
  assert.deepEqual(neighbours("سامر في بغداد", said, [link("r", "s0", "s1", "AT")]), []);
});

test("a short form in brackets is offered to a name of its own label only", () => {
  const marked = "شركة (ش) وسامر (س)";
  const short = [
    ["شركة", "ORG"],
    ["ش", "ORG", 1],
  ];
  assert.deepEqual(neighbours(marked, short), [["ALIAS", "s0", "s1"]]);
  assert.deepEqual(neighbours(marked, [short[0], ["ش", "PER", 1]]), []);
});

test("what neighbours imply is offered to all names of a row", () => {
  const said = [
    ["سامر", "PER"],
    ["بغداد", "LOC"],
    ["أربيل", "LOC"],
    ["شركة", "ORG"],
  ];
  const row = [
    ["AT", "s0", "s1"],
    ["AT", "s0", "s2"],
  ];
  assert.deepEqual(neighbours("سامر في بغداد وأربيل وشركة", said), row);
  assert.deepEqual(neighbours("سامر في بغداد، أربيل", said.slice(0, 3)), row.slice(0, 1));
});

test("the outermost of nested names are neighbours", () => {
  const said = [
    ["حي سامر", "LOC"],
    ["سامر", "PER"],
    ["بغداد شمال", "LOC"],
    ["بغداد", "LOC"],
  ];
  assert.deepEqual(neighbours("حي سامر في بغداد شمال", said), []);
  const others = [["سامر", "PER"], said[2], said[3]];
  assert.deepEqual(neighbours("سامر في بغداد شمال", others), [["AT", "s0", "s1"]]);
});

test("a rejected relation stays away though its spans are made anew", () => {
  const said = [
    ["شركة بغداد", "ORG"],
    ["بغداد", "LOC"],
  ];
  const found = world("شركة بغداد", said, { nesting: { implies } });
  const [ghost] = found.suggestions.relations.values();
  found.rejections.add([rejectionOf(ghost)]);
  const { start, end } = at(found.text, "بغداد");
  found.session.edit("delete_span", { span: { id: "s1" } });
  found.session.edit("add_span", { span: { id: "again", start, end, label: "LOC" } });
  found.suggestions.refresh();
  assert.deepEqual(implied(found), []);
});

test("edits made together are undone and redone in one step, among other steps", () => {
  const { session, text } = world("أربيل أربيل أربيل", []);
  const add = (id, nth) => ["add_span", { span: { id, ...at(text, "أربيل", nth), label: "LOC" } }];
  const ids = () => [...session.state.spans.keys()].sort().join("");
  session.edit(...add("a", 0));
  session.together([add("b", 1), add("c", 2)]);
  session.stepBack("undo");
  assert.equal(ids(), "a");
  session.stepBack("undo");
  assert.equal(ids(), "");
  session.stepBack("redo");
  session.stepBack("redo");
  assert.equal(ids(), "abc");
  session.stepBack("undo");
  assert.equal(ids(), "a");
  session.edit("delete_span", { span: { id: "a" } });
  assert.throws(() => session.stepBack("redo"), { code: "nothing-to-redo" });
});

test("a proclitic inside a span is a warning where the rest is a name that is labelled too", () => {
  const codes = (said) => {
    const { session, schema: rules, text } = world("بغداد و|بغداد ثم و|أربيل", said);
    return warningsOf(session.state, rules, new Names(text)).map(({ id, code }) => `${id} ${code}`);
  };
  const city = ["بغداد", "LOC"];
  assert.deepEqual(codes([city, ["وبغداد", "LOC"]]), ["s1 proclitic"]);
  assert.deepEqual(codes([city, ["بغداد", "LOC", 1]]), []);
  assert.deepEqual(codes([city, ["وأربيل", "LOC"]]), []);
});

test("the proclitic before and inside a span is known", () => {
  const text = articleOf("و|ل|بغداد قال");
  const names = new Names(text);
  assert.deepEqual(names.procliticBefore(at(text, "بغداد")), { start: 1, end: 2 });
  assert.deepEqual(names.procliticIn(at(text, "لبغداد")), { start: 1, end: 2 });
  assert.equal(names.procliticBefore(at(text, "قال")), null);
  assert.equal(names.procliticIn(at(text, "بغداد")), null);
});

const offer = (text, surface, label, more = {}) => ({ ...at(text, surface), label, source: "memory", score: 0.5, labels: { [label]: 1 }, ...more });

test("what the server offers is suggested with its source, the article's own label first", () => {
  const found = world("أربيل ثم أربيل وبغداد", [["أربيل", "LOC"]]);
  const { text, suggestions } = found;
  const again = { ...at(text, "أربيل", 1), label: "ORG", source: "memory", score: 0.9, labels: { ORG: 9 } };
  suggestions.offer({ on: true, spans: [again, offer(text, "وبغداد", "LOC")], relations: [] });
  assert.deepEqual(
    [...suggestions.spans.values()].map((ghost) => [ghost.text, ghost.label, ghost.source, ghost.score]),
    [
      ["أربيل", "LOC", "document", null],
      ["وبغداد", "LOC", "memory", 0.5],
    ],
  );
});

test("of two labels for one place the surer is offered, and an offer that the rules refuse is not", () => {
  const { text, suggestions } = world("أربيل ثم سامر بغداد", [["سامر بغداد", "PER"]]);
  const spans = [offer(text, "أربيل", "LOC"), offer(text, "أربيل", "ORG", { score: 0.8 }), offer(text, "بغداد", "LOC")];
  suggestions.offer({ on: true, spans, relations: [] });
  assert.deepEqual([...suggestions.spans.values()].map((ghost) => ghost.label), ["ORG"]);
});

test("a document that goes without suggestions has none at all", () => {
  const { suggestions } = world("أربيل أربيل", [["أربيل", "LOC"]]);
  assert.equal(suggestions.spans.size, 1);
  suggestions.offer({ on: false, spans: [], relations: [] });
  assert.equal(suggestions.spans.size, 0);
});

test("a predicted relation is suggested once both its ends are spans, and stays away when rejected", () => {
  const found = world("سامر في بغداد", [["سامر", "PER"]]);
  const { text, session, suggestions, rejections } = found;
  const [head, tail] = [{ ...at(text, "سامر"), label: "PER" }, { ...at(text, "بغداد"), label: "LOC" }];
  suggestions.offer({ on: true, spans: [], relations: [{ label: "AT", head, tail, source: "ner", score: 0.7 }] });
  assert.equal(suggestions.relations.size, 0);
  session.edit("add_span", { span: { id: "b", ...at(text, "بغداد"), label: "LOC" } });
  suggestions.refresh();
  const [ghost] = suggestions.relations.values();
  assert.deepEqual([ghost.label, ghost.head, ghost.tail, ghost.source], ["AT", "s0", "b", "ner"]);
  rejections.add([rejectionOf(ghost)]);
  suggestions.refresh();
  assert.equal(suggestions.relations.size, 0);
});
