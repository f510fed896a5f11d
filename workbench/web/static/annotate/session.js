/**
 * One person at one document: edits are shown at once and queued; what the server answers is the truth.
 * `#base` is what the server has confirmed, `state` is that with everything still waiting played on top.
 */

import { Refused } from "./rules.js";
import { State, nextStep } from "./state.js";

/** @import { Answer, ApiError, Change, DocumentData, Effect } from "./types.js" */
/** @import { Queue } from "./queue.js" */
/** @import { Scene } from "./state.js" */

/** What happened to the annotations; `spans` and `relations` are ids, null stands for all of them. */
export class Edited extends Event {
  /** @param {Effect[] | null} effects */
  constructor(effects) {
    super("edited");
    this.spans = effects && effects.filter((effect) => effect.kind === "span").map((effect) => effect.id);
    this.relations = effects && effects.filter((effect) => effect.kind === "relation").map((effect) => effect.id);
  }
}

/** A change that the server refused after it was shown; it has been taken back. */
export class RolledBack extends Event {
  /** @param {ApiError} error */
  constructor(error) {
    super("rolled-back");
    this.error = error;
  }
}

/** What the server did with an undo or redo of which nothing was known here. */
export class Settled extends Event {
  /** @param {"undo" | "redo"} op @param {Effect[]} effects */
  constructor(op, effects) {
    super("settled");
    this.op = op;
    this.effects = effects;
  }
}

/** The editing session. Fires `edited`, `settled` and `rolled-back`. */
export class Session extends EventTarget {
  #base;
  /** Changes that were made together, by id. @type {Map<string, string>} */
  #groups = new Map();
  /** What each waiting change was expected to do. @type {Map<string, Effect[] | null>} */
  #expected = new Map();
  /** Counts what a change takes; nobody counts unless it is set. @type {{take(): number} | null} */
  effort = null;

  /**
   * @param {DocumentData} document
   * @param {Scene} scene
   * @param {Queue} queue
   * @param {string | null} readOnly why nothing may be changed
   * @param {string} [remark] to the supervisor
   */
  constructor(document, scene, queue, readOnly, remark) {
    super();
    this.scene = scene;
    this.queue = queue;
    this.readOnly = readOnly;
    this.#base = State.of(document, remark);
    this.state = this.#replayed();
    queue.onAnswer = (changes, answer) => this.#confirm(changes, answer);
    queue.onRefusal = (change, error) => this.#takeBack(change, error);
  }

  /**
   * Do an edit, show it and queue it.
   * @param {string} op
   * @param {Record<string, unknown>} payload
   * @returns {Effect[] | null} null if only the server can know what it will do
   * @throws {Refused} if the rules say no; nothing has happened then
   */
  edit(op, payload = {}) {
    const effects = this.#do(op, payload, null);
    if (effects) this.dispatchEvent(new Edited(effects));
    return effects;
  }

  /**
   * Do several edits as one step, which is undone and redone as one.
   * @param {[op: string, payload: Record<string, unknown>][]} edits
   * @throws {Refused} if the rules refuse one; those before it have happened then
   */
  together(edits) {
    const group = newId("g");
    /** @type {Effect[]} */
    const effects = [];
    try {
      for (const [op, payload] of edits) effects.push(...(this.#do(op, payload, group) ?? []));
    } finally {
      if (effects.length) this.dispatchEvent(new Edited(effects));
    }
  }

  /**
   * Undo or redo the last step, with all edits that were done together.
   * @param {"undo" | "redo"} op
   * @returns {Effect[]} what is known here of what it did
   * @throws {Refused}
   */
  stepBack(op) {
    const group = this.#groupOf(op);
    const effects = this.#do(op, {}, group) ?? [];
    while (group && this.#groupOf(op) === group) effects.push(...(this.#do(op, {}, group) ?? []));
    if (effects.length) this.dispatchEvent(new Edited(effects));
    return effects;
  }

  /** The group of what undo or redo would take back, or null. @param {"undo" | "redo"} op */
  #groupOf(op) {
    const next = nextStep(this.state, op);
    return (next && next !== "end" && this.#groups.get(next.change)) || null;
  }

  /** @param {string} op @param {Record<string, unknown>} payload @param {string | null} group */
  #do(op, payload, group) {
    if (this.readOnly) throw new Refused("read-only");
    const took = this.effort ? { keys: this.effort.take() } : {};
    const change = { id: newId("c"), op, ...payload, ...took };
    const effects = this.state.play(change, this.scene);
    this.#expected.set(change.id, effects);
    if (group) this.#groups.set(change.id, group);
    this.queue.add(change);
    return effects && [...effects];
  }

  /** @param {Change[]} changes @param {Answer} answer */
  #confirm(changes, answer) {
    let asExpected = true;
    /** @type {Settled[]} */
    const settled = [];
    for (const change of changes) {
      const effects = answer.effects.filter((effect) => effect.change === change.id);
      const expected = this.#expected.get(change.id);
      const right = same(expected, effects);
      asExpected &&= right;
      this.#base.record(change.op, (right && expected) || effects, change.id); // kept once, not twice
      if (!expected && (change.op === "undo" || change.op === "redo")) settled.push(new Settled(change.op, effects));
      this.#expected.delete(change.id);
    }
    this.#base.status = answer.status;
    const behind = this.queue.items.length === 0 && this.state.status !== answer.status;
    if (!asExpected || behind) this.#rebuild();
    for (const event of settled) this.dispatchEvent(event);
  }

  /** @param {Change} change @param {ApiError} error */
  #takeBack(change, error) {
    this.#expected.delete(change.id);
    this.#rebuild();
    this.dispatchEvent(new RolledBack(error));
  }

  #rebuild() {
    this.state = this.#replayed();
    this.dispatchEvent(new Edited(null));
  }

  /** The confirmed state with everything waiting on top. What no longer fits is left to the server to refuse. */
  #replayed() {
    const state = this.#base.copy();
    for (const change of this.queue.waiting) {
      this.#expected.set(change.id, playedOr(state, change, this.scene, null));
    }
    return state;
  }
}

/** @param {State} state @param {Change} change @param {Scene} scene @param {null} refused */
function playedOr(state, change, scene, refused) {
  try {
    return state.play(change, scene);
  } catch (error) {
    if (error instanceof Refused) return refused;
    throw error;
  }
}

/**
 * Whether what was expected is what happened.
 * @param {Effect[] | null | undefined} expected
 * @param {Effect[]} happened
 */
function same(expected, happened) {
  return Boolean(expected) && JSON.stringify(expected?.map(shape)) === JSON.stringify(happened.map(shape));
}

/** An effect in one fixed order of keys. @param {Effect} effect */
function shape({ kind, id, after }) {
  return [kind, id, after && typeof after === "object" ? Object.entries(after).sort() : after];
}

/** A fresh id: unique without asking anybody, short enough to read aloud. @param {string} kind */
export function newId(kind) {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${kind}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
