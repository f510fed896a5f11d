/** Finding words in the article whatever their spelling. The browser's own find works too; this one folds. */

import { isolated } from "./editor.js";
import { fold } from "./fold.js";

/** @import { Editor } from "./editor.js" */
/** @import { Folded } from "./fold.js" */
/** @import { Lines } from "./lines.js" */
/** @import { Extent } from "./types.js" */

/** The bar in which words are looked for. What is found is chosen, so that it can be labelled. */
export class Find {
  /** @type {Folded | null} */
  #folded = null;
  /** @type {Extent[]} */
  #hits = [];
  #at = -1;

  /**
   * @param {Editor} editor
   * @param {Lines} lines
   * @param {{bar: HTMLElement, field: HTMLInputElement, count: HTMLElement}} parts
   */
  constructor(editor, lines, parts) {
    this.editor = editor;
    this.lines = lines;
    this.parts = parts;
    parts.field.addEventListener("input", () => this.#look());
    parts.bar.addEventListener("keydown", (event) => this.#press(event));
    parts.bar.addEventListener("click", (event) => this.#click(event));
  }

  /** Show the bar, with the keyboard in its field. */
  open() {
    this.parts.bar.hidden = false;
    this.parts.field.select();
    this.parts.field.focus();
    if (this.parts.field.value) this.#look();
  }

  /** Hide the bar; what was found last stays chosen. */
  close() {
    this.parts.bar.hidden = true;
    this.#hits = [];
    this.#highlight();
    this.lines.root.focus({ preventScroll: true });
  }

  /** Go to the next place, or the one before; round at the ends. @param {1 | -1} way */
  step(way) {
    if (this.parts.bar.hidden) return this.open();
    const { length } = this.#hits;
    if (length) this.#go((this.#at + way + length) % length);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const way = event.shiftKey ? -1 : 1;
    if (event.code === "Escape") this.close();
    else if (event.code === "F3") this.step(way);
    else if (event.code === "Enter" && event.target === this.parts.field) this.step(way);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Event} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.value === "close") this.close();
    else if (button) this.step(button.value === "previous" ? -1 : 1);
  }

  /** Look for what stands in the field, from what is chosen on. */
  #look() {
    this.#folded ??= fold(this.editor.text.text);
    this.#hits = placesOf(this.parts.field.value, this.#folded);
    const from = this.editor.extent?.start ?? 0;
    const next = this.#hits.findIndex((hit) => hit.start >= from);
    if (this.#hits.length) return this.#go(Math.max(0, next));
    this.#highlight();
    this.#say(this.parts.field.value.trim() ? this.editor.speech.say("found-none") : "");
  }

  /** @param {number} at */
  #go(at) {
    this.#at = at;
    const hit = this.#hits[at];
    this.editor.view.select(hit);
    this.#highlight();
    const { speech, text } = this.editor;
    this.#say(speech.say("found", { at: at + 1, n: this.#hits.length }));
    this.editor.announce(
      `${speech.say("found", { at: at + 1, n: this.#hits.length })} ${isolated(text.surface(hit))}`,
    );
  }

  /** @param {string} words */
  #say(words) {
    this.parts.count.textContent = words;
    if (words && !this.#hits.length) this.editor.announce(words);
  }

  /** Colour all places at once, where the browser can; the text itself is not touched. */
  #highlight() {
    if (!("highlights" in CSS)) return;
    CSS.highlights.set("found", new Highlight(...this.#hits.flatMap((hit) => this.lines.ranges(hit))));
  }
}

/**
 * Where a text holds a query, spelling variants aside; places do not overlap.
 * @param {string} query
 * @param {Folded} folded the text
 * @returns {Extent[]}
 */
export function placesOf(query, folded) {
  const wanted = fold(query).text.trim();
  const found = [];
  if (!wanted) return [];
  for (let at = folded.text.indexOf(wanted); at >= 0; at = folded.text.indexOf(wanted, at + wanted.length)) {
    found.push({ start: folded.starts[at], end: folded.ends[at + wanted.length - 1] });
  }
  return found;
}
