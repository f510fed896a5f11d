/** The text of the desk: gold in marks, other open conflicts as ghosts, the sides of the conflict in hand, a draft. */

import { Arcs } from "../annotate/arcs.js";
import { byId } from "../annotate/dom.js";
import { Lines } from "../annotate/lines.js";
import { Painter } from "../annotate/paint.js";
import { compareSpans } from "../annotate/rules.js";
import { State } from "../annotate/state.js";
import { View } from "../annotate/view.js";
import { GOLD } from "./desk.js";
import { Sides, idOf } from "./sides.js";

/** @import { Schema } from "../annotate/rules.js" */
/** @import { Relation, Span } from "../annotate/types.js" */
/** @import { Speech } from "../annotate/words.js" */
/** @import { Desk, Side } from "./desk.js" */
/** @import { LinkDraft, SpanDraft } from "./draft.js" */
/** @import { Phrases } from "./phrases.js" */

/** A view in which whatever belongs to the conflict in hand counts as in focus. */
class DeskView extends View {
  /** @type {Set<string>} */
  strong = new Set();

  /** @override @param {Span | Relation | undefined} item */
  isFocus(item) {
    return item !== undefined && this.strong.has(item.id);
  }
}

/** Paints everything in the text. */
export class Scene {
  view = new DeskView();
  #due = false;
  /** @type {SpanDraft | LinkDraft | null} */
  draft = null;

  /** @param {{desk: Desk, phrases: Phrases, schema: Schema, speech: Speech, rightToLeft: boolean}} parts */
  constructor({ desk, phrases, schema, speech, rightToLeft }) {
    this.desk = desk;
    this.phrases = phrases;
    this.scroller = byId("reading");
    this.lines = new Lines(byId("text"));
    const layers = { under: byId("under"), over: byId("over") };
    this.painter = new Painter({ lines: this.lines, scroller: this.scroller, ...layers, schema, speech, rightToLeft });
    const own = { under: byId("sides-under"), over: byId("sides-over") };
    this.sides = new Sides(this.lines, own, this.painter, rightToLeft);
    /** @type {Map<string, string>} */
    this.words = new Map();
    this.arcs = new Arcs({
      svg: /** @type {SVGGElement} */ (/** @type {unknown} */ (byId("arcs"))),
      labels: byId("arc-labels"),
      painter: /** @type {Painter} */ (/** @type {unknown} */ (this.sides)),
      rightToLeft,
      wording: (relation) => this.words.get(relation.id) ?? "",
    });
  }

  /** Paint now, and again whenever letters move. */
  start() {
    this.painter.look();
    this.paint();
    this.scroller.addEventListener("scroll", () => this.soon(), { passive: true });
    new ResizeObserver(() => this.#moved()).observe(this.lines.root);
    document.fonts.addEventListener("loadingdone", () => this.#moved());
  }

  /** Paint before the next frame. */
  soon() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => this.paint());
  }

  paint() {
    this.#due = false;
    this.painter.look();
    const sides = this.desk.sides;
    const editing = this.draft && "spans" in this.draft ? this.draft : null;
    if (editing) this.painter.paint(editing.editor.session.state.ordered(), editing.editor.view, new Set(), new Set());
    else this.painter.paint(this.#quiet(sides), this.view, this.#ends(sides), new Set());
    this.sides.paint(editing ? [] : sides, (side, span) => `${this.#short(side)} · ${this.phrases.tag(span.label)}`);
    const state = this.#linked(editing ? [] : sides);
    this.view.strong = new Set(state.relations.keys());
    this.arcs.paint(state, this.view, []);
  }

  /** Bring letters into view. @param {{start: number, end: number}} extent */
  bring({ start }) {
    const view = this.scroller.getBoundingClientRect();
    const top = this.lines.topOf(start);
    if (top < view.top + 60 || top > view.bottom - 120) this.scroller.scrollTop += top - view.top - view.height / 3;
  }

  #moved() {
    this.painter.invalidate();
    this.soon();
  }

  /** Gold but for what is in question, and other conflicts as ghosts. @param {Side[]} sides @returns {Span[]} */
  #quiet(sides) {
    const { conflict, data } = this.desk;
    const inHand = new Set(sides.filter((side) => side.owner === GOLD).flatMap((side) => side.spans.map((s) => s.id)));
    const gold = data.gold.spans.filter((span) => !inHand.has(span.id));
    /** @type {Map<string, Span>} */
    const ghosts = new Map();
    for (const other of data.conflicts) {
      if (other === conflict) continue;
      for (const span of Object.values(other.versions).flatMap((side) => side.spans)) {
        const id = `ghost-${span.start}-${span.end}-${span.label}`;
        ghosts.set(id, { ...span, id, ghost: true });
      }
    }
    return [...gold, ...ghosts.values()].sort(compareSpans);
  }

  /** The gold spans between which relations are in question. @param {Side[]} sides */
  #ends(sides) {
    return new Set(sides.flatMap((side) => side.relations.flatMap((one) => [one.head, one.tail])));
  }

  /** What arcs are drawn from: the relations of all sides, their ends told apart. @param {Side[]} sides */
  #linked(sides) {
    /** @type {Map<string, Span>} */
    const spans = new Map(this.desk.data.gold.spans.map((span) => [span.id, span]));
    /** @type {Map<string, Relation>} */
    const relations = new Map();
    this.words.clear();
    for (const side of sides) {
      for (const span of side.spans) spans.set(idOf(side, span), { ...span, id: idOf(side, span) });
      const drawn = [...side.relations, ...side.touching.map((one) => this.#placed(one, side, spans))];
      for (const one of drawn) {
        const id = idOf(side, one);
        relations.set(id, { ...one, id });
        this.words.set(id, `${this.#short(side)} · ${this.phrases.label(one.label)}`);
      }
    }
    return new State(spans, relations, "");
  }

  /** A relation of a side between spans as they are drawn. @param {Relation} relation @param {Side} side @param {Map<string, Span>} spans */
  #placed(relation, side, spans) {
    const [head, tail] = [relation.head, relation.tail].map((id) => this.#drawnEnd(id, side, spans));
    return { ...relation, head, tail };
  }

  /** @param {string} id @param {Side} side @param {Map<string, Span>} spans */
  #drawnEnd(id, side, spans) {
    const own = idOf(side, { id });
    const span = this.desk.span(side.owner, id);
    if (spans.has(own) || !span) return own;
    const gold = this.desk.data.gold.spans.find((one) => one.start === span.start && one.end === span.end);
    if (gold) return gold.id;
    spans.set(own, { ...span, id: own });
    return own;
  }

  /** @param {Side} side */
  #short({ owner }) {
    return this.phrases.owner(owner);
  }
}
