/**
 * What the canvas offers and nobody has said yet: names that are labelled elsewhere in the article, relations that a
 * nesting or a neighbour implies, and what the server offers from its memory, from patterns and predictions. Suggestions (ghosts) are
 * never counted or exported until somebody accepts them.
 */

import { Names } from "./names.js";
import { Neighbours } from "./neighbours.js";
import { Edited } from "./session.js";
import { compareSpans, contains, overlaps, relationProblem, spanProblem } from "./rules.js";

/** @import { Extent, Relation, Span } from "./types.js" */
/** @import { Rejections } from "./rejections.js" */
/** @import { Schema } from "./rules.js" */
/** @import { Session } from "./session.js" */
/** @import { State } from "./state.js" */
/** @import { Text } from "./text.js" */

/** @typedef {{source: string, score: number | null}} From who suggests it, and how sure that source is */
/**
 * @typedef {Span & From & {ghost: true, name: string, labels: Record<string, number>}} GhostSpan `name` is the same for
 *   all places of one name, `labels` are all that it has borne
 */
/** @typedef {Relation & From & {ghost: true, key: string}} GhostRelation `key` says which places it links */
/** @typedef {Extent & From & {label: string, labels: Record<string, number>}} OfferedSpan */
/** @typedef {From & {label: string, head: Extent & {label: string}, tail: Extent & {label: string}}} OfferedRelation */
/** @typedef {{on: boolean, spans: OfferedSpan[], relations: OfferedRelation[]}} Offered what the server suggests */

const HERE = "document";
const RULE = "schema";

/** The suggestions of one article. Fires `change`. */
export class Suggestions extends EventTarget {
  #due = true;
  /** By id, in reading order. @type {Map<string, GhostSpan>} */
  spans = new Map();
  /** By id: those of nestings in the order of the inner span, then those of neighbours. @type {Map<string, GhostRelation>} */
  relations = new Map();
  /** @type {Offered} */
  #offered = { on: true, spans: [], relations: [] };

  /** @param {Session} session @param {Text} text @param {Schema} schema @param {Rejections} rejections */
  constructor(session, text, schema, rejections) {
    super();
    this.session = session;
    this.text = text;
    this.schema = schema;
    this.names = new Names(text);
    this.neighbours = new Neighbours(text, schema.data.adjacency);
    this.rejections = rejections;
    session.addEventListener("edited", (event) => this.#outdate(/** @type {Edited} */ (event)));
    rejections.addEventListener("change", () => this.#outdate(new Edited(null)));
  }

  /** @param {string} id @returns {GhostSpan | GhostRelation | undefined} */
  get(id) {
    return this.spans.get(id) ?? this.relations.get(id);
  }

  /** The shortest suggested span around an offset. @param {number} point */
  at(point) {
    const around = [...this.spans.values()].filter((ghost) => ghost.start <= point && point < ghost.end);
    return around.sort(compareSpans).at(-1);
  }

  /** Take in what the server offers; where `on` is false nothing is suggested at all. @param {Offered} offered */
  offer(offered) {
    const surest = [...offered.spans].sort((a, b) => (b.score ?? 1) - (a.score ?? 1));
    this.#offered = { ...offered, spans: surest };
    this.#due = true;
    this.refresh();
  }

  /** Bring the suggestions up to date, if anything happened since. */
  refresh() {
    if (!this.#due) return;
    this.#due = false;
    const { state } = this.session;
    const open = this.#offered.on && !this.session.readOnly && state.status !== "done";
    const before = [...this.spans.keys(), ...this.relations.keys()].join();
    this.spans = byId(open ? [...this.#spans(state)] : []);
    this.relations = byId(open ? [...this.#relations(state)] : []);
    if ([...this.spans.keys(), ...this.relations.keys()].join() !== before) this.dispatchEvent(new Event("change"));
  }

  /** What an edit touches is no suggestion any more; the rest waits for `refresh`. @param {Edited} edited */
  #outdate({ spans, relations }) {
    this.#due = true;
    const { state } = this.session;
    const touched = (spans ?? []).flatMap((id) => state.spans.get(id) ?? []);
    for (const [id, ghost] of this.spans) if (touched.some((span) => overlaps(span, ghost))) this.spans.delete(id);
    const linked = (relations ?? []).flatMap((id) => state.relations.get(id) ?? []);
    for (const [id, { head, tail }] of this.relations) {
      const gone = !state.spans.has(head) || !state.spans.has(tail) || linked.some((one) => joins(one, head, tail));
      if (gone) this.relations.delete(id);
    }
  }

  /** The places of all labelled names where the rules allow the label. @param {State} state */
  #spans(state) {
    const cover = new Cover(this.text);
    for (const span of state.spans.values()) cover.add(span);
    const wishes = [...this.#wishes(state)].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
    return wishes
      .filter((ghost) => {
        const others = cover.around(ghost);
        const taken = others.some((other) => other.start === ghost.start && other.end === ghost.end);
        if (taken || spanProblem(ghost, others, this.text, this.schema)) return false;
        cover.add(ghost);
        return true;
      })
      .sort(compareSpans);
  }

  /** @param {State} state @returns {Generator<GhostSpan>} */
  *#wishes(state) {
    for (const [name, { label, extent, labels }] of this.#said(state)) {
      const from = { label, source: HERE, score: null, labels: Object.fromEntries(labels) };
      for (const place of this.names.places(extent)) yield* this.#wish(place, name, from);
    }
    for (const { start, end, ...from } of this.#offered.spans) {
      yield* this.#wish({ start, end }, this.names.of({ start, end }), from);
    }
  }

  /**
   * A suggestion for a place, unless it was rejected.
   * @param {Extent} place
   * @param {string} name
   * @param {From & {label: string, labels: Record<string, number>}} from
   * @returns {Generator<GhostSpan>}
   */
  *#wish({ start, end }, name, { label, source, score, labels }) {
    const id = placeKey(label, { start, end });
    if (this.rejections.has(id) || this.rejections.has(nameKey(label, name))) return;
    const text = this.text.surface({ start, end });
    const own = { id, start, end, label, text, attributes: {}, note: "", kb_id: null };
    yield { ...own, ghost: true, name, source, score, labels };
  }

  /** Every name with the label it mostly has, the latest if in doubt. @param {State} state */
  #said(state) {
    /** @type {Map<string, Map<string, number>>} */
    const counts = new Map();
    /** @type {Map<string, {label: string, extent: Extent, labels: Map<string, number>}>} */
    const said = new Map();
    for (const span of state.spans.values()) {
      const name = this.names.of(span);
      const labels = counts.get(name) ?? new Map();
      counts.set(name, labels.set(span.label, (labels.get(span.label) ?? 0) + 1));
      const most = labels.get(said.get(name)?.label) ?? 0;
      if (labels.get(span.label) >= most) said.set(name, { label: span.label, extent: span, labels });
    }
    return said;
  }

  /** The relations that are possible between spans that nothing links yet. @param {State} state */
  *#relations(state) {
    const linked = new Set([...state.relations.values()].flatMap((r) => [`${r.head} ${r.tail}`, `${r.tail} ${r.head}`]));
    for (const ghost of [...this.#implied(state), ...this.#predicted(state)]) {
      if (linked.has(`${ghost.head} ${ghost.tail}`)) continue;
      const refused = relationProblem(ghost, state.spans, [], this.schema) ?? this.rejections.has(ghost.key);
      if (!refused) yield ghost;
    }
  }

  /** What the schema says of spans directly inside others and of neighbours. @param {State} state */
  *#implied(state) {
    const rules = this.schema.data.nesting.implies ?? [];
    const from = { source: RULE, score: null };
    const ordered = state.ordered();
    for (const [outer, inner] of rules.length ? nested(ordered) : []) {
      for (const { relation, head } of rules.filter((one) => one.outer === outer.label && one.inner === inner.label)) {
        yield head === "outer" ? this.#between(outer, inner, relation, from) : this.#between(inner, outer, relation, from);
      }
    }
    for (const { label, head, tail } of this.neighbours.offers(ordered)) yield this.#between(head, tail, label, from);
  }

  /** What the server offers between places that are both spans by now. @param {State} state */
  *#predicted(state) {
    if (!this.#offered.relations.length) return;
    const byPlace = new Map([...state.spans.values()].map((span) => [placeKey(span.label, span), span]));
    for (const { label, source, score, ...ends } of this.#offered.relations) {
      const [head, tail] = [ends.head, ends.tail].map((end) => byPlace.get(placeKey(end.label, end)));
      if (head && tail) yield this.#between(head, tail, label, { source, score });
    }
  }

  /** @param {Span} head @param {Span} tail @param {string} label @param {From} from @returns {GhostRelation} */
  #between(head, tail, label, { source, score }) {
    const id = `ghost ${label} ${head.id} ${tail.id}`;
    const key = `${placeKey(label, head)} ${placeKey(label, tail)}`;
    return { id, head: head.id, tail: tail.id, label, attributes: {}, note: "", ghost: true, key, source, score };
  }
}

/** Spans by the tokens they cover, so that neighbours are found without looking at all spans. */
class Cover {
  /** @type {Map<number, Span[]>} */
  #byToken = new Map();

  /** @param {Text} text */
  constructor(text) {
    this.text = text;
  }

  /** @param {Span} span */
  add(span) {
    for (const token of this.#tokens(span)) {
      const here = this.#byToken.get(token);
      if (here) here.push(span);
      else this.#byToken.set(token, [span]);
    }
  }

  /** The spans that share letters with an extent. @param {Extent} extent */
  around(extent) {
    const near = this.#tokens(extent).flatMap((token) => this.#byToken.get(token) ?? []);
    return [...new Set(near)].filter((span) => overlaps(span, extent));
  }

  /** @param {Extent} extent */
  #tokens({ start, end }) {
    const first = Math.max(0, this.text.tokenIndex(start));
    const last = Math.max(first, this.text.tokenIndex(end - 1));
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }
}

/**
 * The pairs of spans of which the second lies directly inside the first.
 * @param {Span[]} ordered in reading order, outer before inner
 * @returns {Generator<[Span, Span]>}
 */
function* nested(ordered) {
  /** @type {Span[]} */
  let open = [];
  for (const span of ordered) {
    open = open.filter((outer) => outer.end > span.start);
    const outer = open.filter((one) => contains(one, span)).at(-1);
    if (outer) yield [outer, span];
    open.push(span);
  }
}

/** @param {Relation} relation @param {string} head @param {string} tail */
const joins = (relation, head, tail) =>
  (relation.head === head && relation.tail === tail) || (relation.head === tail && relation.tail === head);

/** @param {string} label @param {Extent} extent */
const placeKey = (label, { start, end }) => `ghost ${label} ${start}-${end}`;

/** @param {Span | Relation | GhostSpan | GhostRelation} item @returns {item is Relation & GhostRelation} */
export const isRelation = (item) => "head" in item;

/** A suggestion that is not wanted, as the server is told. @param {GhostSpan | GhostRelation} ghost */
export function rejectionOf(ghost) {
  const { label, source } = ghost;
  return isRelation(ghost) ? { key: ghost.key, label, source } : { key: ghost.id, label, source, name: ghost.name };
}

/** All places of a name under a label. @param {string} label @param {string} name */
export const nameKey = (label, name) => `${label} ${name}`;

/** @template {{id: string}} T @param {T[]} items @returns {Map<string, T>} */
const byId = (items) => new Map(items.map((item) => [item.id, item]));
