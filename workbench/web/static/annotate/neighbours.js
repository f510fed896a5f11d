/** Which relations the schema's `adjacency.implies` offers where one span follows another on a line. */

import { fold } from "./fold.js";
import { lastWhere } from "./text.js";

/** @import { NeighbourRule, SchemaData, Span } from "./types.js" */
/** @import { Text } from "./text.js" */

/** @typedef {{span: Span, between: string}} Next the span that follows, and what stands before it */

const QUOTES = /["'“”„‘’‚«»‹›\s]+/gu;
const FARTHEST = 40;

/** The rules of a schema, made ready for one article. */
export class Neighbours {
  /** @param {Text} text @param {SchemaData["adjacency"]} adjacency */
  constructor(text, { implies, joins } = { implies: [], joins: [] }) {
    this.text = text;
    this.rules = implies.map((rule) => ({ rule, between: new Set(rule.between.map(plain)) }));
    this.joins = new Set(joins.map(plain));
  }

  /**
   * What is offered, in reading order.
   * @param {Span[]} ordered in reading order, outer before inner
   * @returns {Generator<{label: string, head: Span, tail: Span}>}
   */
  *offers(ordered) {
    if (!this.rules.length) return;
    const next = this.#following(ordered);
    for (const first of ordered) {
      const second = next.get(first.id);
      if (!second) continue;
      for (const { rule, between } of this.rules) {
        if (!fits(rule, first, second.span) || !between.has(second.between)) continue;
        for (const one of this.#row(second.span, next)) {
          const [head, tail] = rule.head === "first" ? [first, one] : [one, first];
          yield { label: rule.relation, head, tail };
        }
      }
    }
  }

  /** A span and all of its label that are joined to it. @param {Span} first @param {Map<string, Next>} next */
  *#row(first, next) {
    yield first;
    let after = next.get(first.id);
    while (after && after.span.label === first.label && this.joins.has(after.between)) {
      yield after.span;
      after = next.get(after.span.id);
    }
  }

  /**
   * What follows each span on its line: the outermost of what begins there, seen from the outermost of what ends here.
   * @param {Span[]} ordered
   */
  #following(ordered) {
    /** @type {Map<number, Span>} */
    const outermost = new Map();
    for (const span of ordered) if (!outermost.has(span.end)) outermost.set(span.end, span);
    /** @type {Map<string, Next>} */
    const found = new Map();
    for (const span of outermost.values()) {
      const after = ordered[lastWhere(ordered, (one) => one.start < span.end) + 1];
      if (!after || after.start - span.end > FARTHEST) continue;
      const gap = this.text.surface({ start: span.end, end: after.start });
      if (!gap.includes("\n")) found.set(span.id, { span: after, between: plain(gap) });
    }
    return found;
  }
}

/** @param {NeighbourRule} rule @param {Span} first @param {Span} second */
const fits = (rule, first, second) => rule.first.includes(first.label) && rule.second.includes(second.label);

/** Without quotation marks, needless white space and spelling. @param {string} between */
const plain = (between) => fold(between).text.replace(QUOTES, " ").trim();
