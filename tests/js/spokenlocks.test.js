import assert from "node:assert/strict";
import test from "node:test";

import { SpokenLocks } from "../../workbench/web/static/annotate/spokenlocks.js";
import { Turn } from "../../workbench/web/static/annotate/turn.js";

const awake = setInterval(() => {}, 1000); // the clock of an abort signal does not keep a process going
test.after(() => clearInterval(awake));

/** A channel between tabs in one process; messages arrive a moment later, as they do. */
class Channel extends EventTarget {
  static all = [];
  constructor(name) {
    super();
    this.name = name;
    Channel.all.push(this);
  }
  postMessage(data) {
    for (const other of Channel.all) {
      if (other !== this && other.name === this.name) {
        setTimeout(() => other.dispatchEvent(new MessageEvent("message", { data })), 1);
      }
    }
  }
}

function tabs(count) {
  Channel.all = [];
  return Array.from({ length: count }, () => {
    const turn = new Turn("x", new SpokenLocks("x", new Channel("lock")), new Channel("turn"));
    turn.losses = 0;
    turn.addEventListener("lost", () => turn.losses++);
    return turn;
  });
}

test("without locks of the browser the second tab does not get the turn, and gets it when it is given up", async () => {
  const [first, second] = tabs(2);
  assert.equal(await first.take(), true);
  assert.equal(await second.take(150), false);
  first.give();
  assert.equal(await second.take(150), true);
});

test("of two tabs that ask at once one gets the turn", async () => {
  const [first, second] = tabs(2);
  const got = await Promise.all([first.take(250), second.take(250)]);
  assert.deepEqual([...got].sort(), [false, true]);
});

test("a tab that takes over is given the turn; one that does not answer loses it", async () => {
  for (const onAsked of [async () => {}, () => new Promise(() => {})]) {
    const [first, second] = tabs(2);
    await first.take();
    first.onAsked = onAsked;
    assert.equal(await second.takeOver(300), true);
    await new Promise((done) => setTimeout(done, 20));
    assert.equal(first.losses, 1);
  }
});
