/** The suggestions that a person does not want in a document; this browser remembers them. */

/** @import { Store } from "./queue.js" */

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
  }

  /** @param {string} key */
  has(key) {
    return this.keys.has(key);
  }

  /** @param {string[]} keys */
  add(keys) {
    for (const key of keys) this.keys.add(key);
    try {
      this.store.setItem(this.key, JSON.stringify([...this.keys]));
    } catch {
      // a full store forgets them with the page; nothing else depends on it
    }
    this.dispatchEvent(new Event("change"));
  }
}
