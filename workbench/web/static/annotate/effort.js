/** How many keys and clicks the next change takes: what suggestions save is measured by it. */

const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);

/** Counts what hands do on a page. A key that is held down counts once, one that changes others not at all. */
export class Effort {
  #count = 0;

  /** @param {EventTarget} page */
  constructor(page) {
    page.addEventListener("keydown", (event) => this.#key(/** @type {KeyboardEvent} */ (event)), { capture: true });
    page.addEventListener("pointerdown", () => this.#count++, { capture: true });
  }

  /** What was done since it was last asked for. */
  take() {
    const count = this.#count;
    this.#count = 0;
    return count;
  }

  /** @param {KeyboardEvent} event */
  #key({ repeat, key }) {
    if (!repeat && !MODIFIERS.has(key)) this.#count++;
  }
}
