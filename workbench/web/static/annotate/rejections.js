/** The suggestions that a person does not want in a document; this browser remembers them. */

/** @import { Store } from "./queue.js" */

/** @typedef {{keys: string[], after: string}} Step */

const PREFIX = "workbench-rejected";

/** Fires `change`. */
export class Rejections extends EventTarget {
  /** @param {Store} store @param {string} person @param {string} document */
  constructor(store, person, document) {
    super();
    this.store = store;
    this.key = `${PREFIX}/${encodeURIComponent(person)}/${encodeURIComponent(document)}`;
    /** @type {Set<string>} */
    this.keys = new Set(JSON.parse(store.getItem(this.key) ?? "[]"));
    /** What was rejected since the page was opened, and the edit that was the last one then. @type {Step[]} */
    this.steps = [];
  }

  /** @param {string} key */
  has(key) {
    return this.keys.has(key);
  }

  /** @param {string[]} keys @param {string} [after] the edit that is the last one now */
  add(keys, after = "") {
    const fresh = keys.filter((key) => !this.keys.has(key));
    this.steps.push({ keys: fresh, after });
    for (const key of fresh) this.keys.add(key);
    this.#keep();
  }

  /** Take the last rejection back, if no edit came after it. @param {string} after the edit that is the last one now */
  takeBack(after) {
    if (this.steps.at(-1)?.after !== after) return false;
    for (const key of this.steps.pop()?.keys ?? []) this.keys.delete(key);
    this.#keep();
    return true;
  }

  #keep() {
    try {
      this.store.setItem(this.key, JSON.stringify([...this.keys]));
    } catch {
      // a full store forgets them with the page; nothing else depends on it
    }
    this.dispatchEvent(new Event("change"));
  }
}
