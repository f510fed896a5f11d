/**
 * Whose turn it is: of the tabs in which one person has one document open, one edits, the others say why they do not
 * and can take over. The browser holds the lock, so it is free again when a tab is closed or fails.
 */

import { SpokenLocks } from "./spokenlocks.js";

const ASKED = 300;
const HANDED_OVER = 4000;
const GIVE = "give";

/** @typedef {Pick<LockManager, "request">} Locks */
/** @typedef {Pick<BroadcastChannel, "postMessage" | "addEventListener">} Channel */

/** The turn at one document. Fires `lost` when another tab has taken it. */
export class Turn extends EventTarget {
  #held = false;
  /** Gives the lock back. */
  #release = () => {};

  /**
   * @param {string} name the same in all tabs that must not edit together
   * @param {Locks} [locks] a page that came over plain http has none of the browser's; its tabs ask each other
   * @param {Channel} [channel] to the other tabs
   */
  constructor(name, locks = navigator.locks ?? new SpokenLocks(name), channel = new BroadcastChannel(name)) {
    super();
    this.name = name;
    this.locks = locks;
    this.channel = channel;
    /** Done before another tab gets the turn. @type {() => Promise<void>} */
    this.onAsked = async () => {};
    channel.addEventListener("message", ({ data }) => void this.#asked(data));
  }

  /**
   * Take the turn if it is free, or becomes so within a moment; whether we have it.
   * @param {number} [wait] milliseconds: a page that is being reloaded has not yet let go of its own lock
   * @returns {Promise<boolean>}
   */
  take(wait = ASKED) {
    return this.#request({ signal: AbortSignal.timeout(wait) });
  }

  /** Take the turn from whoever has it: ask, and if nobody answers take it anyway. @param {number} [wait] */
  async takeOver(wait = HANDED_OVER) {
    this.channel.postMessage(GIVE);
    return (await this.take(wait)) || this.#request({ steal: true });
  }

  /** @param {LockOptions} options @returns {Promise<boolean>} */
  async #request(options) {
    const { locks } = this;
    return new Promise((answer) => {
      const request = locks.request(this.name, options, () => {
        this.#held = true;
        answer(true);
        return new Promise((release) => (this.#release = () => release(null)));
      });
      request.catch(() => (this.#held ? this.#lose() : answer(false)));
    });
  }

  /** Give the turn up, without being asked. */
  give() {
    this.#held = false;
    this.#release();
  }

  /** @param {unknown} message */
  async #asked(message) {
    if (message !== GIVE || !this.#held) return;
    await this.onAsked();
    this.#lose();
    this.#release();
  }

  #lose() {
    if (!this.#held) return;
    this.#held = false;
    this.dispatchEvent(new Event("lost"));
  }
}

/** The name of the turn at a document. @param {string} person @param {string} document */
export function turnAt(person, document) {
  return `workbench/${person}/${document}`;
}
