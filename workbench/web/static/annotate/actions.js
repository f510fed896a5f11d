/**
 * The one table of everything that can be done with a key: key handling, the overlay of keys, the buttons and the
 * hints in the bottom bar all come from it. Keys are physical (`event.code`), so they work under every layout.
 */

import { contains } from "./rules.js";

/** @import { Checks } from "./checks.js" */
/** @import { Cursor } from "./cursor.js" */
/** @import { Editor } from "./editor.js" */
/** @import { List } from "./list.js" */
/** @import { Relater } from "./relate.js" */
/** @import { Suggester } from "./suggester.js" */
/** @import { View } from "./view.js" */

/** @typedef {"text" | "list" | "anywhere"} Zone where the keyboard's focus must be */
/**
 * @typedef {{id: string, group: string, keys: string[], run: () => boolean | void, when?: () => boolean, zone?: Zone,
 *   hint?: boolean | (() => boolean)}} Action `run` answers false if the key should do what it does by itself; `hint`
 *   says whether the bottom bar shows it while it can be done; its words are `canvas.do-` and the id
 */
/**
 * @typedef {{editor: Editor, checks: Checks, cursor: Cursor, relater: Relater, suggester: Suggester, view: View,
 *   list: List, go: (where: "next" |
 *   "previous" | "next_open") => void, open: (field?: string) => boolean, close: () => boolean, repeat: () => void, remark: () => void,
 *   find: () => void, step: (way: 1 | -1) => void, help: () => void, chooseType: () => void, otherArea: () => void}} Hands
 */

/**
 * The table. Where a key stands twice, the first whose `when` holds is done.
 * @param {Hands} hands
 * @returns {Action[]}
 */
export function actionsOf(hands) {
  return [...relating(hands), ...suggesting(hands), ...choosing(hands), ...looking(hands), ...changing(hands), ...moving(hands), ...rest(hands)];
}

/** @param {Hands} hands @returns {Action[]} */
function relating({ editor, relater, view, chooseType }) {
  const when = () => view.relating !== null;
  const next = () => relater.next(1);
  const previous = () => relater.next(-1);
  const idle = () => !view.relating;
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
      run: () => relater.start(editor.origin),
      when: idle,
      hint: () => editor.span !== null,
    },
    { id: "relate-here", group: "relations", keys: ["Shift+KeyR"], run: () => relater.start(editor.origin, { incoming: true }), when: idle },
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
function suggesting({ editor, suggester, view }) {
  const group = "suggestions";
  const idle = () => !view.relating;
  const ghost = () => idle() && editor.ghost !== null;
  const some = () => idle() && (editor.ghost !== null || editor.span !== null);
  const hint = () => suggester.has();
  return [
    {
      id: "accept",
      group,
      keys: ["Enter", "Space", "NumpadEnter"],
      run: () => suggester.accept(),
      when: ghost,
      hint: true,
    },
    { id: "reject", group, keys: ["Delete", "Backspace"], run: () => suggester.reject(), when: ghost, hint: true },
    { id: "accept-all", group, keys: ["Equal", "Shift+Enter"], run: () => suggester.acceptAll(), when: some, hint },
    { id: "reject-all", group, keys: ["Minus", "Shift+Delete"], run: () => suggester.rejectAll(), when: some, hint },
    { id: "accept-every", group, keys: ["Shift+Equal"], run: () => suggester.acceptEvery(), when: idle },
    { id: "reject-every", group, keys: ["Shift+Minus"], run: () => suggester.rejectEvery(), when: idle },
    { id: "next-suggestion", group, keys: ["Period"], run: () => suggester.next(1), when: idle },
    { id: "previous-suggestion", group, keys: ["Comma"], run: () => suggester.next(-1), when: idle },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function choosing({ editor, cursor, view, list, close }) {
  const zone = /** @type {const} */ ("text");
  const inList = /** @type {const} */ ("list");
  const idle = () => !view.relating;
  return [
    { id: "go-left", group: "choose", keys: ["ArrowLeft"], run: () => cursor.token("left"), zone },
    { id: "go-right", group: "choose", keys: ["ArrowRight"], run: () => cursor.token("right"), zone },
    { id: "go-up", group: "choose", keys: ["ArrowUp"], run: () => cursor.row(-1), zone },
    { id: "go-down", group: "choose", keys: ["ArrowDown"], run: () => cursor.row(1), zone },
    { id: "go-first", group: "choose", keys: ["Home"], run: () => cursor.lineEnd("first"), zone },
    { id: "go-last", group: "choose", keys: ["End"], run: () => cursor.lineEnd("last"), zone },
    { id: "next-name", group: "choose", keys: ["Quote"], run: () => cursor.name(1), when: idle },
    { id: "previous-name", group: "choose", keys: ["Shift+Quote"], run: () => cursor.name(-1), when: idle },
    ...[1, 2, 3, 4, 5, 6].map((count) => ({
      ...{ id: `words-${count}`, group: "choose", keys: [`Digit${count}`], run: () => cursor.words(count), when: idle },
    })),
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
      run: () => void (close() || leave(editor, view)),
      when: () => view.selection !== null || view.focus !== null,
    },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function looking({ editor, cursor, view, open, find, step }) {
  const zone = /** @type {const} */ ("text");
  const group = "details";
  const span = () => editor.span !== null && !view.relating;
  const relation = () => editor.relation !== null;
  const either = () => span() || relation();
  return [
    { id: "sentence-left", group: "choose", keys: ["Ctrl+ArrowLeft"], run: () => cursor.sentence("left"), zone },
    { id: "sentence-right", group: "choose", keys: ["Ctrl+ArrowRight"], run: () => cursor.sentence("right"), zone },
    { id: "span-left", group: "choose", keys: ["Ctrl+Shift+ArrowLeft"], run: () => beside(editor, "left"), zone },
    { id: "span-right", group: "choose", keys: ["Ctrl+Shift+ArrowRight"], run: () => beside(editor, "right"), zone },
    { id: "details", group, keys: ["Space"], run: () => void open(), when: either, hint: true },
    { id: "note", group, keys: ["KeyE"], run: () => void open("#note"), when: either },
    { id: "attributes", group, keys: ["Shift+KeyE"], run: () => void open("[name]:checked"), when: either },
    { id: "kb-id", group, keys: ["Alt+KeyE"], run: () => void open("#kb-id"), when: span },
    { id: "retype", group, keys: ["Shift+KeyX"], run: () => void open("#type"), when: relation, hint: true },
    { id: "find", group: "document", keys: ["Slash"], run: find },
    { id: "find-next", group: "document", keys: ["F3"], run: () => step(1) },
    { id: "find-previous", group: "document", keys: ["Shift+F3"], run: () => step(-1) },
  ];
}

/** Show or hide the relations that are not in focus. @param {Editor} editor */
function toggleArcs({ view, speech, announce }) {
  view.toggleArcs();
  announce(speech.say(view.arcs ? "arcs-shown" : "arcs-hidden"));
}

/** The nearest entity on a side. @param {Editor} editor @param {"left" | "right"} side */
function beside(editor, side) {
  if (!editor.focusNext(editor.step(side))) editor.announce(editor.speech.say("no-entity"), "warning");
}

/** @param {Hands} hands @returns {Action[]} */
function changing({ editor, suggester, view, repeat }) {
  const undo = () => void (suggester.takeBack() || editor.stepBack("undo"));
  const redo = () => void (suggester.rejectAgain() || editor.stepBack("redo"));
  const focused = () => (editor.span ?? editor.relation) !== null && !view.relating;
  return [
    {
      id: "delete",
      group: "change",
      keys: ["Delete", "Backspace"],
      run: () => editor.remove(),
      when: focused,
      hint: true,
    },
    { id: "undo", group: "change", keys: ["KeyU", "KeyZ", "Ctrl+KeyZ"], run: undo },
    {
      id: "redo",
      group: "change",
      keys: ["Shift+KeyU", "KeyY", "Shift+KeyZ", "Ctrl+Shift+KeyZ", "Ctrl+KeyY"],
      run: redo,
    },
    { id: "repeat", group: "change", keys: ["Semicolon"], run: repeat },
  ];
}

/** Moving the edges of what is in focus. @param {Pick<Hands, "editor" | "view">} hands @returns {Action[]} */
export function moving({ editor, view }) {
  const when = () => editor.extent !== null && !view.relating;
  /** @type {["left" | "right", string][]} */
  const sides = [
    ["left", "BracketLeft"],
    ["right", "BracketRight"],
  ];
  const proclitic = { id: "proclitic", group: "edges", keys: ["Backslash"], run: () => editor.toggleProclitic(), when };
  const edges = sides.flatMap(([side, code]) => [
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
  return [proclitic, ...edges];
}

/** @param {Hands} hands @returns {Action[]} */
function rest({ editor, checks, go, remark, help, otherArea }) {
  return [
    { id: "done", group: "document", keys: ["Ctrl+Enter", "Ctrl+NumpadEnter"], run: () => checks.toggleDone() },
    { id: "next-warning", group: "document", keys: ["Shift+KeyW"], run: () => checks.next() },
    { id: "next", group: "document", keys: ["KeyN"], run: () => go("next") },
    { id: "previous", group: "document", keys: ["Shift+KeyN"], run: () => go("previous") },
    { id: "next-open", group: "document", keys: ["Alt+KeyN"], run: () => go("next_open") },
    { id: "remark", group: "document", keys: ["Shift+KeyM"], run: remark },
    { id: "arcs", group: "document", keys: ["KeyH"], run: () => toggleArcs(editor) },
    { id: "other-area", group: "document", keys: ["F6"], run: otherArea },
    { id: "help", group: "document", keys: ["Shift+Slash", "F1"], run: help },
  ];
}

/**
 * The innermost span around the chosen letters, then the next outer one, and from the outermost inside again.
 * @param {Editor} editor
 */
function enter(editor) {
  const { pivot } = editor.view;
  const extent = pivot && editor.span && contains(editor.span, pivot) ? pivot : editor.extent;
  if (!extent) return;
  editor.view.pivot = extent;
  const around = editor.around(extent.start).filter((span) => span.end >= extent.end);
  const next = around[around.findIndex((span) => span.id === editor.span?.id) + 1] ?? around[0];
  if (next) editor.focusOn({ kind: "span", id: next.id });
}

/** From a relation or span to its letters, from letters to nothing. @param {Editor} editor @param {View} view */
function leave(editor, view) {
  if (editor.relation && editor.origin) return editor.focusOn({ kind: "span", id: editor.origin.id });
  if (editor.span) return editor.select(editor.span);
  view.select(null);
  editor.announce(editor.speech.say("cancelled"));
}
