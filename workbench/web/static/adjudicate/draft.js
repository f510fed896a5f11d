/** An edit of a conflict in the making: spans in a session that nobody else hears, or relations between two gold spans. */

import { Editor } from "../annotate/editor.js";
import { Rejections } from "../annotate/rejections.js";
import { inOrder } from "../annotate/rules.js";
import { Session } from "../annotate/session.js";
import { Suggestions } from "../annotate/suggestions.js";
import { View } from "../annotate/view.js";

/** @import { Announce } from "../annotate/editor.js" */
/** @import { Queue } from "../annotate/queue.js" */
/** @import { Schema } from "../annotate/rules.js" */
/** @import { Text } from "../annotate/text.js" */
/** @import { Relation, RelationType, Span } from "../annotate/types.js" */
/** @import { Speech } from "../annotate/words.js" */
/** @import { Article } from "./types.js" */

/** Takes the place of the queue: nothing of a draft is sent before it is saved. */
const SILENT = /** @type {Queue} */ (/** @type {unknown} */ ({ waiting: [], items: [], add() {} }));
const FORGETFUL = { getItem: () => null, setItem() {}, removeItem() {}, key: () => null, length: 0 };

/**
 * The spans of a conflict as the canvas edits them, among those of gold that stay.
 * @param {Article} document
 * @param {Span[]} around spans of gold that are not in question
 * @param {Span[]} from what the draft begins with
 * @param {{text: Text, schema: Schema, speech: Speech, announce: Announce}} parts
 */
export function spanDraft(document, around, from, { text, schema, speech, announce }) {
  const spans = [...around, ...from.map((span, i) => ({ ...span, id: `draft-${i}`, note: "" }))];
  const data = { ...document, spans, relations: [], status: "in_progress", revision: 0 };
  const session = new Session(data, { text, schema }, SILENT, null);
  const rejections = new Rejections(/** @type {any} */ (FORGETFUL), "", document.id);
  const suggestions = new Suggestions(session, text, schema, rejections);
  const view = new View();
  const rightToLeft = document.direction === "rtl";
  const editor = new Editor({ session, suggestions, view, text, schema, speech, announce, rightToLeft });
  const kept = new Set(around.map((span) => span.id));
  return new SpanDraft(editor, kept);
}

/** A draft of spans. */
export class SpanDraft {
  /** @param {Editor} editor @param {Set<string>} kept the ids of spans that may not be changed here */
  constructor(editor, kept) {
    this.editor = editor;
    this.kept = kept;
    this.step(1);
  }

  /** The spans of the draft in reading order. */
  get spans() {
    return this.editor.session.state.ordered().filter((span) => !this.kept.has(span.id));
  }

  /** Put the next or previous span of the draft in focus, round again at the ends. @param {1 | -1} step */
  step(step) {
    const { spans } = this;
    if (!spans.length) return;
    const at = spans.findIndex((span) => span.id === this.editor.span?.id);
    const next = at < 0 ? (step > 0 ? 0 : spans.length - 1) : (at + step + spans.length) % spans.length;
    this.editor.focusOn({ kind: "span", id: spans[next].id });
  }

  /** What is sent. */
  get chosen() {
    return {
      spans: this.spans.map(({ start, end, label, attributes, kb_id }) => ({ start, end, label, attributes, kb_id })),
    };
  }
}

/** A draft of the relations between two gold spans: each legal type on or off, in one direction or the other. */
export class LinkDraft {
  /** @param {[Span, Span]} ends @param {Relation[]} from @param {Schema} schema */
  constructor(ends, from, schema) {
    this.ends = ends;
    this.schema = schema;
    this.relations = from.map((relation) => ({ ...relation }));
    const [first, second] = ends;
    /** @type {{kind: RelationType, head: Span, tail: Span}[]} */
    this.choices = [
      ...schema.linking(first.label, second.label).map((kind) => ({ kind, head: first, tail: second })),
      ...schema
        .linking(second.label, first.label)
        .filter((kind) => !kind.symmetric)
        .map((kind) => ({ kind, head: second, tail: first })),
    ];
  }

  /** The relation of a choice, if it is on. @param {number} index */
  at(index) {
    const { kind, head, tail } = this.choices[index];
    return this.relations.find((one) => one.label === kind.label && one.head === head.id && one.tail === tail.id);
  }

  /** Switch a choice on or off. @param {number} index */
  toggle(index) {
    const found = this.at(index);
    const { kind, head, tail } = this.choices[index];
    if (found) this.relations = this.relations.filter((one) => one !== found);
    else this.relations.push({ id: kind.label, head: head.id, tail: tail.id, label: kind.label, attributes: {}, note: "" });
  }

  /** Give a choice that is on another value of an attribute. @param {number} index @param {string} name @param {string} value */
  set(index, name, value) {
    const found = this.at(index);
    if (found) found.attributes = { ...found.attributes, [name]: value };
  }

  /** What is sent. */
  get chosen() {
    const spans = new Map(this.ends.map((span) => [span.id, span]));
    const ordered = this.relations.map((one) => inOrder(one, spans, this.schema));
    return { relations: ordered.map(({ head, tail, label, attributes }) => ({ head, tail, label, attributes })) };
  }
}
