/** The annotations as an ordinary list: what the marks and arcs show, reachable by keyboard and screen reader. */

import { grouped, make, whenIdle } from "./dom.js";
import { compareSpans } from "./rules.js";

/** @import { Editor } from "./editor.js" */
/** @import { Edited } from "./session.js" */
/** @import { Focus, Relation, Span } from "./types.js" */

/** @typedef {{spans: HTMLElement, relations: HTMLElement, counts: HTMLElement}} Places */

/** Rows that are made in one go: more than fit on a screen, fewer than are felt. */
const AT_ONCE = 100;

/** The list column. Its focus and the canvas's are one and the same. */
export class List {
  /** @type {Map<string, HTMLElement>} */
  #rows = new Map();
  /** @type {HTMLElement | null} */
  #current = null;
  /** The row at which Tab stops. @type {HTMLElement | null} */
  #stop = null;
  /** Makes the rows of spans that are not there yet. @type {(() => void)[]} */
  #rest = [];
  /** Makes the rows of relations that are not there yet. @type {(() => void)[]} */
  #links = [];
  /** Whether a moment is waited for in which to make them. */
  #waits = false;

  /** @param {Editor} editor @param {Places} places @param {{lang: string, dir: string}} script of the article */
  constructor(editor, places, script) {
    this.editor = editor;
    this.places = places;
    this.script = script;
  }

  /** Bring the list up to date. @param {Span[]} ordered @param {Edited | null} edited what changed; null for all */
  update(ordered, edited) {
    if (edited?.spans && edited.spans.length < 20) {
      this.#finish();
      this.#patch(ordered, edited.spans);
    } else {
      this.#rebuild(ordered);
    }
    if (!edited?.relations || edited.relations.length || edited.spans?.length) this.#rebuildRelations();
    this.#count();
    this.#letTabStop();
  }

  /** Show which row is in focus. @param {Focus | null} focus */
  show(focus) {
    if (focus && !this.#rows.has(focus.id)) this.#finish();
    const row = focus ? (this.#rows.get(focus.id) ?? null) : null;
    if (row === this.#current) return;
    this.#current?.removeAttribute("aria-current");
    this.#current = row;
    row?.setAttribute("aria-current", "true");
    this.#letTabStop();
    row?.scrollIntoView({ block: "nearest" });
  }

  /** Move among the rows with the keys. @param {1 | -1} step */
  move(step) {
    this.#finish();
    const rows = [...this.places.spans.querySelectorAll("button"), ...this.places.relations.querySelectorAll("button")];
    const at = rows.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const next = rows[at + step];
    if (!next) return;
    next.focus();
    next.click();
  }

  #first() {
    return this.places.spans.querySelector("button") ?? this.places.relations.querySelector("button");
  }

  /** @param {Span[]} ordered */
  #rebuild(ordered) {
    this.#rows.clear();
    this.#current = null;
    this.places.spans.replaceChildren();
    this.#rest = ordered.map((span) => () => this.places.spans.append(this.#spanRow(span)));
    this.#make(AT_ONCE);
  }

  /** Make some of the rows that are missing, and the others while nobody waits. @param {number} count */
  #make(count) {
    const rows = [...this.#rest.splice(0, count), ...this.#links.splice(0, count)];
    for (const row of rows) row();
    if (!this.#waits && (this.#rest.length || this.#links.length)) whenIdle(() => this.#continue());
    this.#waits = this.#rest.length > 0 || this.#links.length > 0;
  }

  #continue() {
    this.#waits = false;
    this.#make(AT_ONCE);
  }

  /** All rows that are missing, because one of them is needed. */
  #finish() {
    this.#make(Infinity);
  }

  /** @param {Span[]} ordered @param {string[]} changed */
  #patch(ordered, changed) {
    const focused = changed.some((id) => this.#rows.get(id)?.contains(document.activeElement));
    for (const id of changed) {
      if (this.#rows.get(id) === this.#current) this.#current = null;
      this.#rows.get(id)?.parentElement?.remove();
      this.#rows.delete(id);
    }
    for (const id of new Set(changed)) this.#insert(ordered, id);
    if (focused) this.#rows.get(changed[0])?.focus();
  }

  /** @param {Span[]} ordered @param {string} id */
  #insert(ordered, id) {
    const span = this.editor.session.state.spans.get(id);
    if (!span) return;
    const after = ordered.find((other) => compareSpans(other, span) > 0 && this.#rows.has(other.id));
    const next = after ? (this.#rows.get(after.id)?.parentElement ?? null) : null;
    this.places.spans.insertBefore(this.#spanRow(span), next);
  }

  /** @param {Span} span */
  #spanRow(span) {
    const kind = this.editor.schema.entities.get(span.label);
    const chip = make(
      "span",
      { class: `chip label-${span.label}` },
      kind ? this.editor.speech.of(kind.tag) : span.label,
    );
    return this.#row("span", span.id, chip, make("bdi", { ...this.script, class: "surface" }, span.text));
  }

  #rebuildRelations() {
    const { relations } = this.editor.session.state;
    for (const id of [...this.#rows.keys()]) {
      if (this.#rows.get(id)?.dataset.kind === "relation") this.#rows.delete(id);
    }
    this.#links = [];
    const groups = grouped(
      [...relations.values()].sort((a, b) => this.#compare(a, b)),
      (relation) => relation.label,
    );
    const types = this.editor.schema.data.relations.filter((kind) => groups.has(kind.label));
    this.places.relations.replaceChildren(
      ...types.map((kind) => this.#group(kind.label, groups.get(kind.label) ?? [])),
    );
    this.#make(AT_ONCE);
  }

  /** @param {string} label @param {Relation[]} relations */
  #group(label, relations) {
    const rows = make("ul");
    this.#links.push(...relations.map((relation) => () => rows.append(this.#relationRow(relation))));
    return make("li", { "data-type": label }, make("h3", {}, this.editor.nameOf(label)), rows);
  }

  /** @param {Relation} relation */
  #relationRow(relation) {
    const { spans } = this.editor.session.state;
    const [head, tail] = [relation.head, relation.tail].map((id) =>
      make("bdi", { ...this.script, class: "surface" }, spans.get(id)?.text ?? ""),
    );
    const joint = make("span", { class: "joint", "aria-hidden": "true" });
    const row = this.#row("relation", relation.id, head, joint, tail);
    row.firstElementChild?.setAttribute("aria-label", this.editor.sentence(relation));
    return row;
  }

  /** Relations in the order of their heads and tails. @param {Relation} a @param {Relation} b */
  #compare(a, b) {
    const { spans } = this.editor.session.state;
    const [headA, headB, tailA, tailB] = [a.head, b.head, a.tail, b.tail].map((id) => spans.get(id));
    return headA && headB && tailA && tailB ? compareSpans(headA, headB) || compareSpans(tailA, tailB) : 0;
  }

  /** @param {"span" | "relation"} kind @param {string} id @param {...Node} content */
  #row(kind, id, ...content) {
    const button = make(
      "button",
      { type: "button", class: "row", "data-kind": kind, "data-id": id, tabindex: "-1" },
      ...content,
    );
    this.#rows.set(id, button);
    return make("li", {}, button);
  }

  #count() {
    const { spans, relations } = this.editor.session.state;
    const { speech } = this.editor;
    const counts = [speech.say("spans-count", { n: spans.size }), speech.say("relations-count", { n: relations.size })];
    this.places.counts.textContent = counts.join(" · ");
  }

  /** Tab stops at one row: that in focus, else the first. */
  #letTabStop() {
    this.#stop?.setAttribute("tabindex", "-1");
    this.#stop = this.#current ?? this.#first();
    this.#stop?.setAttribute("tabindex", "0");
  }
}
