/** Two handles under the edges of what is chosen or in focus, for fingers: a drag of one moves its edge. */

import { make } from "./dom.js";
import { place } from "./paint.js";

/** @import { Editor } from "./editor.js" */
/** @import { Lines } from "./lines.js" */
/** @import { Extent, Span } from "./types.js" */

/** @typedef {"start" | "end"} Edge */
/** @typedef {{edge: Edge, above: number, extent: Extent, span: Span | null}} Grip `above`: from the finger to its letters */

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u;
const LEFT_TO_RIGHT = /[\p{L}\p{N}]/u;

/** The handles of an article; they show once it has been touched. */
export class Handles {
  /** @type {Grip | null} */
  #grip = null;

  /** @param {Editor} editor @param {Lines} lines @param {HTMLElement} layer */
  constructor(editor, lines, layer) {
    this.editor = editor;
    this.lines = lines;
    this.handles = [this.#handle("start"), this.#handle("end")];
    layer.append(...this.handles);
  }

  /** Put them where the edges are now. */
  update() {
    const { editor, lines } = this;
    const extent = lines.root.dataset.touch === "true" && !editor.closed && !editor.view.relating ? editor.extent : null;
    const spots = extent && !editor.ghost ? [this.#spot(extent, "start"), this.#spot(extent, "end")] : [];
    this.handles.forEach((handle, i) => {
      const spot = spots[i];
      handle.hidden = !spot;
      if (spot) place(handle, { ...spot, width: 0, height: 0 });
    });
  }

  /** @param {Edge} edge */
  #handle(edge) {
    const handle = make("div", { class: "handle", "data-edge": edge, hidden: true });
    handle.addEventListener("pointerdown", (event) => this.#take(event, handle, edge));
    handle.addEventListener("pointermove", (event) => this.#pull(event));
    handle.addEventListener("pointerup", () => this.#let());
    handle.addEventListener("pointercancel", () => (this.#grip = null));
    return handle;
  }

  /** @param {PointerEvent} event @param {HTMLElement} handle @param {Edge} edge */
  #take(event, handle, edge) {
    const { extent, span } = this.editor;
    if (!extent) return;
    event.preventDefault();
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    const row = this.#letter(extent, edge)?.[0];
    const above = row ? event.clientY - this.lines.origin().y - row.y - row.height / 2 : 0;
    this.#grip = { edge, above, extent, span };
  }

  /** The edge goes to the word over the finger. @param {PointerEvent} event */
  #pull(event) {
    const { lines, editor } = this;
    const grip = this.#grip;
    const letter = grip && lines.letterAt(event.clientX, event.clientY - grip.above);
    const token = letter === null ? null : editor.text.tokenAt(letter);
    if (!grip || !token) return;
    const wish = { ...grip.extent, [grip.edge]: token[grip.edge] };
    if (wish.start < wish.end && !editor.text.isClosed(wish)) editor.view.select(wish);
  }

  /** The finger is gone: the letters are the span's now. */
  #let() {
    const grip = this.#grip;
    const { selection } = this.editor.view;
    this.#grip = null;
    if (grip?.span && selection) this.editor.reshape(selection, grip.span);
    else if (grip) this.editor.select(selection);
  }

  /** Where an edge is seen, at the foot of its row. @param {Extent} extent @param {Edge} edge */
  #spot(extent, edge) {
    const box = this.#letter(extent, edge)?.[0];
    if (!box) return null;
    const letters = this.editor.text.surface(this.#cluster(extent, edge));
    const rightToLeft = RIGHT_TO_LEFT.test(letters) || (this.editor.rightToLeft && !LEFT_TO_RIGHT.test(letters));
    return { x: rightToLeft === (edge === "start") ? box.x + box.width : box.x, y: box.y + box.height };
  }

  /** The boxes of the letter at an edge. @param {Extent} extent @param {Edge} edge */
  #letter(extent, edge) {
    return this.lines.boxes(this.#cluster(extent, edge), this.lines.origin());
  }

  /** @param {Extent} extent @param {Edge} edge @returns {Extent} */
  #cluster({ start, end }, edge) {
    return this.editor.text.toClusters(edge === "start" ? { start, end: start + 1 } : { start: end - 1, end });
  }
}
