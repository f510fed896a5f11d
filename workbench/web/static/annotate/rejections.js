/**
 * The suggestions that a person does not want in a document. The server keeps them; what it has not heard yet waits in
 * this browser.
 */

import { PASSING } from "./queue.js";

/** @import { Store } from "./queue.js" */

/** @typedef {{key: string, label: string, source: string, name?: string}} Rejection `name` only of spans */
/** @typedef {{reject: Rejection[], take_back: string[]}} Waiting */
/** @typedef {{keys: string[], after: string}} Step */
/** @typedef {(waiting: Waiting) => Promise<number>} Tell answers the status; rejects when there is no network */

const PREFIX = "workbench-rejected";

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
    /** What was rejected since the page was opened, and the edit that was the last one then. @type {Step[]} */
    this.steps = [];
  }

  /** @param {string} key */
  has(key) {
    return this.keys.has(key);
  }

  /** @param {Rejection[]} rejections @param {string} [after] the edit that is the last one now */
  add(rejections, after = "") {
    const fresh = rejections.filter(({ key }) => !this.keys.has(key));
    const keys = fresh.map(({ key }) => key);
    this.steps.push({ keys, after });
    for (const key of keys) this.keys.add(key);
    const { reject, take_back } = this.waiting;
    this.#wait({ reject: [...reject, ...fresh], take_back: take_back.filter((key) => !keys.includes(key)) });
  }

  /** Take the last rejection back, if no edit came after it. @param {string} after the edit that is the last one now */
  takeBack(after) {
    if (this.steps.at(-1)?.after !== after) return false;
    const keys = this.steps.pop()?.keys ?? [];
    for (const key of keys) this.keys.delete(key);
    const { reject, take_back } = this.waiting;
    this.#wait({ reject: reject.filter(({ key }) => !keys.includes(key)), take_back: [...take_back, ...keys] });
    return true;
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
