/** What can be done on the desk, as one table: keys, buttons and the overlay of keys all come from it. */

import { moving } from "../annotate/actions.js";

/** @import { Action } from "../annotate/actions.js" */
/** @import { Cursor } from "../annotate/cursor.js" */
/** @import { Desk } from "./desk.js" */
/** @import { SpanDraft } from "./draft.js" */
/** @import { Hand } from "./hand.js" */

/**
 * @typedef {{desk: Desk, hand: Hand, focus: (id: string) => void, rule: () => string, names: () => void,
 *   help: () => void}} Hands
 */

const MOST_SIDES = 9;

/**
 * The table, whether something is being edited or not.
 * @param {Hands} hands
 * @returns {Action[]}
 */
export function deedsOf(hands) {
  return [...deciding(hands), ...looking(hands), ...explaining(hands), ...finishing(hands), ...drafting(hands)];
}

/** @param {Hands} hands @returns {Action[]} */
function deciding({ desk, hand }) {
  const free = () => !hand.draft;
  const when = () => free() && desk.conflict !== null;
  const takes = numbered("take", "decide", (i) => ({
    run: () => hand.decide({ what: "taken", take: desk.sides[i].owner }),
    when: () => when() && i < desk.sides.length,
  }));
  return [
    ...takes,
    { id: "merge", group: "decide", keys: ["KeyM"], run: () => hand.decide({ what: "merged" }), when },
    { id: "edit", group: "decide", keys: ["KeyE"], run: () => hand.begin(), when },
    { id: "nothing", group: "decide", keys: ["Digit0", "Numpad0"], run: () => hand.decide({ what: "nothing" }), when },
    { id: "undo", group: "decide", keys: ["KeyU", "KeyZ", "Ctrl+KeyZ"], run: () => void hand.send({ do: "undo" }), when: free },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function looking({ desk, hand, names, help }) {
  const when = () => !hand.draft;
  return [
    { id: "next", group: "move", keys: ["KeyN", "KeyJ"], run: () => desk.step(1), when },
    { id: "next", group: "move", keys: ["ArrowDown"], run: () => desk.step(1), when, zone: "text" },
    { id: "previous", group: "move", keys: ["KeyP", "KeyK"], run: () => desk.step(-1), when },
    { id: "previous", group: "move", keys: ["ArrowUp"], run: () => desk.step(-1), when, zone: "text" },
    { id: "names", group: "move", keys: ["KeyH"], run: names, when },
    { id: "help", group: "move", keys: ["Shift+Slash", "F1"], run: help },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function explaining({ hand, focus }) {
  const when = () => !hand.draft;
  return [
    { id: "category", group: "why", keys: ["KeyC"], run: () => focus("category"), when },
    { id: "gap", group: "why", keys: ["KeyG"], run: () => focus("gap"), when },
    { id: "reason", group: "why", keys: ["KeyR"], run: () => focus("reason"), when },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function finishing({ desk, hand, rule }) {
  /** @param {string} state */
  const is = (state) => () => !hand.draft && desk.data.state === state;
  /** @param {Record<string, unknown>} deed */
  const send = (deed) => void hand.send(deed);
  return [
    { id: "finalise", group: "document", keys: ["KeyF"], run: () => send({ do: "finalise" }), when: is("draft") },
    { id: "reopen", group: "document", keys: ["KeyO"], run: () => send({ do: "reopen" }), when: is("final") },
    {
      id: "merge-again",
      group: "document",
      keys: ["Shift+KeyM"],
      run: () => send({ do: "merge", rule: rule() }),
      when: () => !hand.draft,
    },
  ];
}

/** @param {Hands} hands @returns {Action[]} */
function drafting({ hand }) {
  const when = () => hand.draft !== null;
  const choices = numbered("choice", "edit", (i) => ({
    run: () => hand.toggle(i),
    when: () => i < (hand.links?.choices.length ?? 0),
  }));
  return [
    ...choices,
    { id: "save", group: "edit", keys: ["Enter", "NumpadEnter"], run: () => hand.save(), when },
    { id: "cancel", group: "edit", keys: ["Escape"], run: () => hand.edit(null), when },
  ];
}

/**
 * An action for each of the keys 1 to 9.
 * @param {string} id
 * @param {string} group
 * @param {(index: number) => Pick<Action, "run" | "when">} what
 * @returns {Action[]}
 */
function numbered(id, group, what) {
  const places = Array.from({ length: MOST_SIDES }, (_, i) => i);
  return places.map((i) => ({ id: `${id}-${i + 1}`, group, keys: [`Digit${i + 1}`, `Numpad${i + 1}`], ...what(i) }));
}

/**
 * What can be done besides while spans are edited.
 * @param {SpanDraft} draft
 * @param {Cursor} cursor
 * @returns {Action[]}
 */
export function spanDeedsOf(draft, cursor) {
  const { editor } = draft;
  /** @type {("left" | "right")[]} */
  const ways = ["left", "right"];
  const arrows = ways.flatMap((way) => {
    const key = way === "left" ? "ArrowLeft" : "ArrowRight";
    return [
      { id: `go-${way}`, group: "edit", keys: [key], run: () => cursor.token(way) },
      { id: `extend-${way}`, group: "edit", keys: [`Shift+${key}`], run: () => cursor.extend(way, false) },
    ];
  });
  const own = () => editor.span !== null && !draft.kept.has(editor.span.id);
  return [
    { id: "draft-next", group: "edit", keys: ["ArrowDown"], run: () => draft.step(1) },
    { id: "draft-previous", group: "edit", keys: ["ArrowUp"], run: () => draft.step(-1) },
    ...arrows,
    { id: "delete", group: "edit", keys: ["Delete", "Backspace"], run: () => editor.remove(), when: own },
    { id: "draft-undo", group: "edit", keys: ["Ctrl+KeyZ"], run: () => editor.stepBack("undo") },
    ...moving({ editor, view: editor.view }).filter(({ when }) => when),
  ];
}
