/**
 * The suggestions that a person does not want in a document. The server keeps them; what it has not heard yet waits in
 * this browser.
 */

import { PASSING } from "./queue.js";

/** @import { Store } from "./queue.js" */
/** @import { Position } from "./state.js" */

/** @typedef {{key: string, label: string, source: string, name?: string}} Rejection `name` only of spans */
/** @typedef {{reject: Rejection[], take_back: string[]}} Waiting */
/** @typedef {{rejections: Rejection[], at: Position}} Step what was rejected together, and after which edits */
/** @typedef {(waiting: Waiting) => Promise<number>} Tell answers the status; rejects when there is no network */

const PREFIX = "workbench-rejected";
/** @type {Position} */
const START = { depth: 0, made: 0 };

/** Fires `change`. */
export class Rejections extends EventTarget {
  #sending = false;

  /**
   * @param {Store} store
   * @param {string} person
   * @param {string} document
   * @param {{known?: string[], tell?: Tell | null}} server what it knows, and how to tell it more
   */
  constructor(store, person, document, { known = [], tell = null } = {}) {
    super();
    this.store = store;
    this.tell = tell;
    this.storeKey = `${PREFIX}/${encodeURIComponent(person)}/${encodeURIComponent(document)}`;
    const { reject = [], take_back = [] } = JSON.parse(store.getItem(this.storeKey) ?? "{}");
    /** @type {Waiting} */
    this.waiting = { reject, take_back };
    const gone = new Set(this.waiting.take_back);
    this.keys = new Set([...known.filter((key) => !gone.has(key)), ...this.waiting.reject.map(({ key }) => key)]);
    /** What was rejected since the page was opened. @type {Step[]} */
    this.steps = [];
    /** What of it was taken back, in that order. @type {Step[]} */
    this.undone = [];
  }

  /** @param {string} key */
  has(key) {
    return this.keys.has(key);
  }

  /** @param {Rejection[]} rejections @param {Position} [at] where the edits stand */
  add(rejections, at = START) {
    this.undone = [];
    this.#reject({ rejections: rejections.filter(({ key }) => !this.keys.has(key)), at });
  }

  /** Take the last rejection back, if no edit after it holds. @param {Position} [at] where the edits stand */
  takeBack({ depth, made } = START) {
    const step = this.steps.at(-1);
    if (!step || step.at.depth < depth) return false;
    this.steps.pop();
    this.undone.push({ ...step, at: { depth, made } });
    const keys = step.rejections.map(({ key }) => key);
    for (const key of keys) this.keys.delete(key);
    const { reject, take_back } = this.waiting;
    this.#wait({ reject: reject.filter(({ key }) => !keys.includes(key)), take_back: [...take_back, ...keys] });
    return true;
  }

  /** Reject again what was taken back last, where redo comes to it next. @param {Position} [at] where the edits stand */
  again({ depth, made } = START) {
    const step = this.undone.at(-1);
    if (!step || step.at.depth !== depth || step.at.made !== made) return false;
    this.undone.pop();
    this.#reject(step);
    return true;
  }

  /** @param {Step} step */
  #reject(step) {
    this.steps.push(step);
    const keys = step.rejections.map(({ key }) => key);
    for (const key of keys) this.keys.add(key);
    const { reject, take_back } = this.waiting;
    const rest = take_back.filter((key) => !keys.includes(key));
    this.#wait({ reject: [...reject, ...step.rejections], take_back: rest });
  }

  /** Tell the server what it has not heard yet; what does not get through waits for the next time. */
  async flush() {
    if (this.#sending || !this.tell || !(this.waiting.reject.length + this.waiting.take_back.length)) return;
    this.#sending = true;
    const sent = this.waiting;
    const status = await this.tell(sent).catch(() => 0);
    this.#sending = false;
    if (!status || status === 401 || PASSING.has(status)) return;
    this.waiting = {
      reject: this.waiting.reject.filter((one) => !sent.reject.includes(one)),
      take_back: this.waiting.take_back.filter((key) => !sent.take_back.includes(key)),
    };
    this.#keep();
    await this.flush();
  }

  /** @param {Waiting} waiting */
  #wait(waiting) {
    this.waiting = waiting;
    this.#keep();
    this.dispatchEvent(new Event("change"));
    void this.flush();
  }

  #keep() {
    try {
      this.store.setItem(this.storeKey, JSON.stringify(this.waiting));
    } catch {
      // a full store forgets with the page what the server has not heard; nothing else depends on it
    }
  }
}
