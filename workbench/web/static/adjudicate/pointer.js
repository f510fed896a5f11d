/** The pointer on the text of the desk. */

/** @import { Text } from "../annotate/text.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Hand } from "./hand.js" */
/** @import { Scene } from "./scene.js" */

/**
 * Letters are chosen by dragging while spans are edited; else a click takes the conflict under it in hand.
 * @param {HTMLElement} root
 * @param {Scene} scene
 * @param {Desk} desk
 * @param {Hand} hand
 * @param {Text} text
 */
export function wirePointer(root, scene, desk, hand, text) {
  /** @type {number | null} */
  let anchor = null;
  root.addEventListener("pointerdown", (event) => {
    const letter = scene.lines.letterAt(event.clientX, event.clientY);
    anchor = letter;
    const under = desk.data.conflicts.findIndex((one) => letter !== null && one.start <= letter && letter < one.end);
    if (!hand.draft && under >= 0) desk.take(under);
  });
  root.addEventListener("pointermove", (event) => {
    const letter = scene.lines.letterAt(event.clientX, event.clientY);
    if (!(event.buttons & 1) || anchor === null || letter === null) return;
    const extent = text.between(Math.min(anchor, letter), Math.max(anchor, letter) + 1);
    const trimmed = text.trimmed(event.altKey ? text.toClusters(extent) : text.toTokens(extent));
    if (trimmed && !text.isClosed(trimmed)) hand.spans?.editor.view.select(trimmed);
  });
}
