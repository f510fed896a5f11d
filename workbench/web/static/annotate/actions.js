/**
 * The one table of everything that can be done with a key: key handling, the overlay of keys, the buttons and the
 * hints in the bottom bar all come from it. Keys are physical (`event.code`), so they work under every layout.
 */

/** @import { Cursor } from "./cursor.js" */
/** @import { Editor } from "./editor.js" */
/** @import { List } from "./list.js" */
/** @import { Relater } from "./relate.js" */
/** @import { View } from "./view.js" */

/** @typedef {"text" | "list" | "anywhere"} Zone where the keyboard's focus must be */
/**
 * @typedef {{id: string, group: string, keys: string[], run: () => boolean | void, when?: () => boolean, zone?: Zone,
 *   hint?: boolean | (() => boolean)}} Action `run` answers false if the key should do what it does by itself; `hint`
 *   says whether the bottom bar shows it while it can be done; its words are `canvas.do-` and the id
 */
/**
 * @typedef {{editor: Editor, cursor: Cursor, relater: Relater, view: View, list: List, go: (where: "next" |
 *   "previous") => void, help: () => void, chooseType: () => void, otherArea: () => void, editNote: () => void}} Hands
 */

/**
 * The table. Where a key stands twice, the first whose `when` holds is done.
 * @param {Hands} hands
 * @returns {Action[]}
 */
export function actionsOf(hands) {
  return [...relating(hands), ...choosing(hands), ...changing(hands), ...moving(hands), ...rest(hands)];
}

/** @param {Hands} hands @returns {Action[]} */
function relating({ editor, relater, view, chooseType }) {
  const when = () => view.relating !== null;
  const next = () => relater.next(1);
  const previous = () => relater.next(-1);
  return [
    {
      id: "target-next",
      group: "relations",
      keys: ["Tab", "ArrowDown", "KeyJ", editor.rightToLeft ? "ArrowLeft" : "ArrowRight"],
      run: next,
      when,
      hint: true,
    },
    {
      id: "target-previous",
      group: "relations",
      keys: ["Shift+Tab", "ArrowUp", "KeyK", editor.rightToLeft ? "ArrowRight" : "ArrowLeft"],
      run: previous,
      when,
    },
    { id: "target-confirm", group: "relations", keys: ["Enter", "NumpadEnter"], run: chooseType, when, hint: true },
    { id: "cancel", group: "relations", keys: ["Escape"], run: () => relater.cancel(), when, hint: true },
    {
      id: "relate",
      group: "relations",
      keys: ["KeyR"],
      run: () => relater.start(editor.span),
      when: () => !view.relating && !editor.relation,
      hint: () => editor.span !== null,
    },
    {
      id: "reverse",
      group: "relations",
      keys: ["KeyX"],
      run: () => relater.reverse(),
      when: () => editor.relation !== null,
      hint: true,
    },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function choosing({ editor, cursor, view, list }) {
  const zone = /** @type {const} */ ("text");
  const inList = /** @type {const} */ ("list");
  return [
    { id: "go-left", group: "choose", keys: ["ArrowLeft"], run: () => cursor.token("left"), zone },
    { id: "go-right", group: "choose", keys: ["ArrowRight"], run: () => cursor.token("right"), zone },
    { id: "go-up", group: "choose", keys: ["ArrowUp"], run: () => cursor.row(-1), zone },
    { id: "go-down", group: "choose", keys: ["ArrowDown"], run: () => cursor.row(1), zone },
    { id: "go-first", group: "choose", keys: ["Home"], run: () => cursor.lineEnd("first"), zone },
    { id: "go-last", group: "choose", keys: ["End"], run: () => cursor.lineEnd("last"), zone },
    { id: "letter-left", group: "choose", keys: ["Alt+ArrowLeft"], run: () => cursor.letter("left"), zone },
    { id: "letter-right", group: "choose", keys: ["Alt+ArrowRight"], run: () => cursor.letter("right"), zone },
    { id: "extend-left", group: "choose", keys: ["Shift+ArrowLeft"], run: () => cursor.extend("left", false), zone },
    { id: "extend-right", group: "choose", keys: ["Shift+ArrowRight"], run: () => cursor.extend("right", false), zone },
    {
      id: "extend-letter-left",
      group: "choose",
      keys: ["Alt+Shift+ArrowLeft"],
      run: () => cursor.extend("left", true),
      zone,
    },
    {
      id: "extend-letter-right",
      group: "choose",
      keys: ["Alt+Shift+ArrowRight"],
      run: () => cursor.extend("right", true),
      zone,
    },
    { id: "next-span", group: "choose", keys: ["Tab"], run: () => editor.focusNext(1), zone },
    { id: "previous-span", group: "choose", keys: ["Shift+Tab"], run: () => editor.focusNext(-1), zone },
    { id: "next-span", group: "choose", keys: ["KeyJ"], run: () => void editor.focusNext(1) },
    { id: "previous-span", group: "choose", keys: ["KeyK"], run: () => void editor.focusNext(-1) },
    {
      id: "enter-span",
      group: "choose",
      keys: ["Enter"],
      run: () => enter(editor),
      zone,
      when: () => view.selection !== null || editor.span !== null,
    },
    { id: "list-next", group: "choose", keys: ["ArrowDown"], run: () => list.move(1), zone: inList },
    { id: "list-previous", group: "choose", keys: ["ArrowUp"], run: () => list.move(-1), zone: inList },
    {
      id: "leave",
      group: "choose",
      keys: ["Escape"],
      run: () => leave(editor, view),
      when: () => view.selection !== null || view.focus !== null,
    },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function changing({ editor, view, editNote }) {
  const focused = () => view.focus !== null && !view.relating;
  return [
    {
      id: "delete",
      group: "change",
      keys: ["Delete", "Backspace"],
      run: () => editor.remove(),
      when: focused,
      hint: true,
    },
    { id: "undo", group: "change", keys: ["KeyU", "KeyZ", "Ctrl+KeyZ"], run: () => editor.stepBack("undo") },
    {
      id: "redo",
      group: "change",
      keys: ["Shift+KeyU", "KeyY", "Shift+KeyZ", "Ctrl+Shift+KeyZ", "Ctrl+KeyY"],
      run: () => editor.stepBack("redo"),
    },
    { id: "note", group: "change", keys: ["KeyE"], run: editNote, when: focused },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function moving({ editor, view }) {
  const when = () => editor.extent !== null && !view.relating;
  /** @type {["left" | "right", string][]} */
  const sides = [
    ["left", "BracketLeft"],
    ["right", "BracketRight"],
  ];
  return sides.flatMap(([side, code]) => [
    {
      id: `end-${side}`,
      group: "edges",
      keys: [code],
      run: () => editor.moveEdge("end", side, false),
      when,
      hint: true,
    },
    {
      id: `start-${side}`,
      group: "edges",
      keys: [`Shift+${code}`],
      run: () => editor.moveEdge("start", side, false),
      when,
    },
    {
      id: `end-letter-${side}`,
      group: "edges",
      keys: [`Alt+${code}`],
      run: () => editor.moveEdge("end", side, true),
      when,
    },
    {
      id: `start-letter-${side}`,
      group: "edges",
      keys: [`Alt+Shift+${code}`],
      run: () => editor.moveEdge("start", side, true),
      when,
    },
  ]);
}

/** @param {Hands} hands @returns {Action[]} */
function rest({ editor, view, go, help, otherArea }) {
  return [
    { id: "done", group: "document", keys: ["Ctrl+Enter", "Ctrl+NumpadEnter"], run: () => editor.toggleDone() },
    { id: "next", group: "document", keys: ["KeyN"], run: () => go("next") },
    { id: "previous", group: "document", keys: ["Shift+KeyN"], run: () => go("previous") },
    { id: "arcs", group: "document", keys: ["KeyH"], run: () => view.toggleArcs() },
    { id: "other-area", group: "document", keys: ["F6"], run: otherArea },
    { id: "help", group: "document", keys: ["Shift+Slash", "F1"], run: help },
  ];
}

/** The innermost span around the chosen letters, or the next outer one. @param {Editor} editor */
function enter(editor) {
  const extent = editor.extent;
  if (!extent) return;
  const around = editor.around(extent.start).filter((span) => span.end >= extent.end);
  const next = around[around.findIndex((span) => span.id === editor.span?.id) + 1] ?? around[0];
  if (next) editor.focusOn({ kind: "span", id: next.id });
}

/** From a relation or span to its letters, from letters to nothing. @param {Editor} editor @param {View} view */
function leave(editor, view) {
  if (editor.relation) view.focusOn({ kind: "span", id: editor.relation.head });
  else if (editor.span) view.select(editor.span);
  else view.select(null);
}
