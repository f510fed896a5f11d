/**
 * One lock among the tabs of a browser that has no locks of its own (plain http): whoever wants it asks the others,
 * and has it if nobody answers. A tab answers also while it is in the background, when its clock runs slowly.
 */

/** @import { Channel } from "./turn.js" */
/** @typedef {{word: "ask" | "no" | "mine", from: string, to?: string}} Saying */

const PATIENCE = 100;

/** The lock of one name; the part of `LockManager` that a `Turn` needs. */
export class SpokenLocks {
  #self = Math.random().toString(36).slice(2);
  #asking = false;
  #refused = false;
  /** Ends a lock that is held, because another tab has taken it. @type {((reason: unknown) => void) | null} */
  #lose = null;

  /** @param {string} name @param {Channel} [channel] */
  constructor(name, channel = new BroadcastChannel(`${name}/lock`)) {
    this.channel = channel;
    channel.addEventListener("message", ({ data }) => this.#heard(data));
  }

  /**
   * Hold the lock while the promise of `hold` is open. Asked for again and again until the signal says stop.
   * @param {string} _name
   * @param {LockOptions} options
   * @param {() => Promise<unknown>} hold
   * @returns {Promise<unknown>} rejected when the signal stops it, or when another tab steals the lock
   */
  async request(_name, { signal, steal }, hold) {
    while (!steal && !(await this.#isFree())) signal?.throwIfAborted();
    this.#say({ word: "mine", from: this.#self });
    const stolen = new Promise((_resolve, reject) => (this.#lose = reject));
    try {
      return await Promise.race([hold(), stolen]);
    } finally {
      this.#lose = null;
    }
  }

  /** Ask, and wait for an answer. */
  async #isFree() {
    this.#asking = true;
    this.#refused = false;
    this.#say({ word: "ask", from: this.#self });
    await new Promise((done) => setTimeout(done, PATIENCE));
    this.#asking = false;
    return !this.#refused;
  }

  /** @param {Saying} saying */
  #heard({ word, from, to }) {
    const first = this.#lose !== null || (this.#asking && this.#self < from); // of two that ask, one goes first
    if (word === "ask" && first) this.#say({ word: "no", from: this.#self, to: from });
    if (word === "no" && to === this.#self) this.#refused = true;
    if (word === "mine") this.#lose?.(new DOMException("taken by another tab", "AbortError"));
  }

  /** @param {Saying} saying */
  #say(saying) {
    this.channel.postMessage(saying);
  }
}
