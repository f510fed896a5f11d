import assert from "node:assert/strict";
import test from "node:test";

import { Turn, turnAt } from "../../workbench/web/static/annotate/turn.js";

const awake = setInterval(() => {}, 1000); // the clock of an abort signal does not keep a process going
test.after(() => clearInterval(awake));

const settled = (wait = 5) => new Promise((resolve) => setTimeout(resolve, wait));

/** The locks of a browser: one holder for each name, others wait until they are aborted or steal. */
class Locks {
  holder = null;
  waiting = [];
  request(_name, { signal, steal }, hold) {
    return new Promise((resolve, reject) => {
      const wish = { hold, resolve, reject };
      if (steal) {
        this.holder?.reject(new DOMException("stolen", "AbortError"));
        this.#grant(wish);
      } else if (!this.holder) this.#grant(wish);
      else this.waiting.push(wish);
      signal?.addEventListener("abort", () => {
        this.waiting = this.waiting.filter((other) => other !== wish);
        if (this.holder !== wish) reject(signal.reason);
      });
    });
  }
  async #grant(wish) {
    this.holder = wish;
    await wish.hold();
    if (this.holder !== wish) return;
    this.holder = null;
    wish.resolve();
    if (this.waiting.length) void this.#grant(this.waiting.shift());
  }
}

/** A channel between tabs in one process. */
class Channel extends EventTarget {
  static all = [];
  constructor() {
    super();
    Channel.all.push(this);
  }
  postMessage(data) {
    for (const other of Channel.all) if (other !== this) other.dispatchEvent(new MessageEvent("message", { data }));
  }
}

function tabs(count) {
  Channel.all = [];
  const locks = new Locks();
  return Array.from({ length: count }, () => {
    const turn = new Turn("x", locks, new Channel());
    turn.losses = 0;
    turn.addEventListener("lost", () => turn.losses++);
    return turn;
  });
}

test("only one tab has the turn", async () => {
  const [first, second] = tabs(2);
  assert.equal(await first.take(10), true);
  assert.equal(await second.take(10), false);
});

test("who is asked finishes first, then gives the turn", async () => {
  const [first, second] = tabs(2);
  const order = [];
  await first.take(10);
  first.onAsked = async () => {
    await settled();
    order.push("sent");
  };
  await second.takeOver(100).then(() => order.push("taken"));
  assert.deepEqual([order, first.losses, second.losses], [["sent", "taken"], 1, 0]);
  assert.equal(await first.take(10), false);
});

test("from a tab that does not answer the turn is taken", async () => {
  const [first, second] = tabs(2);
  await first.take(10);
  first.onAsked = () => new Promise(() => {});
  assert.equal(await second.takeOver(10), true);
  await settled();
  assert.deepEqual([first.losses, second.losses], [1, 0]);
});

test("a turn that is given up is free", async () => {
  const [first, second] = tabs(2);
  await first.take(10);
  first.give();
  assert.equal(await second.take(10), true);
  assert.equal(first.losses, 0);
});

test("turns are apart for people and documents", () => {
  assert.notEqual(turnAt("ali", "a"), turnAt("ali", "b"));
  assert.notEqual(turnAt("ali", "a"), turnAt("noor", "a"));
});
