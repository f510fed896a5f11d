/**
 * The annotations of one document and the edit algebra, with the meaning that `model/changes.py` gives it:
 * a change is played into effects, effects are applied, their inverse undoes them.
 */

import { Refused, compareSpans, inOrder, relationProblem, spanProblem } from "./rules.js";

/** @import { Change, DocumentData, Effect, Relation, Span } from "./types.js" */
/** @import { Schema } from "./rules.js" */
/** @import { Text } from "./text.js" */

/** @typedef {{op: string, effects: Effect[], change: string}} Entry a change that was played, what it did, and its id */
/** @typedef {{depth: number, made: number}} Position edits that hold, and edits that were made, by this page's log */
/** @typedef {{text: Text, schema: Schema}} Scene what changes are played on */

const NEW_SPAN = { attributes: {}, note: "", kb_id: null };
const NEW_RELATION = { attributes: {}, note: "" };

/** Spans and relations by id, the status, and the log of what this page knows to have happened. */
export class State {
  /**
   * @param {Map<string, Span>} spans
   * @param {Map<string, Relation>} relations
   * @param {string} status
   * @param {string} remark to the supervisor
   * @param {Entry[]} log oldest first; what happened before the page was opened is not in it
   */
  constructor(spans, relations, status, remark = "", log = []) {
    this.spans = spans;
    this.relations = relations;
    this.status = status;
    this.remark = remark;
    this.log = log;
  }

  /** @param {Pick<DocumentData, "spans" | "relations" | "status">} document @param {string} [remark] */
  static of({ spans, relations, status }, remark) {
    return new State(new Map(spans.map((s) => [s.id, s])), new Map(relations.map((r) => [r.id, r])), status, remark);
  }

  /** A state that can go its own way. */
  copy() {
    return new State(new Map(this.spans), new Map(this.relations), this.status, this.remark, [...this.log]);
  }

  /** Spans in reading order, outer before inner. */
  ordered() {
    return [...this.spans.values()].sort(compareSpans);
  }

  /** The relations that start or end at a span. @param {string} span */
  relationsOf(span) {
    return [...this.relations.values()].filter((r) => r.head === span || r.tail === span);
  }

  /**
   * Play a change, apply it and log it.
   * @param {Change} change
   * @param {Scene} scene
   * @returns {Effect[] | null} null if only the server can know (undo of what happened before the page was opened)
   * @throws {Refused}
   */
  play(change, scene) {
    const played = PLAYS[change.op](change, this, scene);
    if (!played) return null;
    const begins = !change.op.startsWith("set_") && played.length > 0 && this.status === "new";
    const effects = begins ? [...played, status("new", "in_progress")] : played;
    this.record(change.op, effects, change.id);
    return effects;
  }

  /** Apply effects and log them. Trusts them. @param {string} op @param {Effect[]} effects @param {string} change */
  record(op, effects, change) {
    for (const effect of effects) this.#apply(effect);
    this.log.push({ op, effects, change });
  }

  /** @param {Effect} effect */
  #apply({ kind, id, after }) {
    if (kind === "status" || kind === "remark") {
      this[kind] = after;
      return;
    }
    const items = kind === "span" ? this.spans : this.relations;
    if (after === null) items.delete(id);
    else items.set(id, after);
  }
}

/**
 * The effects that undo these, in the order in which they must happen.
 * @param {Effect[]} effects
 * @returns {Effect[]}
 */
export function inverse(effects) {
  return [...effects].reverse().map(({ kind, id, before, after }) => ({ kind, id, before: after, after: before }));
}

/** @type {Record<string, (change: Change, state: State, scene: Scene) => Effect[] | null>} */
const PLAYS = {
  add_span: open((change, state, scene) => {
    const given = /** @type {Span} */ (change.span);
    return [judgedSpan(null, { ...NEW_SPAN, ...given, text: scene.text.surface(given) }, state, scene)];
  }),
  update_span: open((change, state, scene) => {
    const before = known(state.spans, /** @type {Span} */ (change.span).id);
    const after = { ...before, .../** @type {Span} */ (change.span) };
    const effect = judgedSpan(before, { ...after, text: scene.text.surface(after) }, state, scene);
    return [effect, ...settledRelations(effect, state, scene)];
  }),
  delete_span: open((change, state) => {
    const span = known(state.spans, /** @type {Span} */ (change.span).id);
    return [...state.relationsOf(span.id).map((r) => gone("relation", r)), gone("span", span)];
  }),
  add_relation: open((change, state, scene) => {
    const relation = { ...NEW_RELATION, .../** @type {Relation} */ (change.relation) };
    return [judgedRelation(null, relation, state.spans, state, scene)];
  }),
  update_relation: open((change, state, scene) => {
    const before = known(state.relations, /** @type {Relation} */ (change.relation).id);
    const after = { ...before, .../** @type {Relation} */ (change.relation) };
    return [judgedRelation(before, after, state.spans, state, scene)];
  }),
  delete_relation: open((change, state) => [
    gone("relation", known(state.relations, /** @type {Relation} */ (change.relation).id)),
  ]),
  undo: open((_change, state) => stepBack(state, "undo")),
  redo: open((_change, state) => stepBack(state, "redo")),
  set_status: (change, state) => {
    const wanted = /** @type {string} */ (change.status);
    return wanted === state.status ? [] : [status(state.status, wanted)];
  },
  set_remark: (change, { remark }) => {
    const wanted = /** @type {string} */ (change.remark);
    return wanted === remark ? [] : [{ kind: "remark", id: "", before: remark, after: wanted }];
  },
};

/**
 * An edit: refused while the document is done.
 * @template {Effect[] | null} T
 * @param {(change: Change, state: State, scene: Scene) => T} play
 * @returns {(change: Change, state: State, scene: Scene) => T}
 */
function open(play) {
  return (change, state, scene) => {
    if (state.status === "done") throw new Refused("document-done");
    return play(change, state, scene);
  };
}

/**
 * The entry that undo or redo would take back: the last step that was not itself taken back.
 * @param {State} state
 * @param {"undo" | "redo"} op
 * @returns {Entry | "end" | null} null where the log of this page does not reach back far enough
 */
export function nextStep(state, op) {
  let skip = 0;
  for (let at = state.log.length - 1; at >= 0; at--) {
    const entry = state.log[at];
    if (!entry.effects.some(isItem)) continue;
    const step = op === "undo" ? undoStep(entry.op) : redoStep(entry.op);
    if (step === "end") return "end";
    if (step === "skip") skip++;
    else if (skip-- === 0) return entry;
  }
  return null;
}

/**
 * Where a log stands: how many of its edits hold, and how many were ever made; undo and redo only change the first.
 * @param {Entry[]} log
 * @returns {Position}
 */
export function positionIn(log) {
  const edits = log.filter(({ effects }) => effects.some(isItem));
  const count = (/** @type {(op: string) => boolean} */ is) => edits.filter(({ op }) => is(op)).length;
  const made = count((op) => op !== "undo" && op !== "redo");
  return { made, depth: made + count((op) => op === "redo") - count((op) => op === "undo") };
}

/** Whether an effect is on a span or relation: only those are undone. @param {Effect} effect */
const isItem = ({ kind }) => kind === "span" || kind === "relation";

/** @param {State} state @param {"undo" | "redo"} op */
function stepBack(state, op) {
  const entry = nextStep(state, op);
  if (entry === "end") throw new Refused("nothing-to-redo");
  return entry && inverse(entry.effects.filter(isItem));
}

/** @param {string} op */
const undoStep = (op) => (op === "undo" ? "skip" : "take");

/** @param {string} op */
const redoStep = (op) => (op === "redo" ? "skip" : op === "undo" ? "take" : "end");

/** @param {string} before @param {string} after @returns {Effect} */
const status = (before, after) => ({ kind: "status", id: "", before, after });

/** @param {"span" | "relation"} kind @param {Span | Relation} item @returns {Effect} */
const gone = (kind, item) => ({ kind, id: item.id, before: item, after: null });

/**
 * @template T
 * @param {Map<string, T>} items
 * @param {string} id
 */
function known(items, id) {
  const item = items.get(id);
  if (!item) throw new Refused("item-unknown");
  return item;
}

/** @param {Span | null} before @param {Span} after @param {State} state @param {Scene} scene @returns {Effect} */
function judgedSpan(before, after, state, scene) {
  if (!before && state.spans.has(after.id)) throw new Refused("id-taken");
  const others = [...state.spans.values()].filter((span) => span.id !== after.id);
  const problem = spanProblem(after, others, scene.text, scene.schema);
  if (problem) throw problem;
  return { kind: "span", id: after.id, before, after };
}

/**
 * The relations of a changed span: still legal, and symmetric ones still earlier span first.
 * @param {Effect} moved
 * @param {State} state
 * @param {Scene} scene
 */
function settledRelations(moved, state, scene) {
  const spans = new Map(state.spans).set(moved.id, moved.after);
  return state
    .relationsOf(moved.id)
    .map((relation) => judgedRelation(relation, relation, spans, state, scene))
    .filter(({ before, after }) => before !== after);
}

/**
 * @param {Relation | null} before
 * @param {Relation} given
 * @param {ReadonlyMap<string, Span>} spans
 * @param {State} state
 * @param {Scene} scene
 * @returns {Effect}
 */
function judgedRelation(before, given, spans, state, scene) {
  if (!before && state.relations.has(given.id)) throw new Refused("id-taken");
  const after = inOrder(given, spans, scene.schema);
  const others = [...state.relations.values()].filter((relation) => relation.id !== after.id);
  const problem = relationProblem(after, spans, others, scene.schema);
  if (problem) throw problem;
  return { kind: "relation", id: after.id, before, after };
}
