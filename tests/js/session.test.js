import assert from "node:assert/strict";
import test from "node:test";

import { Queue } from "../../workbench/web/static/annotate/queue.js";
import { Session } from "../../workbench/web/static/annotate/session.js";
import { State } from "../../workbench/web/static/annotate/state.js";
import { Store, schema, span, textOf } from "./world.js";

const scene = { text: textOf("سامر في بغداد مع رنا"), schema: schema() };
const document = { spans: [span("a", 0, 4, "PER", "سامر")], relations: [], status: "new" };
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A server that plays changes like the real one; `meddle` may answer instead. */
function world(meddle = () => null, store = new Store()) {
  const server = State.of(structuredClone(document));
  const known = new Set();
  const send = async (_url, changes) => {
    const other = meddle(changes, server);
    if (other) return other;
    const effects = [];
    const repeated = changes.filter(({ id }) => known.has(id)).map(({ id }) => id);
    for (const change of changes.filter(({ id }) => !known.has(id))) {
      known.add(change.id);
      effects.push(...server.play(change, scene).map((effect) => ({ ...effect, change: change.id })));
    }
    return {
      status: 200,
      retryAfter: null,
      body: { revision: 1, status: server.status, applied: [], repeated, effects },
    };
  };
  const queue = new Queue({ person: "ali", document: "d", url: "/", store, send, schedule: () => 0 });
  return { server, queue, store, session: new Session(structuredClone(document), scene, queue, null) };
}

const newSpan = { id: "b", start: 8, end: 13, label: "LOC" };
const ids = (state) => [...state.spans.keys()].sort();

test("an edit shows at once and reaches the server", async () => {
  const { session, server } = world();
  session.edit("add_span", { span: newSpan });
  assert.deepEqual(ids(session.state), ["a", "b"]);
  await settled();
  assert.deepEqual(ids(server), ["a", "b"]);
  assert.equal(session.state.status, server.status);
});

test("what the rules refuse is neither shown nor sent", async () => {
  const { session, queue } = world();
  assert.throws(() => session.edit("add_span", { span: { ...newSpan, start: 2 } }));
  assert.equal(queue.items.length, 0);
  assert.deepEqual(ids(session.state), ["a"]);
});

test("nothing can be changed that may only be read", () => {
  const { session } = world();
  session.readOnly = "because";
  assert.throws(() => session.edit("delete_span", { span: { id: "a" } }), { code: "read-only" });
});

test("a change the server refuses is taken back, and what was done after it stays", async () => {
  const refuse = (changes) => {
    const bad = changes.find(({ span }) => span?.id === "b");
    return (
      bad && {
        status: 422,
        retryAfter: null,
        body: { errors: [{ code: "span-twice", message: "no", change: bad.id }] },
      }
    );
  };
  const { session, server } = world(refuse);
  const said = [];
  session.addEventListener("rolled-back", ({ error }) => said.push(error.message));
  session.edit("add_span", { span: newSpan });
  session.edit("add_span", { span: { id: "c", start: 17, end: 20, label: "PER" } });
  await settled();
  assert.deepEqual(ids(session.state), ["a", "c"]);
  assert.deepEqual(ids(server), ["a", "c"]);
  assert.deepEqual(said, ["no"]);
});

test("where the server did something else, its word counts", async () => {
  const elsewhere = (_changes, server) => void server.spans.set("z", span("z", 17, 20, "ORG", "رنا"));
  const { session, server } = world(elsewhere);
  session.edit("delete_span", { span: { id: "a" } });
  session.edit("undo");
  await settled();
  assert.deepEqual([...server.spans.get("a").text], [...session.state.spans.get("a").text]);
});

test("an undo of what happened before the page was opened is done when the server has answered", async () => {
  const undone = (changes) => {
    const [{ id }] = changes;
    const effects = [{ change: id, kind: "span", id: "a", before: document.spans[0], after: null }];
    return {
      status: 200,
      retryAfter: null,
      body: { revision: 2, status: "in_progress", applied: [id], repeated: [], effects },
    };
  };
  const { session } = world(undone);
  assert.equal(session.edit("undo"), null);
  assert.deepEqual(ids(session.state), ["a"]);
  await settled();
  assert.deepEqual(ids(session.state), []);
  assert.equal(session.state.status, "in_progress");
});

test("what waited through a reload is shown again before it is sent", () => {
  const store = new Store();
  const offline = () => {
    throw new TypeError("network");
  };
  world(offline, store).session.edit("add_span", { span: newSpan });
  assert.deepEqual(ids(world(offline, store).session.state), ["a", "b"]);
});

test("a change that was saved before the reload but not acknowledged happens once", async () => {
  const store = new Store();
  const lost = world(() => null, store);
  const first = lost.queue.send;
  lost.queue.send = async (...given) => (await first(...given), Promise.reject(new TypeError("lost")));
  lost.session.edit("add_span", { span: newSpan });
  await settled();
  lost.queue.send = first;
  await lost.queue.flush();
  assert.deepEqual(ids(lost.server), ["a", "b"]);
  assert.equal(lost.queue.state, "saved");
});
