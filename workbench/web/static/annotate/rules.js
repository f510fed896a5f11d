/** What may be marked: the answers of the server's `model/rules.py`, given before anything is sent. */

/** @import { SchemaData, Span, Relation, RelationType, EntityType } from "./types.js" */
/** @import { Text } from "./text.js" */

/** An edit that the rules refuse: a code of the server's tree, and what its words need. */
export class Refused extends Error {
  /** @param {string} code @param {Record<string, string>} fields */
  constructor(code, fields = {}) {
    super(code);
    this.code = code;
    this.fields = fields;
  }
}

/** A schema as the rules need it. */
export class Schema {
  /** @param {SchemaData} data */
  constructor(data) {
    this.data = data;
    /** @type {Map<string, EntityType>} */
    this.entities = new Map(data.entities.map((kind) => [kind.label, kind]));
    /** @type {Map<string, RelationType>} */
    this.relations = new Map(data.relations.map((kind) => [kind.label, kind]));
    this.forbidden = new Set(data.nesting.forbid.map(([outer, inner]) => `${outer} ${inner}`));
  }

  /**
   * Whether a span labelled `inner` may lie inside one labelled `outer`.
   * @param {string} outer
   * @param {string} inner
   */
  nests(outer, inner) {
    return (outer !== inner || this.data.nesting.same_label) && !this.forbidden.has(`${outer} ${inner}`);
  }

  /** The relation types that may link spans of these labels. @param {string} head @param {string} tail */
  linking(head, tail) {
    return this.data.relations.filter((kind) => links(kind, head, tail));
  }
}

/** @param {RelationType} kind @param {string} head @param {string} tail */
function links(kind, head, tail) {
  if (kind.same_type && head !== tail) return false;
  const forward = kind.head.includes(head) && kind.tail.includes(tail);
  return forward || (kind.symmetric && kind.head.includes(tail) && kind.tail.includes(head));
}

/**
 * In reading order, the outer of two nested spans first.
 * @param {Span} a
 * @param {Span} b
 */
export function compareSpans(a, b) {
  return a.start - b.start || b.end - a.end || compareWords(a.label, b.label) || compareWords(a.id, b.id);
}

/** @param {string} a @param {string} b */
function compareWords(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param {{start: number, end: number}} a @param {{start: number, end: number}} b */
export const overlaps = (a, b) => a.start < b.end && b.start < a.end;

/** @param {{start: number, end: number}} outer @param {{start: number, end: number}} inner */
export const contains = (outer, inner) => outer.start <= inner.start && inner.end <= outer.end;

/**
 * What is wrong with a span beside the others, or null.
 * @param {Span} span
 * @param {Iterable<Span>} others without `span` itself
 * @param {Text} text
 * @param {Schema} schema
 * @returns {Refused | null}
 */
export function spanProblem(span, others, text, schema) {
  if (!(span.start >= 0 && span.start < span.end && span.end <= text.length)) return new Refused("span-outside");
  if (!schema.entities.has(span.label)) return new Refused("unknown-name", { name: span.label });
  if (text.isClosed(span)) return new Refused("span-boilerplate", { text: span.text });
  for (const other of others) {
    const problem = overlaps(span, other) ? pairProblem(span, other, schema) : null;
    if (problem) return problem;
  }
  return null;
}

/** @param {Span} span @param {Span} other @param {Schema} schema */
function pairProblem(span, other, schema) {
  const nesting = schema.data.nesting;
  const same = span.start === other.start && span.end === other.end;
  const words = { text: span.text, other_text: other.text, other_label: other.label };
  if (same && (!nesting.same_span || span.label === other.label)) return new Refused("span-twice", words);
  const [outer, inner] = contains(span, other) ? [span, other] : [other, span];
  if (!contains(outer, inner)) return nesting.crossing ? null : new Refused("span-crosses", words);
  if (schema.nests(outer.label, inner.label)) return null;
  return new Refused("span-nesting", { ...words, outer: outer.label, inner: inner.label });
}

/**
 * What is wrong with a relation among the spans and beside the other relations, or null.
 * @param {Relation} relation
 * @param {ReadonlyMap<string, Span>} spans
 * @param {Iterable<Relation>} others without `relation` itself
 * @param {Schema} schema
 * @returns {Refused | null}
 */
export function relationProblem(relation, spans, others, schema) {
  const kind = schema.relations.get(relation.label);
  const head = spans.get(relation.head);
  const tail = spans.get(relation.tail);
  if (!kind) return new Refused("unknown-name", { name: relation.label });
  if (!head || !tail) return new Refused("item-unknown");
  if (head.id === tail.id) return new Refused("relation-loop", { label: kind.label, text: head.text });
  const words = { label: kind.label, head: head.label, tail: tail.label, head_text: head.text, tail_text: tail.text };
  if (!links(kind, head.label, tail.label)) return new Refused("relation-arguments", words);
  for (const other of others) {
    if (sameLink(relation, other, kind.symmetric)) return new Refused("relation-twice", words);
  }
  return null;
}

/** @param {Relation} a @param {Relation} b @param {boolean} symmetric */
function sameLink(a, b, symmetric) {
  if (a.label !== b.label) return false;
  return (a.head === b.head && a.tail === b.tail) || (symmetric && a.head === b.tail && a.tail === b.head);
}

/**
 * A symmetric relation with the earlier span as its head; any other relation as it is.
 * @param {Relation} relation
 * @param {ReadonlyMap<string, Span>} spans
 * @param {Schema} schema
 * @returns {Relation}
 */
export function inOrder(relation, spans, schema) {
  const head = spans.get(relation.head);
  const tail = spans.get(relation.tail);
  if (!schema.relations.get(relation.label)?.symmetric || !head || !tail) return relation;
  return compareSpans(tail, head) < 0 ? { ...relation, head: tail.id, tail: head.id } : relation;
}
