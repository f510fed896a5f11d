/** The helper column: the palette of labels, and what the schema says of what is in focus. */

import { bracketed, filled, make } from "./dom.js";

/** @import { Editor } from "./editor.js" */
/** @import { EntityType, Relation, Span } from "./types.js" */

/** The helper of an editor. */
export class Helper {
  /** @type {Map<string, HTMLElement>} */
  #buttons = new Map();
  #shown = "";

  /**
   * @param {Editor} editor
   * @param {HTMLElement} palette
   * @param {HTMLElement} guide
   * @param {{lang: string, dir: string}} script of the article
   */
  constructor(editor, palette, guide, script) {
    this.editor = editor;
    this.guide = guide;
    this.script = script;
    palette.replaceChildren(...editor.schema.data.families.map((family) => this.#family(family)));
  }

  /** Grey out the labels that would be refused, and show what is in focus. */
  update() {
    const { editor } = this;
    for (const [label, button] of this.#buttons) this.#state(button, label);
    const item = editor.span ?? editor.relation;
    const key = JSON.stringify([item, editor.closed]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#fill(this.#content());
  }

  /** What the schema says of the item in focus. */
  #content() {
    const { span, relation } = this.editor;
    if (span) return this.#span(span);
    return relation ? this.#relation(relation) : this.#empty();
  }

  /** Show new content; a choice that had the keyboard keeps it. @param {Node[]} content */
  #fill(content) {
    const { activeElement } = document;
    const name = this.guide.contains(activeElement) ? activeElement?.getAttribute("name") : null;
    this.guide.replaceChildren(...content);
    const same = name && this.guide.querySelector(`[name="${name}"]:checked`);
    if (same instanceof HTMLElement) same.focus();
  }

  /** @param {{name: string, words: import("./types.js").Words}} family */
  #family({ name, words }) {
    const kinds = this.editor.schema.data.entities.filter((kind) => kind.family === name);
    const title = make("h3", {}, this.editor.speech.of(words));
    return make(
      "li",
      { class: "family" },
      title,
      make("ul", {}, ...kinds.map((kind) => make("li", {}, this.#button(kind)))),
    );
  }

  /** @param {EntityType} kind */
  #button(kind) {
    const key = make("kbd", {}, kind.key.toUpperCase());
    const chip = make("span", { class: "swatch" });
    const button = make(
      "button",
      {
        type: "button",
        class: `label-button label-${kind.label}`,
        "data-label": kind.label,
        "aria-keyshortcuts": kind.key,
      },
      chip,
      make("span", { class: "name" }, this.editor.speech.of(kind.name)),
      key,
    );
    this.#buttons.set(kind.label, button);
    return button;
  }

  /** @param {HTMLElement} button @param {string} label */
  #state(button, label) {
    const { editor } = this;
    const problem = editor.extent && !editor.closed ? editor.problemWith(label) : null;
    const own = editor.span?.label === label;
    setAttribute(button, "aria-disabled", problem || editor.closed ? "true" : null);
    setAttribute(button, "aria-pressed", own ? "true" : null);
    setAttribute(button, "title", problem ? editor.explain(problem) : (editor.schema.entities.get(label)?.label ?? ""));
  }

  #empty() {
    const { speech } = this.editor;
    return [make("p", { class: "hint" }, speech.say(this.editor.extent ? "hint-label" : "hint-choose"))];
  }

  /** @param {Span} span */
  #span(span) {
    const kind = this.editor.schema.entities.get(span.label);
    if (!kind) return [];
    return [
      make(
        "h2",
        { class: `label-${kind.label}` },
        make("span", { class: "swatch" }),
        ` ${this.editor.nameOf(kind.label)} `,
        make("code", {}, kind.label),
      ),
      make("p", { class: "quoted" }, make("bdi", this.script, span.text)),
      make("p", {}, this.editor.speech.of(kind.definition)),
      ...this.#section(
        "rulings",
        kind.rulings.map((ruling) => make("li", {}, this.editor.speech.of(ruling))),
      ),
      ...this.#section(
        "examples",
        kind.examples.map((example) => make("li", this.script, ...bracketed(example))),
      ),
      ...this.#section(
        "counter-examples",
        kind.counter_examples.map((one) =>
          make(
            "li",
            {},
            make("bdi", this.script, ...bracketed(one.text)),
            make("p", {}, this.editor.speech.of(one.why)),
          ),
        ),
      ),
    ];
  }

  /** @param {Relation} relation */
  #relation(relation) {
    const kind = this.editor.schema.relations.get(relation.label);
    if (!kind) return [];
    const { spans } = this.editor.session.state;
    const ends = {
      head: make("bdi", this.script, spans.get(relation.head)?.text ?? ""),
      tail: make("bdi", this.script, spans.get(relation.tail)?.text ?? ""),
    };
    return [
      make("h2", {}, `${this.editor.nameOf(kind.label)} `, make("code", {}, kind.label)),
      make("p", { class: "quoted sentence" }, ...filled(this.editor.speech.of(kind.template), ends)),
      make("p", {}, this.editor.speech.of(kind.definition)),
      ...this.#section(
        "examples",
        kind.examples.map((example) => make("li", this.script, ...bracketed(example))),
      ),
    ];
  }

  /** @param {string} title key of its words @param {HTMLElement[]} items */
  #section(title, items) {
    return items.length ? [make("h3", {}, this.editor.speech.say(title)), make("ul", { class: title }, ...items)] : [];
  }
}

/** @param {HTMLElement} element @param {string} name @param {string | null} value */
function setAttribute(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
