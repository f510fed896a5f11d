/** The mouse and the finger: a click chooses a token or a span, a drag chooses letters or draws a relation. */

import { dataOf } from "./dom.js";
import { compareSpans } from "./rules.js";
import { namedBy, snapped } from "./snap.js";

/** @import { Editor } from "./editor.js" */
/** @import { Lines } from "./lines.js" */
/** @import { Relater } from "./relate.js" */
/** @import { Span } from "./types.js" */

const SLACK = 4;
/** A finger is less steady than a mouse. */
const FINGER_SLACK = 12;
/** Milliseconds after which a resting finger no longer means to scroll. */
const HELD = 400;

/**
 * `held` is whether it may choose letters or draw a relation: a mouse at once, a finger after a moment of rest.
 * @typedef {{x: number, y: number, anchor: number | null, head: string | undefined, moved: boolean, held: boolean}} Press
 */

/** Listens to the pointer on an article. */
export class Pointer {
  /** @type {Press | null} */
  #press = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;

  /**
   * @param {Editor} editor
   * @param {Relater} relater
   * @param {Lines} lines
   * @param {(from: string, x: number, y: number) => void} rubber draws the relation that is being dragged
   * @param {() => boolean} details shows everything about what is in focus; whether it was not shown already
   * @param {() => void} accept makes the suggestion in focus an annotation
   */
  constructor(editor, relater, lines, rubber, details, accept) {
    this.details = details;
    this.accept = accept;
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
    root.addEventListener("touchmove", (event) => this.#isDrawing && event.preventDefault(), { passive: false });
    root.addEventListener("contextmenu", (event) => this.#isDrawing && event.preventDefault());
  }

  /** Whether a finger chooses letters or draws a relation, so that it must not scroll. */
  get #isDrawing() {
    return this.#press?.held && this.lines.root.dataset.touch === "true";
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || dataOf(event, "relation")) return;
    const { root } = this.lines;
    const touch = event.pointerType === "touch";
    if (touch && !event.isPrimary) return this.#forget(); // two fingers zoom
    if (!touch) event.preventDefault();
    root.dataset.touch = String(touch);
    root.focus({ preventScroll: true });
    const head = dataOf(event, "span");
    const anchor = head ? null : this.lines.letterAt(event.clientX, event.clientY);
    this.#press = { x: event.clientX, y: event.clientY, anchor, head, moved: false, held: !touch };
    if (touch) this.#rest = setTimeout(() => this.#hold(), HELD);
    else root.setPointerCapture(event.pointerId);
  }

  /** A finger has rested: on a tag it starts a relation, on letters it chooses their word. */
  #hold() {
    const press = this.#press;
    if (!press || this.editor.view.relating) return; // a slow tap on the other end
    press.held = true;
    navigator.vibrate?.(10);
    if (press.head) this.#start(press.head);
    else if (press.anchor !== null) this.editor.select(this.#wordAt(press.anchor));
  }

  /** @param {string} head */
  #start(head) {
    this.relater.start(this.editor.session.state.spans.get(head) ?? null, { silent: true });
  }

  /** The token of a letter, or the one that a particle there is glued to. @param {number} letter */
  #wordAt(letter) {
    const { text, suggestions } = this.editor;
    const token = text.tokenAt(letter);
    return token && namedBy(token, text, suggestions.names);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const press = this.#press;
    if (!press) return;
    const slack = event.pointerType === "touch" ? FINGER_SLACK : SLACK;
    if (!press.moved && Math.hypot(event.clientX - press.x, event.clientY - press.y) < slack) return;
    if (!press.held) return this.#forget();
    if (!press.moved && press.head && event.pointerType !== "touch") this.#start(press.head);
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
    const { names } = this.editor.suggestions;
    const chosen = event.altKey ? text.trimmed(text.toClusters(extent)) : snapped(extent, text, names);
    if (chosen && !text.isClosed(chosen)) view.select(chosen, letter >= anchor ? chosen.start : chosen.end - 1);
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
    else if (event.pointerType === "touch" && press.held && !press.moved) return; // what the resting finger chose stays chosen
    else if (this.editor.view.relating) this.#choose(event);
    else if (press.moved) this.editor.select(this.editor.view.selection, this.editor.view.selection?.anchor);
    else if (press.head && press.head === this.editor.span?.id) this.details();
    else if (press.head) this.editor.focusOn({ kind: "span", id: press.head });
    else this.#click(press.anchor, event);
  }

  /** The end of a drag from tag to span: done at once if only one type is legal, else the menu stays open and is read out. */
  #drop() {
    const target = this.relater.target;
    if (!this.editor.view.relating) return;
    if (!target) this.relater.cancel();
    else if (target.types.length === 1) this.relater.confirm();
    else this.relater.propose(target.span.id);
  }

  /**
   * A click focuses the innermost span, then the next outer one, then shows all about it, then chooses the token; of
   * a suggestion the first click shows what it says, the second accepts it.
   * @param {number | null} letter
   * @param {PointerEvent} event
   */
  #click(letter, event) {
    const { editor } = this;
    if (letter === null) return editor.select(null);
    const around = editor.around(letter);
    const at = around.findIndex((span) => span.id === editor.span?.id);
    const next = around[at + 1];
    const ghost = editor.suggestions.at(letter);
    if (next && !event.altKey) editor.focusOn({ kind: "span", id: next.id });
    else if (ghost && !event.altKey && ghost !== editor.ghost) editor.focusOn({ kind: "ghost", id: ghost.id });
    else if (ghost && !event.altKey) this.accept();
    else if (event.altKey) editor.select(editor.text.tokenAt(letter));
    else if (at < 0 || !this.details()) editor.select(this.#wordAt(letter));
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
    const { text, suggestions } = this.editor;
    const word = letter === null ? null : text.wordAt(letter);
    if (word && !text.isClosed(word)) this.editor.select(snapped(word, text, suggestions.names));
  }

  #forget() {
    clearTimeout(this.#rest);
    this.#press = null;
    this.rubber("", 0, 0);
  }
}
