/** Doing again what was done last: the same label for other letters, the same relation from another entity. */

/** @import { Entry } from "./state.js" */
/** @import { Relater } from "./relate.js" */

/**
 * The label that was given last, and whether it is one of a span or of a relation; null if none was given here.
 * @param {Entry[]} log oldest first
 * @returns {{kind: "span" | "relation", label: string} | null}
 */
export function lastGiven(log) {
  for (let i = log.length - 1; i >= 0; i--) {
    const { op, effects } = log[i];
    const given = op === "undo" || op === "redo" ? undefined : effects.find(isLabelling);
    if (given) return { kind: given.kind === "span" ? "span" : "relation", label: given.after.label };
  }
  return null;
}

/** @param {Entry["effects"][number]} effect */
function isLabelling({ kind, before, after }) {
  return (kind === "span" || kind === "relation") && after !== null && before?.label !== after.label;
}

/**
 * Give the last label again; for a relation, propose the nearest entity to which its type may lead.
 * @param {Relater} relater
 */
export function repeat(relater) {
  const { editor } = relater;
  const last = lastGiven(editor.session.state.log);
  if (!last) return editor.announce(editor.speech.say("nothing-to-repeat"), "warning");
  if (last.kind === "span") return editor.label(last.label);
  if (relater.view.relating) return confirmAgain(relater, last.label);
  relater.start(editor.origin, { silent: true });
  const targets = targetsOf(relater);
  const fitting = targets.find(({ types }) => types.some((type) => type.label === last.label));
  if (fitting) return relater.propose(fitting.span.id);
  if (targets.length) relater.cancel();
  if (editor.origin) editor.announce(editor.speech.say("no-such-relation", { label: editor.nameOf(last.label) }), "warning");
}

/** @param {Relater} relater */
const targetsOf = (relater) => relater.view.relating?.targets ?? [];

/** @param {Relater} relater @param {string} label */
function confirmAgain(relater, label) {
  const type = relater.target?.types.find((one) => one.label === label);
  if (type) return relater.confirm(type);
  relater.editor.announce(
    relater.editor.speech.say("no-such-relation", { label: relater.editor.nameOf(label) }),
    "warning",
  );
}
