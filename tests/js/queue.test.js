import assert from "node:assert/strict";
import test from "node:test";

import { isBehind, Queue, leftBehind } from "../../workbench/web/static/annotate/queue.js";
import { Store } from "./world.js";

const change = (id) => ({ id, op: "add_span" });
const accept = (changes, revision = 1) => ({
  status: 200,
  retryAfter: null,
  body: { revision, status: "in_progress", applied: changes.map(({ id }) => id), repeated: [], effects: [] },
});
const refusal = (status, id) => ({
  status,
  retryAfter: null,
  body: { errors: [{ code: "span-twice", message: "no", change: id }] },
});

/** A queue whose server answers with `answers`, one after the other; the last one stays. */
function queueWith(answers, store = new Store()) {
  const sent = [];
  const waits = [];
  const queue = new Queue({
    person: "ali",
    document: "d/1",
    url: "/changes",
    store,
    schedule: (_run, wait) => waits.push(wait),
    send: async (_url, changes) => {
      sent.push(changes.map(({ id }) => id));
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return answer(changes);
    },
  });
  return { queue, sent, store, waits };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const offline = () => Promise.reject(new TypeError("network"));

test("changes are sent in order, and forgotten once they are acknowledged", async () => {
  const { queue, sent, store } = queueWith([accept]);
  for (const id of ["a", "b", "c"]) queue.add(change(id));
  assert.equal(queue.state, "saving");
  await settled();
  assert.deepEqual(sent.flat(), ["a", "b", "c"]);
  assert.equal(queue.state, "saved");
  assert.deepEqual([...store.map.keys()], ["workbench-revision/ali/d%2F1"]);
});

test("without a network everything waits in the browser, and a later visit sends it", async () => {
  const { queue, store } = queueWith([offline]);
  queue.add(change("a"));
  queue.add(change("b"));
  await settled();
  assert.equal(queue.state, "offline");
  assert.equal(queue.wouldLose, false);
  const later = queueWith([accept], store);
  await later.queue.flush();
  assert.deepEqual(later.sent, [["a", "b"]]);
});

test("an answer that broke off is no answer: the changes wait and are sent again", async () => {
  const { queue, sent, waits } = queueWith([() => ({ status: 200, body: null, retryAfter: null }), accept]);
  queue.add(change("a"));
  await settled();
  assert.equal(queue.state, "offline");
  assert.equal(waits.length, 1);
  await queue.flush();
  assert.deepEqual(sent, [["a"], ["a"]]);
  assert.equal(queue.state, "saved");
});

test("a refused change is named and taken out, the others are sent again", async () => {
  const { queue, sent } = queueWith([() => refusal(422, "b"), accept]);
  const refused = [];
  queue.onRefusal = ({ id }, error) => refused.push([id, error.code]);
  queue.items.push(...["a", "b", "c"].map((id) => ({ key: id, change: change(id), stored: true })));
  await queue.flush();
  assert.deepEqual(refused, [["b", "span-twice"]]);
  assert.deepEqual(sent, [
    ["a", "b", "c"],
    ["a", "c"],
  ]);
});

test("a refusal that names no change is found by sending one at a time", async () => {
  const answer = (changes) => (changes.some(({ id }) => id === "b") ? refusal(400) : accept(changes));
  const { queue, sent } = queueWith([answer]);
  const refused = [];
  queue.onRefusal = ({ id }) => refused.push(id);
  queue.items.push(...["a", "b", "c"].map((id) => ({ key: id, change: change(id), stored: true })));
  await queue.flush();
  assert.deepEqual(refused, ["b"]);
  assert.deepEqual(sent, [["a", "b", "c"], ["a"], ["b", "c"], ["b"], ["c"]]);
  assert.equal(queue.state, "saved");
});

test("signed out, nothing is dropped", async () => {
  const { queue } = queueWith([() => ({ status: 401, body: null, retryAfter: null }), accept]);
  queue.add(change("a"));
  await settled();
  assert.equal(queue.state, "signed-out");
  assert.deepEqual(queue.waiting, [change("a")]);
  await queue.flush();
  assert.equal(queue.state, "saved");
});

test("a busy server is asked again, no change is refused", async () => {
  const { queue } = queueWith([() => ({ status: 503, body: null, retryAfter: 60_000 }), accept]);
  queue.onRefusal = () => assert.fail("refused");
  queue.add(change("a"));
  await settled();
  assert.equal(queue.state, "offline");
  await queue.flush();
  assert.equal(queue.state, "saved");
});

test("each failure waits longer than the one before, up to half a minute", async () => {
  const { queue, waits } = queueWith([offline]);
  queue.add(change("a"));
  await settled();
  for (let i = 0; i < 8; i++) await queue.flush();
  assert.ok(waits[0] >= 750 && waits[0] <= 1250);
  assert.ok(waits[3] > waits[0] && waits[8] <= 37_500);
});

test("the server's own word on when to come back is taken", async () => {
  const { queue, waits } = queueWith([() => ({ status: 429, body: null, retryAfter: 7000 })]);
  queue.add(change("a"));
  await settled();
  assert.deepEqual(waits, [7000]);
});

test("only what the browser could not keep would be lost", async () => {
  const store = new Store();
  store.full = true;
  const { queue } = queueWith([offline], store);
  queue.add(change("a"));
  await settled();
  assert.equal(queue.wouldLose, true);
});

test("two tabs of one document never overwrite each other's changes", async () => {
  const store = new Store();
  const tabs = [queueWith([offline], store), queueWith([offline], store)];
  tabs[0].queue.add(change("a"));
  tabs[1].queue.add(change("b"));
  await settled();
  assert.deepEqual(new Set(queueWith([accept], store).queue.waiting.map(({ id }) => id)), new Set(["a", "b"]));
});

test("what was left behind in other documents is found, and nobody else's", async () => {
  const store = new Store();
  queueWith([offline], store).queue.add(change("a"));
  await settled();
  assert.deepEqual(leftBehind(store, "ali", "other"), [{ document: "d/1", url: "/changes" }]);
  assert.deepEqual(leftBehind(store, "ali", "d/1"), []);
  assert.deepEqual(leftBehind(store, "zainab", "other"), []);
});

test("what is stored under foreign keys is left alone", () => {
  const store = new Store();
  store.setItem("theme", "dark");
  assert.deepEqual(queueWith([accept], store).queue.waiting, []);
});

test("a page that was fetched before the last acknowledgement knows it, once", async () => {
  const { queue, store } = queueWith([(changes) => accept(changes, 7)]);
  queue.add(change("a"));
  await settled();
  assert.equal(isBehind(store, "ali", "d/1", 6), true);
  assert.equal(isBehind(store, "ali", "d/1", 6), false);
  queue.add(change("b"));
  await settled();
  assert.equal(isBehind(store, "ali", "d/1", 7), false);
  assert.equal(isBehind(store, "noor", "d/1", 0), false);
});

test("a queue that is stopped finishes what is on its way and sends nothing more", async () => {
  const { queue, sent } = queueWith([accept]);
  queue.add(change("a"));
  await queue.stop();
  assert.deepEqual([sent, queue.items.length], [[["a"]], 0]);
  queue.add(change("b"));
  await settled();
  assert.deepEqual([sent.length, queue.items.length], [1, 1]);
});
