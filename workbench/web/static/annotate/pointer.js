/** The mouse and the finger: a click chooses a token or a span, a drag chooses letters or draws a relation. */

import { dataOf } from "./dom.js";
import { compareSpans } from "./rules.js";

/** @import { Editor } from "./editor.js" */
/** @import { Lines } from "./lines.js" */
/** @import { Relater } from "./relate.js" */
/** @import { Span } from "./types.js" */

const SLACK = 4;

/** @typedef {{x: number, y: number, anchor: number | null, head: string | undefined, moved: boolean}} Press */

/** Listens to the pointer on an article. */
export class Pointer {
  /** @type {Press | null} */
  #press = null;

  /**
   * @param {Editor} editor
   * @param {Relater} relater
   * @param {Lines} lines
   * @param {(from: string, x: number, y: number) => void} rubber draws the relation that is being dragged
   * @param {() => boolean} details shows everything about what is in focus; whether it was not shown already
   */
  constructor(editor, relater, lines, rubber, details) {
    this.details = details;
    this.editor = editor;
    this.relater = relater;
    this.lines = lines;
    this.rubber = rubber;
    const { root } = lines;
    root.addEventListener("pointerdown", (event) => this.#down(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    root.addEventListener("pointerup", (event) => this.#up(event));
    root.addEventListener("pointercancel", () => this.#forget());
    root.addEventListener("dblclick", (event) => this.#double(event));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || dataOf(event, "relation")) return;
    if (event.pointerType === "mouse") event.preventDefault();
    this.lines.root.focus({ preventScroll: true });
    const head = dataOf(event, "span");
    const anchor = head ? null : this.lines.letterAt(event.clientX, event.clientY);
    this.#press = { x: event.clientX, y: event.clientY, anchor, head, moved: false };
    if (event.pointerType === "mouse") this.lines.root.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const press = this.#press;
    if (!press || event.pointerType === "touch") return;
    if (!press.moved && Math.hypot(event.clientX - press.x, event.clientY - press.y) < SLACK) return;
    if (!press.moved && press.head) this.relater.start(this.editor.session.state.spans.get(press.head) ?? null, true);
    press.moved = true;
    if (press.head) this.#pull(press.head, event);
    else if (press.anchor !== null) this.#drag(press.anchor, event);
  }

  /**
   * Choose from the letter that was pressed to the one under the pointer.
   * @param {number} anchor
   * @param {PointerEvent} event
   */
  #drag(anchor, event) {
    const { text, view } = this.editor;
    const letter = this.lines.letterAt(event.clientX, event.clientY);
    if (letter === null) return;
    const [from, to] = letter >= anchor ? [anchor, letter + 1] : [anchor + 1, letter];
    const extent = text.between(from, to);
    if (extent.start >= extent.end) return;
    const snapped = event.altKey ? text.toClusters(extent) : text.toTokens(extent);
    const trimmed = text.trimmed(snapped);
    if (trimmed && !text.isClosed(trimmed)) view.select(trimmed, letter >= anchor ? trimmed.start : trimmed.end - 1);
  }

  /** Point a relation at what is under the pointer. @param {string} head @param {PointerEvent} event */
  #pull(head, event) {
    if (!this.editor.view.relating) return;
    this.relater.point(this.#targetAt(event)?.id);
    this.rubber(head, event.clientX, event.clientY);
  }

  /** The innermost legal tail under the pointer. @param {PointerEvent} event @returns {Span | undefined} */
  #targetAt(event) {
    const targets = (this.editor.view.relating?.targets ?? []).map((target) => target.span);
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-span]");
    const tagged = under instanceof HTMLElement && targets.find((span) => span.id === under.dataset.span);
    if (tagged) return tagged;
    const letter = this.lines.letterAt(event.clientX, event.clientY);
    if (letter === null) return undefined;
    return targets
      .filter((span) => span.start <= letter && letter < span.end)
      .sort(compareSpans)
      .at(-1);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const press = this.#press;
    this.#forget();
    if (!press) return;
    if (press.moved && press.head) this.#drop();
    else if (press.moved) this.editor.select(this.editor.view.selection, this.editor.view.selection?.anchor);
    else if (press.head && press.head === this.editor.span?.id) this.details();
    else if (press.head) this.editor.focusOn({ kind: "span", id: press.head });
    else this.#click(press.anchor, event);
  }

  /** The end of a drag from tag to span: done at once if only one type is legal, else the menu stays open. */
  #drop() {
    const target = this.relater.target;
    if (!this.editor.view.relating) return;
    if (!target) this.relater.cancel();
    else if (target.types.length === 1) this.relater.confirm();
  }

  /**
   * A click focuses the innermost span, then the next outer one, then shows all about it, then chooses the token.
   * @param {number | null} letter
   * @param {PointerEvent} event
   */
  #click(letter, event) {
    const { editor } = this;
    if (letter === null) return editor.select(null);
    if (editor.view.relating) return this.#choose(event);
    const around = editor.around(letter);
    const at = around.findIndex((span) => span.id === editor.span?.id);
    const next = around[at + 1];
    const ghost = editor.suggestions.at(letter);
    if (next && !event.altKey) editor.focusOn({ kind: "span", id: next.id });
    else if (ghost && ghost !== editor.ghost && !event.altKey) editor.focusOn({ kind: "ghost", id: ghost.id });
    else if (at < 0 || event.altKey || !this.details()) editor.select(editor.text.tokenAt(letter));
  }

  /** A click while a relation is being made takes a legal tail. @param {PointerEvent} event */
  #choose(event) {
    const target = this.#targetAt(event);
    if (!target) return this.relater.cancel();
    this.relater.point(target.id);
    this.#drop();
  }

  /** @param {MouseEvent} event */
  #double(event) {
    const letter = this.lines.letterAt(event.clientX, event.clientY);
    const word = letter === null ? null : this.editor.text.wordAt(letter);
    if (word && !this.editor.text.isClosed(word)) this.editor.select(word);
  }

  #forget() {
    this.#press = null;
    this.rubber("", 0, 0);
  }
}
