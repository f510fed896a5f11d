import assert from "node:assert/strict";
import test from "node:test";

import { Effort } from "../../workbench/web/static/annotate/effort.js";
import { Rejections } from "../../workbench/web/static/annotate/rejections.js";
import { Store } from "./world.js";

const one = (key) => ({ key, label: "LOC", source: "memory", name: "n" });

/** Rejections with a server that answers what it is told to, or is not there. */
function world({ store = new Store(), known = [], status = 200 } = {}) {
  const told = [];
  const tell = async (waiting) => {
    told.push(structuredClone(waiting));
    if (!status) throw new Error("no network");
    return status;
  };
  return { store, told, rejections: new Rejections(store, "ali", "d", { known, tell }) };
}

const settled = () => new Promise((done) => setImmediate(done));

test("a rejection is told to the server once", async () => {
  const { told, rejections } = world();
  rejections.add([one("a"), one("b")]);
  rejections.add([one("a")]);
  await settled();
  assert.deepEqual(told.map(({ reject }) => reject.map(({ key }) => key)), [["a", "b"]]);
  assert.deepEqual(rejections.waiting, { reject: [], take_back: [] });
});

test("what the server knows is rejected, and is taken back there", async () => {
  const { told, rejections } = world({ known: ["a"] });
  assert.ok(rejections.has("a"));
  rejections.add([one("b")]);
  await settled();
  assert.ok(rejections.takeBack());
  await settled();
  assert.ok(rejections.has("a") && !rejections.has("b"));
  assert.deepEqual(told.at(-1), { reject: [], take_back: ["b"] });
});

test("what does not get through waits in the browser, for a later visit too", async () => {
  for (const status of [0, 401, 503]) {
    const { store, rejections } = world({ status });
    rejections.add([one("a")]);
    await settled();
    const again = world({ store });
    assert.ok(again.rejections.has("a"));
    await again.rejections.flush();
    assert.deepEqual(again.told[0].reject.map(({ key }) => key), ["a"]);
    assert.ok(!world({ store }).rejections.has("a"));
  }
});

test("what the server will never take is not sent again and again", async () => {
  const { told, rejections } = world({ status: 404 });
  rejections.add([one("a")]);
  await settled();
  await rejections.flush();
  assert.equal(told.length, 1);
});

test("a rejection taken back before the server heard of it is gone", async () => {
  const { store, rejections } = world({ status: 0 });
  rejections.add([one("a")]);
  await settled();
  rejections.takeBack();
  await settled();
  assert.ok(!world({ store, known: ["a"] }).rejections.has("a"));
});

test("rejections are undone and redone where they stand among the edits", () => {
  const { rejections } = world();
  const [start, after] = [0, 1].map((depth) => ({ depth, made: 1 }));
  rejections.add([one("a")], start);
  rejections.add([one("b")], after);
  rejections.add([one("c")], after);
  assert.ok(rejections.takeBack(after) && rejections.takeBack(after) && !rejections.takeBack(after));
  assert.deepEqual([...rejections.keys], ["a"]);
  assert.ok(rejections.takeBack(start) && !rejections.takeBack(start));
  assert.ok(rejections.again(start) && !rejections.again(start));
  assert.ok(rejections.again(after) && rejections.again(after) && !rejections.again(after));
  assert.deepEqual([...rejections.keys], ["a", "b", "c"]);
});

test("an undone rejection cannot be redone once something else was done", async () => {
  const { told, rejections } = world();
  rejections.add([one("a")]);
  rejections.takeBack();
  assert.ok(!rejections.again({ depth: 0, made: 1 }), "another edit, undone since");
  assert.ok(rejections.again());
  rejections.takeBack();
  rejections.add([one("b")]);
  assert.ok(!rejections.again(), "another rejection");
  await settled();
  assert.deepEqual(told.at(-1), { reject: [one("b")], take_back: ["a"] });
});

test("keys and clicks are counted once, without modifiers and repeats, and forgotten when told", () => {
  const page = new EventTarget();
  const effort = new Effort(page);
  const press = (key, repeat = false) => page.dispatchEvent(Object.assign(new Event("keydown"), { key, repeat }));
  press("ArrowLeft");
  press("ArrowLeft", true);
  press("Shift");
  press("G");
  page.dispatchEvent(new Event("pointerdown"));
  assert.equal(effort.take(), 3);
  assert.equal(effort.take(), 0);
});
