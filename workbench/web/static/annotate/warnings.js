/** What is legal but looks odd: pointed out, never refused. */

/** @import { Names } from "./names.js" */
/** @import { Focus, Relation, Span } from "./types.js" */
/** @import { Schema } from "./rules.js" */
/** @import { State } from "./state.js" */

/** @typedef {Focus & {code: "proclitic" | "punctuation" | "one-tail" | "one-head"}} Warning */

const EDGE = /^[\p{P}\p{Z}]|[\p{P}\p{Z}]$/u;
const PAIRS = /^(\(.*\)|\[.*\]|«.*»|“.*”|".*")$/su;

/** @param {State} state @param {Schema} schema @param {Names} names @returns {Warning[]} */
export function warningsOf(state, schema, names) {
  const ordered = state.ordered();
  const said = new Set(ordered.map((span) => names.of(span)));
  const spans = ordered.flatMap((span) => {
    const code = startsGlued(span, names, said) ? "proclitic" : hasLooseEdge(span) ? "punctuation" : null;
    return code ? [/** @type {Warning} */ ({ kind: "span", id: span.id, code })] : [];
  });
  return [...spans, ...tooMany(state, schema)];
}

/**
 * Whether a span begins with a proclitic although the rest is a name that is labelled elsewhere.
 * @param {Span} span
 * @param {Names} names
 * @param {Set<string>} said
 */
function startsGlued(span, names, said) {
  const proclitic = names.procliticIn(span);
  return proclitic !== null && said.has(names.of({ start: proclitic.end, end: span.end }));
}

/** Whether a span begins or ends with punctuation that is not a pair around all of it. @param {Span} span */
function hasLooseEdge({ text }) {
  return EDGE.test(text) && !PAIRS.test(text) && !/^[\p{L}\p{N}].*[.)%]$/su.test(text);
}

/**
 * Relations beyond the first where the schema expects one tail for a head, or one head for a tail.
 * @param {State} state
 * @param {Schema} schema
 * @returns {Generator<Warning>}
 */
function* tooMany(state, schema) {
  const seen = new Set();
  for (const relation of state.relations.values()) {
    const cardinality = schema.relations.get(relation.label)?.cardinality;
    const end = cardinality === "N:1" ? "head" : cardinality === "1:N" ? "tail" : null;
    if (!end) continue;
    const key = keyOf(relation, end);
    if (seen.has(key)) yield { kind: "relation", id: relation.id, code: end === "head" ? "one-tail" : "one-head" };
    seen.add(key);
  }
}

/** @param {Relation} relation @param {"head" | "tail"} end */
const keyOf = (relation, end) => `${relation.label} ${relation[end]}`;
