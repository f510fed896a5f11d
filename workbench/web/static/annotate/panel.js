/** Everything about the annotation in focus, beside it: what it is, its fields, its history. */

import { make } from "./dom.js";
import { attributeFields, knowledgeField, noteField, typeField } from "./fields.js";
import { told } from "./history.js";
import { place } from "./paint.js";

/** @import { Ask } from "./history.js" */
/** @import { Box } from "./lines.js" */
/** @import { Painter } from "./paint.js" */
/** @import { Relater } from "./relate.js" */
/** @import { HistoryEntry, Relation, Span } from "./types.js" */

const WIDTH = 304;
const GAP = 8;
const LEAST = 96; // what of a panel is worth showing
const MOST = 0.45; // of the window, as the style sheet has it

/** The panel of an editor. It stands over the article and follows what is in focus until that changes. */
export class Panel {
  /** The id of what it shows. @type {string | null} */
  #open = null;
  #shown = "";
  #history = make("ol", { class: "history" });

  /**
   * @param {Relater} relater
   * @param {Painter} painter
   * @param {HTMLElement} root
   * @param {{ask: Ask, script: {lang: string, dir: string}}} source of histories, and the article's script
   */
  constructor(relater, painter, root, { ask, script }) {
    this.relater = relater;
    this.editor = relater.editor;
    this.painter = painter;
    this.root = root;
    this.inner = /** @type {HTMLElement} */ (root.firstElementChild);
    this.ask = ask;
    this.script = script;
    root.addEventListener("pointerdown", (event) => event.stopPropagation());
    root.addEventListener("dblclick", (event) => event.stopPropagation());
    root.addEventListener("keydown", (event) => this.#press(event));
    this.editor.session.queue.addEventListener("change", () => this.#saved());
  }

  /** The span or relation in focus. */
  get #item() {
    return this.editor.span ?? this.editor.relation;
  }

  /**
   * Open it at what is in focus, with the keyboard in one of its fields; whether it was closed before.
   * @param {string} [field] a selector; without one the keyboard stays where it is
   */
  open(field) {
    const item = this.#item;
    if (!item) return false;
    const was = this.#open;
    this.#open = item.id;
    this.update();
    if (was !== item.id) this.#makeRoom(item);
    if (was !== item.id) void this.#load(item.id);
    const target = field ? this.root.querySelector(`${field}:not(:disabled)`) : null;
    if (target instanceof HTMLElement) target.focus();
    return was !== item.id;
  }

  /** Close it: what was being written is saved, and the text has the keyboard again. Whether it was open. */
  close() {
    const inside = this.root.contains(document.activeElement);
    if (inside && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const was = this.#open !== null;
    this.#open = null;
    this.#shown = "";
    this.root.hidden = true;
    this.inner.replaceChildren();
    if (inside) this.painter.lines.root.focus({ preventScroll: true });
    return was;
  }

  /** Bring it up to date, after a paint. */
  update() {
    const item = this.#item;
    if (!this.#open) return;
    if (!item || item.id !== this.#open) return void this.close();
    this.root.hidden = false;
    const key = JSON.stringify([item, this.editor.closed]);
    if (key !== this.#shown && !isWriting(this.root)) this.#fill(item, key);
    this.#place(item);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.code !== "Escape") return;
    event.preventDefault();
    this.close();
  }

  /** @param {Span | Relation} item @param {string} key */
  #fill(item, key) {
    const name = focusedName(this.root);
    this.#shown = key;
    const content = "head" in item ? this.#relation(item) : this.#span(item);
    this.inner.replaceChildren(...content, ...this.#past());
    const again = name && this.root.querySelector(name);
    if (again instanceof HTMLElement) again.focus();
  }

  /** @param {Span} span */
  #span(span) {
    const kind = this.editor.schema.entities.get(span.label);
    if (!kind) return [];
    return [
      this.#head(make("span", { class: "swatch" }), ` ${this.editor.nameOf(span.label)}`),
      make("p", { class: "quoted" }, make("bdi", this.script, span.text)),
      ...attributeFields(this.editor, "span", span, kind),
      noteField(this.editor, "span", span),
      knowledgeField(this.editor, span),
    ];
  }

  /** @param {Relation} relation */
  #relation(relation) {
    const kind = this.editor.schema.relations.get(relation.label);
    if (!kind) return [];
    return [
      this.#head(this.editor.nameOf(relation.label)),
      make("p", { class: "quoted" }, this.editor.sentence(relation)),
      typeField(this.editor, relation),
      make("p", { class: "buttons" }, this.#button("reverse"), this.#button("delete")),
      ...attributeFields(this.editor, "relation", relation, kind),
      noteField(this.editor, "relation", relation),
    ];
  }

  /** @param {...(Node | string)} words */
  #head(...words) {
    const item = /** @type {Span | Relation} */ (this.#item);
    const close = make("button", { type: "button", class: "quiet", "aria-label": this.editor.speech.say("close") }, "✕");
    close.addEventListener("click", () => this.close());
    return make("header", { class: `label-${item.label}` }, make("h2", { id: "panel-title" }, ...words), close);
  }

  /** A button of the table of actions. @param {"reverse" | "delete"} action */
  #button(action) {
    const words = this.editor.speech.say(`do-${action}`);
    const disabled = Boolean(this.editor.closed);
    return make("button", { type: "button", class: "secondary", "data-action": action, disabled }, words);
  }

  #past() {
    return [make("h3", {}, this.editor.speech.say("history")), this.#history];
  }

  /** What was waiting has reached the server: the history has grown. */
  #saved() {
    if (this.#open && this.editor.session.queue.state === "saved") void this.#load(this.#open);
  }

  /** @param {string} item */
  async #load(item) {
    const { speech } = this.editor;
    try {
      const entries = await this.ask(item);
      if (item !== this.#open) return;
      const none = make("li", {}, speech.say("history-none"));
      this.#history.replaceChildren(...(entries.length ? entries.map((entry) => this.#entry(entry)) : [none]));
    } catch {
      this.#history.replaceChildren(make("li", {}, speech.say("history-unknown")));
    }
    if (item === this.#open) this.update();
  }

  /** @param {HistoryEntry} entry */
  #entry(entry) {
    const when = make("time", { datetime: entry.at }, this.editor.speech.moment(entry.at));
    const who = make("bdi", {}, entry.person || this.editor.speech.say("shell"));
    return make("li", {}, make("p", {}, told(entry, this.editor)), make("p", { class: "soft" }, who, " · ", when));
  }

  /** @param {Span | Relation} item */
  #place(item) {
    const boxes = this.#boxes(item);
    const room = this.#room();
    const height = Math.max(LEAST, Math.min(this.#height(), space(boxes, room)));
    this.inner.style.maxBlockSize = `${height}px`;
    place(this.root, { ...beside(boxes, { width: WIDTH, height }, room), width: WIDTH, height: 0 });
  }

  /** Where it has room neither above nor below, the article moves up. @param {Span | Relation} item */
  #makeRoom(item) {
    const boxes = this.#boxes(item);
    const room = this.#room();
    if (!boxes.length || space(boxes, room) >= this.#height()) return;
    this.painter.parts.scroller.scrollTop += Math.min(...boxes.map(({ y }) => y)) - room.top - GAP;
    this.#place(item);
  }

  /** How tall it would be. */
  #height() {
    return Math.min(this.inner.scrollHeight + 2, MOST * window.innerHeight); // its border is no part of the former
  }

  /** What can be seen of the article. */
  #room() {
    const { top, bottom } = this.painter.parts.scroller.getBoundingClientRect();
    const origin = this.painter.lines.origin();
    return { top: top - origin.y, bottom: bottom - origin.y, width: this.painter.width };
  }

  /** What may not be covered. @param {Span | Relation} item @returns {Box[]} */
  #boxes(item) {
    const { spans } = this.editor.session.state;
    const span = "head" in item ? spans.get(item.head) : item;
    const boxes = span ? this.painter.boxesOf(span) : [];
    const tag = span && this.painter.tagBox(span);
    return tag ? [tag, ...boxes] : boxes;
  }
}

/**
 * How tall a panel can be above or below what it belongs to, whichever is more.
 * @param {Box[]} boxes of what it belongs to
 * @param {{top: number, bottom: number}} room what can be seen of the article
 */
export function space(boxes, room) {
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return Math.max(top - room.top, room.bottom - bottom) - GAP;
}

/**
 * Where a panel stands: below what it belongs to, above it where there is more room; never over it.
 * @param {Box[]} boxes of what it belongs to
 * @param {{width: number, height: number}} size
 * @param {{top: number, bottom: number, width: number}} room what can be seen of the article
 * @returns {{x: number, y: number}}
 */
export function beside(boxes, size, room) {
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const [over, under] = [top - room.top, room.bottom - bottom];
  const below = under >= size.height + GAP || under >= over || top < size.height + GAP;
  const x = Math.min(...boxes.map((box) => box.x));
  return {
    x: Math.max(0, Math.min(x, room.width - size.width)),
    y: below ? bottom + GAP : top - GAP - size.height,
  };
}

/** Whether somebody is writing in it. @param {HTMLElement} root */
function isWriting(root) {
  const { activeElement } = document;
  return root.contains(activeElement) && Boolean(activeElement?.matches("textarea, input:not([type=radio])"));
}

/** How to find the field that has the keyboard again. @param {HTMLElement} root */
function focusedName(root) {
  const { activeElement } = document;
  if (!activeElement || !root.contains(activeElement)) return null;
  if (activeElement.id) return `#${activeElement.id}`;
  const name = activeElement.getAttribute("name");
  return name ? `[name="${name}"]:checked` : "button";
}
