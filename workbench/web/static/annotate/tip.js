/** The sentence of the relation under the pointer, beside the pointer. */

import { dataOf } from "./dom.js";
import { place } from "./paint.js";

/** @import { Editor } from "./editor.js" */

const WIDTH = 280;
const BESIDE = 14;

/** Show the sentences of relations while the pointer is over them. @param {Editor} editor @param {HTMLElement} tip */
export function showTips(editor, tip) {
  document.addEventListener("pointerover", (event) => {
    const hovered = editor.session.state.relations.get(dataOf(event, "relation") ?? "");
    tip.hidden = !hovered;
    if (!hovered) return;
    tip.textContent = editor.sentence(hovered);
    const x = Math.max(0, Math.min(event.clientX + BESIDE, innerWidth - WIDTH - BESIDE));
    place(tip, { x, y: event.clientY + BESIDE, width: WIDTH, height: 0 });
    tip.style.height = "auto";
  });
}
