import assert from "node:assert/strict";
import test from "node:test";

import { Outrun } from "../../workbench/web/static/annotate/outrun.js";
import { Queue } from "../../workbench/web/static/annotate/queue.js";
import { Store } from "./world.js";

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A page at revision 3 whose server is `ahead` of it by changes that were made elsewhere. */
function pageAt({ ahead = 0, ask = async () => 3, again: sentAgain = false }) {
  let revision = 3 + ahead;
  let again = 0;
  const answer = (changes) => {
    revision += changes.length;
    const ids = changes.map(({ id }) => id);
    const [applied, repeated] = sentAgain ? [[], ids] : [ids, []];
    return { revision, status: "in_progress", applied, repeated, effects: [] };
  };
  const send = async (_url, changes) => ({ status: 200, retryAfter: null, body: answer(changes) });
  const queue = new Queue({ person: "ali", document: "d", url: "/", store: new Store(), send, schedule: () => 0 });
  const outrun = new Outrun(queue, 3, { ask, again: () => (again += 1) });
  return { queue, outrun, fetched: () => again };
}

test("one's own changes fetch nothing again", async () => {
  const { queue, outrun, fetched } = pageAt({ ask: async () => 5 });
  queue.add({ id: "a", op: "add_span" });
  queue.add({ id: "b", op: "add_span" });
  await settled();
  await outrun.look();
  assert.equal(fetched(), 0);
});

test("an answer tells that something was changed elsewhere; the page is fetched once all is saved", async () => {
  const { queue, fetched } = pageAt({ ahead: 2 });
  queue.add({ id: "a", op: "add_span" });
  assert.equal(fetched(), 0);
  await settled();
  assert.equal(queue.state, "saved");
  assert.equal(fetched(), 1);
});

test("turning to the page asks the server, which may be silent", async () => {
  const late = pageAt({ ask: async () => 4 });
  await late.outrun.look();
  assert.equal(late.fetched(), 1);
  for (const ask of [async () => 3, async () => null, () => Promise.reject(new TypeError("network"))]) {
    const { outrun, fetched } = pageAt({ ask });
    await outrun.look();
    assert.equal(fetched(), 0);
  }
});

test("what is asked while a change is on its way says nothing", async () => {
  const { queue, outrun, fetched } = pageAt({ ask: async () => 4 });
  queue.add({ id: "a", op: "add_span" });
  await outrun.look();
  await settled();
  assert.equal(fetched(), 0);
  const asked = pageAt({ ask: async () => (await settled(), 4) });
  const looking = asked.outrun.look();
  asked.queue.add({ id: "a", op: "add_span" });
  await looking;
  assert.equal(asked.fetched(), 0);
});

test("a change whose first answer was lost is one's own", async () => {
  const { queue, fetched } = pageAt({ again: true });
  queue.add({ id: "a", op: "add_span" });
  await settled();
  assert.equal(fetched(), 0);
});
