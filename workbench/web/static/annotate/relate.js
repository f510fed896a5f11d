/** Making a relation: from the span in focus to one of the spans to which the schema allows a relation. */

import { isolated } from "./editor.js";
import { Refused, relationProblem } from "./rules.js";
import { newId } from "./session.js";

/** @import { Editor } from "./editor.js" */
/** @import { Relation, RelationType, Span } from "./types.js" */

/** The relation maker of an editor; what it proposes stands in `view.relating`. */
export class Relater {
  /** @param {Editor} editor */
  constructor(editor) {
    this.editor = editor;
    this.view = editor.view;
  }

  /** The span that is proposed as the tail, with the types that are possible. */
  get target() {
    const relating = this.view.relating;
    return relating ? (relating.targets[relating.index] ?? null) : null;
  }

  /**
   * Start from a span; nothing is proposed yet if `silent` (a drag will point at the tail).
   * @param {Span | null} head
   * @param {boolean} [silent]
   */
  start(head, silent = false) {
    const { editor } = this;
    if (!head) return editor.announce(editor.speech.say("relate-from-what"), "warning");
    if (editor.closed) return void editor.refuse(new Refused(editor.closed));
    const targets = this.#targets(head);
    if (!targets.length)
      return editor.announce(editor.speech.say("relate-nowhere", { text: isolated(head.text) }), "warning");
    this.view.focusOn({ kind: "span", id: head.id });
    this.view.relate({ head, targets, index: silent ? -1 : 0 });
    if (!silent) this.#sayTarget();
  }

  /** Propose the next tail, nearest first. @param {1 | -1} step */
  next(step) {
    const relating = this.view.relating;
    if (!relating) return;
    const { length } = relating.targets;
    this.view.relate({ ...relating, index: (relating.index + step + length) % length });
    this.#sayTarget();
  }

  /** Propose this span, if it is legal. @param {string | undefined} span */
  point(span) {
    const relating = this.view.relating;
    if (!relating) return;
    const index = relating.targets.findIndex((target) => target.span.id === span);
    if (index !== relating.index) this.view.relate({ ...relating, index });
  }

  /** Propose this span, and say so. @param {string} span */
  propose(span) {
    this.point(span);
    this.#sayTarget();
  }

  /** Take the proposed tail with a type; the first possible one if none is given. @param {RelationType} [type] */
  confirm(type = this.target?.types[0]) {
    const { editor, target } = this;
    const head = this.view.relating?.head;
    if (!head || !target || !type) return;
    const relation = { id: newId("r"), head: head.id, tail: target.span.id, label: type.label };
    this.view.relate(null);
    if (!editor.edit("add_relation", { relation })) return;
    this.view.focusOn({ kind: "relation", id: relation.id });
    editor.announce(editor.speech.say("related", { sentence: editor.sentence(relation) }));
  }

  /**
   * Take the proposed tail with the type that has this key or number. A key that does not fit it proposes the nearest
   * tail that it fits, and from then on only such tails.
   * @param {string} code of a key
   * @returns {boolean} whether it fits any tail
   */
  confirmByKey(code) {
    const type = this.target?.types.find(
      (kind, i) => code === `Key${kind.key.toUpperCase()}` || code === `Digit${i + 1}`,
    );
    if (type) this.confirm(type);
    return Boolean(type) || this.#narrow(code);
  }

  /** Propose only tails that a type fits. @param {string} code of its key */
  #narrow(code) {
    const { relating } = this.view;
    if (!relating) return false;
    const targets = relating.targets
      .map(({ span, types }) => ({ span, types: types.filter(({ key }) => code === `Key${key.toUpperCase()}`) }))
      .filter(({ types }) => types.length);
    if (!targets.length) return false;
    this.view.relate({ ...relating, targets, index: 0 });
    this.#sayTarget();
    return true;
  }

  /** Give up. */
  cancel() {
    this.view.relate(null);
    this.editor.announce(this.editor.speech.say("cancelled"));
  }

  /** Swap the ends of the relation in focus. */
  reverse() {
    const { editor } = this;
    const relation = editor.relation;
    if (!relation) return;
    const ends = { id: relation.id, head: relation.tail, tail: relation.head };
    if (editor.schema.relations.get(relation.label)?.symmetric) return editor.announce(editor.speech.say("symmetric"));
    if (editor.edit("update_relation", { relation: ends })) {
      editor.announce(editor.speech.say("reversed", { sentence: editor.sentence({ ...relation, ...ends }) }));
    }
  }

  /**
   * Every span that may be the tail, with the types that are legal and not there yet, nearest first.
   * @param {Span} head
   */
  #targets(head) {
    const { state } = this.editor.session;
    return state
      .ordered()
      .map((span) => ({ span, types: this.#types(head, span) }))
      .filter(({ types }) => types.length)
      .sort((a, b) => apart(head, a.span) - apart(head, b.span));
  }

  /** @param {Span} head @param {Span} tail */
  #types(head, tail) {
    const { state } = this.editor.session;
    const { schema } = this.editor;
    const others = state.relationsOf(head.id);
    return schema.linking(head.label, tail.label).filter((kind) => {
      const wish = { id: "", head: head.id, tail: tail.id, label: kind.label, attributes: {}, note: "" };
      return !(relationProblem(wish, state.spans, others, schema) instanceof Refused);
    });
  }

  #sayTarget() {
    const { editor, target } = this;
    if (!target) return;
    const types = target.types.map((kind, i) => `${i + 1} ${editor.speech.of(kind.name)}`).join("، ");
    editor.announce(
      editor.speech.say("relate-to", {
        text: isolated(target.span.text),
        label: editor.nameOf(target.span.label),
        types,
      }),
    );
  }
}

/**
 * The types that a relation may have between its ends: those that the schema allows and that are not there yet, and
 * its own.
 * @param {Editor} editor
 * @param {Relation} relation
 */
export function legalTypes(editor, relation) {
  const { spans, relations } = editor.session.state;
  const [head, tail] = [spans.get(relation.head), spans.get(relation.tail)];
  if (!head || !tail) return [];
  const others = [...relations.values()].filter(({ id }) => id !== relation.id);
  return editor.schema
    .linking(head.label, tail.label)
    .filter(({ label }) => !relationProblem({ ...relation, label }, spans, others, editor.schema));
}

/**
 * Give a relation another type. Attributes that the new type does not know are left behind.
 * @param {Editor} editor
 * @param {Relation} relation
 * @param {string} label
 * @returns {boolean} whether it was done
 */
export function retype(editor, relation, label) {
  const known = editor.schema.relations.get(label)?.attributes ?? {};
  const attributes = Object.fromEntries(Object.entries(relation.attributes).filter(([name]) => name in known));
  if (!editor.edit("update_relation", { relation: { id: relation.id, label, attributes } })) return false;
  editor.announce(editor.speech.say("retyped", { sentence: editor.sentence({ ...relation, label }) }));
  return true;
}

/** How many letters lie between two spans. @param {Span} a @param {Span} b */
function apart(a, b) {
  return Math.max(a.start - b.end, b.start - a.end, 0);
}
