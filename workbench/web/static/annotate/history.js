/** What happened to one annotation: asked of the server, told in words. */

import { isolated } from "./editor.js";

/** @import { Editor } from "./editor.js" */
/** @import { HistoryEntry } from "./types.js" */

/** @typedef {(item: string) => Promise<HistoryEntry[]>} Ask rejects when there is no network or no answer */

/**
 * A way to ask for histories.
 * @param {string} url of the document's history
 * @returns {Ask}
 */
export function historyAt(url) {
  return async (item) => {
    const address = new URL(url, location.href);
    address.searchParams.set("item", item);
    const response = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return (await response.json()).entries;
  };
}

/**
 * One entry in words: what was done, step by step.
 * @param {HistoryEntry} entry
 * @param {Editor} editor
 */
export function told(entry, editor) {
  const { speech } = editor;
  const steps = stepsOf(entry).map(({ what, before, after }) =>
    speech.say(`was-${what}`, { before: worded(what, before, editor), after: worded(what, after, editor) }),
  );
  const words = steps.join(speech.say("between"));
  return entry.op === "undo" || entry.op === "redo" ? `${speech.say(`by-${entry.op}`)} ${words}` : words;
}

/**
 * What an entry changed: added, deleted, or each key that has another value.
 * @param {Pick<HistoryEntry, "before" | "after">} entry
 * @returns {{what: string, before: unknown, after: unknown}[]}
 */
export function stepsOf({ before, after }) {
  if (!before) return [{ what: "added", before: "", after: after.label }];
  if (!after) return [{ what: "deleted", before: before.label, after: "" }];
  const keys = Object.keys(KEYS).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const steps = keys.map((key) => ({ what: KEYS[key], before: before[key], after: after[key] }));
  return steps.filter(({ what }, i) => steps.findIndex((other) => other.what === what) === i);
}

/** Which words tell of a change of which key. @type {Record<string, string>} */
const KEYS = {
  label: "relabelled",
  text: "moved",
  start: "moved",
  head: "reversed",
  attributes: "attributes",
  note: "note",
  kb_id: "kb-id",
};

/** @param {string} what @param {unknown} value @param {Editor} editor */
function worded(what, value, editor) {
  if (typeof value === "string") {
    return ["added", "deleted", "relabelled"].includes(what) ? editor.nameOf(value) : isolated(value);
  }
  if (!value || typeof value !== "object") return "";
  return Object.entries(value)
    .map(([name, one]) => editor.speech.of(editor.schema.data.attributes[name]?.values[one] ?? { en: one, ar: one }))
    .join(", ");
}
