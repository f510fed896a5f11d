/** Making a relation: between the span in focus and one of those that the schema allows at the other end. */

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

  /** The span that is proposed as the other end, with the types that are possible. */
  get target() {
    const relating = this.view.relating;
    return relating ? (relating.targets[relating.index] ?? null) : null;
  }

  /**
   * Start from a span, or look for one that leads to it (`incoming`); nothing is proposed yet if `silent` (a drag will
   * point at the tail).
   * @param {Span | null} from
   * @param {{silent?: boolean, incoming?: boolean}} [how]
   */
  start(from, { silent = false, incoming = false } = {}) {
    const { editor } = this;
    if (!from) return editor.announce(editor.speech.say("relate-from-what"), "warning");
    if (editor.closed) return void editor.refuse(new Refused(editor.closed));
    const targets = this.#targets(from, incoming);
    if (!targets.length) {
      const phrase = incoming ? "relate-from-nowhere" : "relate-nowhere";
      return editor.announce(editor.speech.say(phrase, { text: isolated(from.text) }), "warning");
    }
    this.view.focusOn({ kind: "span", id: from.id });
    this.view.relate({ from, incoming, targets, index: silent ? -1 : 0 });
    if (!silent) this.#sayTarget();
  }

  /** Propose the next possible end, nearest first. @param {1 | -1} step */
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

  /** Take the proposed end with a type; the first possible one if none is given. @param {RelationType} [type] */
  confirm(type = this.target?.types[0]) {
    const { editor, target } = this;
    const { relating } = this.view;
    if (!relating || !target || !type) return;
    const relation = { id: newId("r"), ...ends(relating.from, target.span, relating.incoming), label: type.label };
    this.view.relate(null);
    if (!editor.edit("add_relation", { relation })) return;
    this.view.focusOn({ kind: "relation", id: relation.id }, relating.from.id);
    editor.announce(editor.speech.say("related", { sentence: editor.sentence(relation) }));
  }

  /**
   * Take the proposed end with the type that has this key or number. A key that does not fit it proposes the nearest
   * end that it fits, and from then on only such ends.
   * @param {string} code of a key
   * @returns {boolean} whether it fits any end
   */
  confirmByKey(code) {
    const type = this.target?.types.find(
      (kind, i) => code === `Key${kind.key.toUpperCase()}` || code === `Digit${i + 1}`,
    );
    if (type) this.confirm(type);
    return Boolean(type) || this.#narrow(code);
  }

  /** Propose only ends that a type fits. @param {string} code of its key */
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
   * Every span that may be the other end, with the types that are legal and not there yet: nearest first, those last
   * to which the two are linked or offered a relation already.
   * @param {Span} from
   * @param {boolean} incoming
   */
  #targets(from, incoming) {
    const { state } = this.editor.session;
    const settled = this.#settled(from);
    return state
      .ordered()
      .map((span) => ({ span, types: this.#types(from, span, incoming) }))
      .filter(({ types }) => types.length)
      .map((one) => ({ ...one, far: apart(from, one.span), late: settled.has(one.span.id) }))
      .sort((a, b) => Number(a.late) - Number(b.late) || a.far - b.far);
  }

  /** The spans that a relation links to one, or a suggested relation would. @param {Span} span */
  #settled({ id }) {
    const { session, suggestions } = this.editor;
    suggestions.refresh();
    const all = [...session.state.relationsOf(id), ...suggestions.relations.values()];
    return new Set(all.filter(({ head, tail }) => head === id || tail === id).map(({ head, tail }) => (head === id ? tail : head)));
  }

  /** @param {Span} from @param {Span} span @param {boolean} incoming */
  #types(from, span, incoming) {
    const { state } = this.editor.session;
    const { schema } = this.editor;
    const others = state.relationsOf(from.id);
    const [head, tail] = incoming ? [span, from] : [from, span];
    return schema.linking(head.label, tail.label).filter((kind) => {
      const wish = { id: "", ...ends(from, span, incoming), label: kind.label, attributes: {}, note: "" };
      return !(relationProblem(wish, state.spans, others, schema) instanceof Refused);
    });
  }

  #sayTarget() {
    const { editor, target } = this;
    if (!target) return;
    const types = target.types.map((kind, i) => `${i + 1} ${editor.speech.of(kind.name)}`).join(editor.speech.say("or"));
    editor.announce(
      editor.speech.say(this.view.relating?.incoming ? "relate-from" : "relate-to", {
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

/** The ends of a relation from a span, or to it. @param {Span} from @param {Span} other @param {boolean} incoming */
const ends = (from, other, incoming) =>
  incoming ? { head: other.id, tail: from.id } : { head: from.id, tail: other.id };

/** How many letters lie between two spans. @param {Span} a @param {Span} b */
function apart(a, b) {
  return Math.max(a.start - b.end, b.start - a.end, 0);
}
