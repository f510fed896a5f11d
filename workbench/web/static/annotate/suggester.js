/** What a person does with suggestions: go through them, accept or reject one, or all of one name at once. */

import { compareSpans } from "./rules.js";
import { newId } from "./session.js";
import { positionIn } from "./state.js";
import { isRelation, nameKey, rejectionOf } from "./suggestions.js";

/** @import { Editor } from "./editor.js" */
/** @import { Rejection } from "./rejections.js" */
/** @import { GhostRelation, GhostSpan } from "./suggestions.js" */

/** @typedef {GhostSpan | GhostRelation} Ghost */

/** The verbs on an editor's suggestions. */
export class Suggester {
  /** @param {Editor} editor */
  constructor(editor) {
    this.editor = editor;
    this.suggestions = editor.suggestions;
  }

  /** All suggestions as they follow in the text: a relation stands where its later end does. */
  #ordered() {
    this.suggestions.refresh();
    const { spans } = this.editor.session.state;
    /** @param {Ghost} ghost */
    const place = (ghost) => {
      if (!isRelation(ghost)) return ghost;
      const ends = [spans.get(ghost.head), spans.get(ghost.tail)].filter((span) => span !== undefined);
      return ends.sort(compareSpans)[1];
    };
    return [...this.suggestions.spans.values(), ...this.suggestions.relations.values()]
      .map((ghost) => ({ ghost, at: place(ghost) }))
      .sort((a, b) => compareSpans(a.at, b.at));
  }

  /** Put the next suggestion in focus, or the one before; from the last on to the first. @param {1 | -1} step */
  next(step) {
    const ordered = this.#ordered();
    if (!ordered.length) return this.editor.announce(this.editor.speech.say("no-suggestions"));
    const { start } = this.editor.place ?? { start: -1 };
    const current = ordered.findIndex(({ ghost }) => ghost.id === this.editor.ghost?.id);
    const after = ordered.findIndex(({ at }) => at.start >= start);
    const from = current >= 0 ? current + step : step > 0 ? after : (after < 0 ? ordered.length : after) - 1;
    const next = from >= ordered.length || (current < 0 && after < 0 && step > 0) ? 0 : from;
    this.#focus((ordered[next] ?? ordered[ordered.length - 1]).ghost);
  }

  /** Make the suggestion in focus an annotation, and go on to the next like it. @param {Ghost | null} ghost */
  accept(ghost = this.editor.ghost) {
    if (!ghost) return;
    const next = this.#following(ghost);
    const [op, payload] = asEdit(ghost);
    if (!this.editor.edit(op, payload)) return;
    if (next) this.#focus(next);
    else this.editor.focusOn({ kind: isRelation(ghost) ? "relation" : "span", id: idOf(payload) });
  }

  /** Do not offer it again here. @param {Ghost | null} ghost */
  reject(ghost = this.editor.ghost) {
    if (ghost) this.#drop([ghost]);
  }

  /** All that is like what is in focus becomes annotations, in one step. */
  acceptAll() {
    this.#take(this.alike());
  }

  /** All that is suggested in the article becomes annotations, in one step. */
  acceptEvery() {
    this.#take(this.#every());
  }

  /** @param {Ghost[]} ghosts */
  #take(ghosts) {
    const { editor } = this;
    if (!ghosts.length) return editor.announce(editor.speech.say("no-suggestions"));
    const focused = editor.ghost;
    const edits = ghosts.map(asEdit);
    if (!editor.attempt(() => editor.session.together(edits))) return;
    const own = edits[ghosts.findIndex((ghost) => ghost.id === focused?.id)];
    const [rest] = focused && isRelation(focused) ? this.suggestions.relations.values() : [];
    const said = editor.speech.say("accepted-all", { n: ghosts.length });
    if (rest) {
      this.#focus(rest);
      return editor.announce(`${said} ${editor.speech.say("focused-ghost", { text: editor.wording(rest) })}`);
    }
    if (focused && own) editor.view.focusOn({ kind: isRelation(focused) ? "relation" : "span", id: idOf(own[1]) });
    editor.announce(said);
  }

  /** Offer none of what is like what is in focus again. */
  rejectAll() {
    const ghosts = this.alike();
    const [first] = ghosts;
    if (!first) return this.editor.announce(this.editor.speech.say("no-suggestions"));
    this.#drop(ghosts, isRelation(first) ? [] : [{ ...rejectionOf(first), key: nameKey(first.label, first.name) }]);
  }

  /** Offer nothing of what is suggested now again. */
  rejectEvery() {
    const ghosts = this.#every();
    if (!ghosts.length) return this.editor.announce(this.editor.speech.say("no-suggestions"));
    this.#drop(ghosts);
  }

  /** Everything that is suggested now. @returns {Ghost[]} */
  #every() {
    this.suggestions.refresh();
    return [...this.suggestions.spans.values(), ...this.suggestions.relations.values()];
  }

  /**
   * The suggestions like the one in focus: the same name, or the same relation. For a span in focus those of its
   * name; if there are none, the relations like those that it could have.
   * @returns {Ghost[]}
   */
  alike() {
    this.suggestions.refresh();
    const { ghost, span } = this.editor;
    if (ghost) return this.#group(ghost);
    if (!span) return [];
    const name = this.suggestions.names.of(span);
    const places = [...this.suggestions.spans.values()].filter((one) => one.name === name);
    const own = [...this.suggestions.relations.values()].find((one) => one.head === span.id || one.tail === span.id);
    return places.length || !own ? places : this.#group(own);
  }

  /** Whether there is something like what is in focus, as far as is known now. */
  has() {
    const { ghost, span } = this.editor;
    if (ghost) return true;
    if (!span) return false;
    const name = this.suggestions.names.of(span);
    const { spans, relations } = this.suggestions;
    return (
      [...spans.values()].some((one) => one.name === name) ||
      [...relations.values()].some((one) => one.head === span.id || one.tail === span.id)
    );
  }

  /** @param {Ghost} ghost @returns {Ghost[]} */
  #group(ghost) {
    if (isRelation(ghost)) return [...this.suggestions.relations.values()].filter((one) => one.label === ghost.label);
    return [...this.suggestions.spans.values()].filter((one) => one.name === ghost.name);
  }

  /** Reject again what was taken back last, if redo comes to that next; whether it did. */
  rejectAgain() {
    const { editor, suggestions } = this;
    const { ghost } = editor;
    if (!suggestions.rejections.again(this.#position)) return false;
    suggestions.refresh();
    if (ghost && !editor.ghost) this.#leave(ghost);
    editor.announce(editor.speech.say("redone"));
    return true;
  }

  /** Take the last rejection back, if nothing was done since; whether there was one. */
  takeBack() {
    const { editor, suggestions } = this;
    const before = new Set([...suggestions.spans.keys(), ...suggestions.relations.keys()]);
    if (!suggestions.rejections.takeBack(this.#position)) return false;
    suggestions.refresh();
    const [again] = [...suggestions.spans.values(), ...suggestions.relations.values()].filter(({ id }) => !before.has(id));
    if (again) editor.view.focusOn({ kind: "ghost", id: again.id });
    editor.announce(editor.speech.say("undone"));
    return true;
  }

  /** Where the edits stand. */
  get #position() {
    return positionIn(this.editor.session.state.log);
  }

  /** The next one like it, round and round; of relations then one of another type. @param {Ghost} ghost */
  #following(ghost) {
    const group = this.#group(ghost);
    const next = group[(group.findIndex(({ id }) => id === ghost.id) + 1) % group.length];
    if (next && next.id !== ghost.id) return next;
    return (isRelation(ghost) && [...this.suggestions.relations.values()].find(({ id }) => id !== ghost.id)) || null;
  }

  /** @param {Ghost[]} ghosts @param {Rejection[]} more what is rejected beside them */
  #drop(ghosts, more = []) {
    const { editor } = this;
    const next = ghosts.length === 1 ? this.#following(ghosts[0]) : null;
    const [last] = ghosts;
    this.suggestions.rejections.add([...ghosts.map(rejectionOf), ...more], this.#position);
    this.suggestions.refresh();
    if (next && this.suggestions.get(next.id)) this.#focus(next);
    else if (editor.view.focus?.kind !== "span" || isRelation(last)) this.#leave(last);
    editor.announce(editor.speech.say("rejected", { n: ghosts.length }));
  }

  /** Go from a suggestion that is gone to its letters, or to the entity from which it led. @param {Ghost} ghost */
  #leave(ghost) {
    if (isRelation(ghost)) this.editor.view.focusOn({ kind: "span", id: ghost.head });
    else this.editor.view.select(ghost);
  }

  /** @param {Ghost} ghost */
  #focus(ghost) {
    this.editor.focusOn({ kind: "ghost", id: ghost.id });
  }
}

/** The edit that makes a suggestion real. @param {Ghost} ghost @returns {[string, Record<string, unknown>]} */
function asEdit(ghost) {
  const { label, source, score } = ghost;
  const from = score === null ? { source } : { source, score };
  if (isRelation(ghost)) {
    return ["add_relation", { relation: { id: newId("r"), head: ghost.head, tail: ghost.tail, label }, ...from }];
  }
  return ["add_span", { span: { id: newId("s"), start: ghost.start, end: ghost.end, label }, ...from }];
}

/** The id of the item in an edit. @param {Record<string, any>} payload */
const idOf = ({ span, relation }) => (span ?? relation).id;
