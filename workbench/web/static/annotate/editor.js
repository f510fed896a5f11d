/** What a person does to spans: choose letters, label them, move their edges, take things back. */

import { Refused, contains, overlaps, spanProblem } from "./rules.js";
import { newId } from "./session.js";
import { isRelation } from "./suggestions.js";

/** @import { Effect, Extent, Focus, Relation, Span } from "./types.js" */
/** @import { Schema } from "./rules.js" */
/** @import { Session } from "./session.js" */
/** @import { GhostRelation, GhostSpan, Suggestions } from "./suggestions.js" */
/** @import { Text } from "./text.js" */
/** @import { View } from "./view.js" */
/** @import { Speech } from "./words.js" */

/** @typedef {(message: string, tone?: "warning") => void} Announce says something aloud and on screen */

/** The verbs of the canvas; each says what it did. */
export class Editor {
  /**
   * @param {{session: Session, suggestions: Suggestions, view: View, text: Text, schema: Schema, speech: Speech,
   *   announce: Announce, rightToLeft: boolean}} parts
   */
  constructor({ session, suggestions, view, text, schema, speech, announce, rightToLeft }) {
    this.session = session;
    this.suggestions = suggestions;
    this.view = view;
    this.text = text;
    this.schema = schema;
    this.speech = speech;
    this.announce = announce;
    this.rightToLeft = rightToLeft;
  }

  /** The span in focus. @returns {Span | null} */
  get span() {
    const focus = this.view.focus;
    return (focus?.kind === "span" && this.session.state.spans.get(focus.id)) || null;
  }

  /** The relation in focus. @returns {Relation | null} */
  get relation() {
    const focus = this.view.focus;
    return (focus?.kind === "relation" && this.session.state.relations.get(focus.id)) || null;
  }

  /** The suggestion in focus. @returns {GhostSpan | GhostRelation | null} */
  get ghost() {
    const focus = this.view.focus;
    return (focus?.kind === "ghost" && this.suggestions.get(focus.id)) || null;
  }

  /** The letters that are chosen or in focus. @returns {Extent | null} */
  get extent() {
    const { ghost } = this;
    return this.view.selection ?? this.span ?? (ghost && !isRelation(ghost) ? ghost : null);
  }

  /** The span in focus, or that from which the relation in focus was made or starts. @returns {Span | null} */
  get origin() {
    const { ghost, relation, span, view } = this;
    const head = relation?.head ?? (ghost && isRelation(ghost) ? ghost.head : "");
    return span ?? this.session.state.spans.get(relation && view.origin ? view.origin : head) ?? null;
  }

  /** Where one is in the text: the letters chosen or in focus, or the origin of a relation. @returns {Extent | null} */
  get place() {
    return this.extent ?? this.origin;
  }

  /** Why no edit is possible at all, as a code of refusal, or null. */
  get closed() {
    if (this.session.readOnly) return "read-only";
    return this.session.state.status === "done" ? "document-done" : null;
  }

  /**
   * Do an edit; if the rules refuse it, say why.
   * @param {string} op
   * @param {Record<string, unknown>} [payload]
   * @returns {boolean} whether it was done
   */
  edit(op, payload) {
    return this.attempt(() => this.session.edit(op, payload));
  }

  /** Do something; if the rules refuse it, say why. @param {() => unknown} run @returns {boolean} whether it was done */
  attempt(run) {
    try {
      run();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return this.refuse(error);
    }
  }

  /** Say why something was not done. @param {Refused} refused @returns {false} */
  refuse(refused) {
    this.announce(this.explain(refused), "warning");
    return false;
  }

  /** A refusal in words. @param {Refused} refused */
  explain({ code, fields }) {
    const named = Object.entries(fields).map(([key, value]) => [
      key,
      key.includes("text") ? value : this.nameOf(value),
    ]);
    return this.speech.say(`refused-${code}`, Object.fromEntries(named));
  }

  /** What a label is called; anything else is itself. @param {string} label */
  nameOf(label) {
    const kind = this.schema.entities.get(label) ?? this.schema.relations.get(label);
    return kind ? this.speech.of(kind.name) : label;
  }

  /** Put something in focus and say what it is. @param {Focus} focus */
  focusOn(focus) {
    const ghost = this.suggestions.get(focus.id);
    this.view.focusOn(ghost ? { kind: "ghost", id: focus.id } : focus);
    if (ghost) this.announce(this.speech.say("focused-ghost", { text: this.wording(ghost) }));
    if (this.span) this.#say("focused-span", this.span);
    if (this.relation) this.announce(this.sentence(this.relation));
  }

  /** What an item says, in words. @param {Span | Relation} item */
  wording(item) {
    if ("head" in item) return this.sentence(item);
    return this.speech.say("focused-span", { text: isolated(item.text), label: this.nameOf(item.label) });
  }

  /** The sentence that a relation states. @param {Pick<Relation, "head" | "tail" | "label">} relation */
  sentence({ head, tail, label }) {
    const kind = this.schema.relations.get(label);
    const { spans } = this.session.state;
    const ends = { head: spans.get(head)?.text ?? "", tail: spans.get(tail)?.text ?? "" };
    const template = kind ? this.speech.of(kind.template) : label;
    return template.replace(/\{(head|tail)\}/g, (_, end) => isolated(end === "head" ? ends.head : ends.tail));
  }

  /** Why a label cannot be given to what is chosen, or null. @param {string} label */
  problemWith(label) {
    const extent = this.extent;
    if (!extent) return new Refused("nothing-chosen");
    const own = this.span ?? this.#sameExtent(extent);
    const candidate = { ...(own ?? blankSpan(extent)), label, text: this.text.surface(extent) };
    const others = [...this.session.state.spans.values()].filter((span) => overlaps(span, extent) && span !== own);
    return spanProblem(candidate, others, this.text, this.schema);
  }

  /** Label the chosen letters, or give the span in focus another label. @param {string} label */
  label(label) {
    const extent = this.extent;
    if (!extent) return void this.refuse(new Refused("nothing-chosen"));
    const own = this.span ?? this.#sameExtent(extent);
    const span = own ?? { ...blankSpan(extent), label };
    if (own?.label === label) return this.focusOn({ kind: "span", id: own.id });
    const done = own
      ? this.edit("update_span", { span: { id: own.id, label } })
      : this.edit("add_span", { span: { id: span.id, start: span.start, end: span.end, label } });
    if (!done) return;
    this.view.focusOn({ kind: "span", id: span.id });
    this.#say(own ? "relabelled" : "labelled", /** @type {Span} */ (this.span));
  }

  /** Delete what is in focus; its letters stay chosen. */
  remove() {
    const [span, relation] = [this.span, this.relation];
    if (span && this.edit("delete_span", { span: { id: span.id } })) {
      this.view.select(span);
      this.#say("deleted-span", span);
    } else if (relation) {
      const sentence = this.sentence(relation);
      if (!this.edit("delete_relation", { relation: { id: relation.id } })) return;
      this.view.focusOn({ kind: "span", id: relation.head });
      this.announce(this.speech.say("deleted-relation", { sentence }));
    }
  }

  /**
   * Move an edge of the span in focus, or of the chosen letters.
   * @param {"start" | "end"} edge
   * @param {"left" | "right"} side where to, on screen
   * @param {boolean} byLetter by grapheme cluster, not by token
   */
  moveEdge(edge, side, byLetter) {
    const extent = this.extent;
    if (!extent) return void this.refuse(new Refused("nothing-chosen"));
    const moved = this.text.trimmed({
      start: extent.start,
      end: extent.end,
      [edge]: this.#edge(extent, edge, this.step(side), byLetter),
    });
    if (!moved || (moved.start === extent.start && moved.end === extent.end)) {
      return this.announce(this.speech.say("edge-stops"), "warning");
    }
    this.reshape(moved);
  }

  /** Give other letters to a span, or choose them where there is none. @param {Extent} extent @param {Span | null} [span] */
  reshape({ start, end }, span = this.span) {
    if (!span) return this.view.select({ start, end });
    this.view.focusOn({ kind: "span", id: span.id });
    if (this.edit("update_span", { span: { id: span.id, start, end } })) this.#say("moved", { ...span, ...this.span });
  }

  /** Take the particle before a name into the span in focus or the chosen letters, or out of it again. */
  toggleProclitic() {
    const extent = this.extent;
    if (!extent) return void this.refuse(new Refused("nothing-chosen"));
    const { names } = this.suggestions;
    const inside = names.procliticIn(extent);
    const start = inside ? inside.end : names.procliticBefore(extent)?.start;
    if (start === undefined) return this.announce(this.speech.say("no-proclitic"), "warning");
    this.reshape({ start, end: extent.end });
  }

  /** @param {Extent} extent @param {"start" | "end"} edge @param {1 | -1} step @param {boolean} byLetter */
  #edge(extent, edge, step, byLetter) {
    const grows = (edge === "end") === step > 0;
    let point = extent[edge];
    if (!byLetter) return grows ? this.text.tokenEdge(point, step) : this.text.innerTokenEdge(point, step);
    do {
      const next = this.text.clusterEdge(point, step);
      if (next === point) break;
      point = next;
    } while (
      grows &&
      this.text.trimmed(step > 0 ? { start: point - 1, end: point } : { start: point, end: point + 1 }) === null
    );
    return point;
  }

  /** Forward or back in the text for a direction on screen. @param {"left" | "right"} side @returns {1 | -1} */
  step(side) {
    return (side === "left") === this.rightToLeft ? 1 : -1;
  }

  /** Put the next span in reading order in focus. @param {1 | -1} step @returns {boolean} whether there is one */
  focusNext(step) {
    const spans = this.session.state.ordered();
    const current = spans.findIndex((span) => span.id === this.origin?.id);
    const from = this.extent?.start ?? 0;
    const next =
      current >= 0
        ? spans[current + step]
        : step > 0
          ? spans.find((span) => span.start >= from)
          : spans.filter((span) => span.start < from).at(-1);
    if (next) this.focusOn({ kind: "span", id: next.id });
    return Boolean(next);
  }

  /** The spans around an offset, innermost first. @param {number} point */
  around(point) {
    const here = { start: point, end: point + 1 };
    return this.session.state
      .ordered()
      .filter((span) => contains(span, here))
      .reverse();
  }

  /** Choose letters and say what they are. @param {Extent | null} extent @param {number} [anchor] */
  select(extent, anchor) {
    this.view.select(extent, anchor);
    if (extent) this.announce(isolated(this.text.surface(extent)));
  }

  /** @param {"undo" | "redo"} op */
  stepBack(op) {
    /** @type {Effect[]} */
    let effects = [];
    if (!this.attempt(() => (effects = this.session.stepBack(op)))) return;
    if (effects.length) this.tellStep(op, effects);
    else this.announce(this.speech.say("asked"));
  }

  /** Show and say what an undo or redo did. @param {"undo" | "redo"} op @param {Effect[]} effects */
  tellStep(op, effects) {
    const touched = effects.find(({ kind, after }) => (kind === "span" || kind === "relation") && after);
    const span = effects.find((effect) => effect.kind === "span" && effect.before);
    if (touched) this.view.focusOn({ kind: /** @type {"span" | "relation"} */ (touched.kind), id: touched.id });
    else if (span) this.view.select({ start: span.before.start, end: span.before.end });
    this.announce(this.speech.say(op === "undo" ? "undone" : "redone"));
  }

  /** Finish the document, or open it again. */
  toggleDone() {
    const status = this.session.state.status === "done" ? "in_progress" : "done";
    if (this.edit("set_status", { status }))
      this.announce(this.speech.say(status === "done" ? "now-done" : "now-open"));
  }

  /** @param {Extent} extent */
  #sameExtent({ start, end }) {
    if (this.schema.data.nesting.same_span) return undefined;
    return [...this.session.state.spans.values()].find((span) => span.start === start && span.end === end);
  }

  /** @param {string} key @param {Span} span */
  #say(key, span) {
    this.announce(this.speech.say(key, { text: isolated(span.text), label: this.nameOf(span.label) }));
  }
}

/** A surface inside a sentence of another direction: between marks of isolation. @param {string} text */
export function isolated(text) {
  return `\u2068${text}\u2069`;
}

/** @param {Extent} extent @returns {Span} */
function blankSpan({ start, end }) {
  return { id: newId("s"), start, end, label: "", text: "", attributes: {}, note: "", kb_id: null };
}
