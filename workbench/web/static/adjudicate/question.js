/** The column that asks: the sides of the conflict in hand, what can be decided, or what is left to do without one. */

import { make } from "../annotate/dom.js";
import { valuesOf } from "../annotate/fields.js";
import { caption } from "../annotate/keys.js";
import { GOLD } from "./desk.js";

/** @import { Span } from "../annotate/types.js" */
/** @import { Desk, Side } from "./desk.js" */
/** @import { LinkDraft, SpanDraft } from "./draft.js" */
/** @import { Phrases } from "./phrases.js" */
/** @import { Conflict } from "./types.js" */

/** Renders the question; buttons carry `data-action`, which the table of actions knows. */
export class Question {
  /** @param {Desk} desk @param {Phrases} phrases @param {HTMLElement} root @param {{lang: string, dir: string}} script */
  constructor(desk, phrases, root, script) {
    this.desk = desk;
    this.phrases = phrases;
    this.speech = phrases.speech;
    this.root = root;
    this.script = script;
  }

  /** @param {SpanDraft | LinkDraft | null} draft */
  update(draft) {
    const { conflict, data } = this.desk;
    const parts = !conflict ? this.#done() : draft ? this.#drafting(draft) : this.#asking(conflict);
    const locked = data.state === "final" && conflict ? [this.#note("final-open")] : [];
    this.root.replaceChildren(...locked, ...parts);
  }

  #done() {
    const { state, conflicts } = this.desk.data;
    const key = state === "ready" ? "say-ready" : state === "final" ? "say-final" : "say-nothing-open";
    return conflicts.length ? [] : [make("p", { class: "hint" }, this.speech.say(key))];
  }

  /** @param {Conflict} conflict */
  #asking(conflict) {
    const { index, data, sides } = this.desk;
    const title = this.speech.say("nth", { i: this.speech.numbers.format(index + 1), n: data.conflicts.length });
    return [
      make("h2", { id: "question-title" }, title),
      ...(conflict.stale.length ? [this.#stale(conflict)] : []),
      make("ol", { class: "sides" }, ...sides.map((side) => make("li", {}, this.#side(side, conflict)))),
      make(
        "div",
        { class: "choices" },
        this.#button("merge"),
        this.#button("edit"),
        this.#button("nothing"),
      ),
    ];
  }

  /** @param {Side} side @param {Conflict} conflict */
  #side(side, conflict) {
    const { owner, position } = side;
    const items = [
      ...side.spans.map((span) => this.#span(span)),
      ...side.relations.map((one) => this.#line("relation", this.phrases.sentence(one, GOLD))),
      ...side.touching.map((one) => this.#line("relation soft", this.phrases.sentence(one, owner))),
    ];
    const none = this.#line("soft", this.speech.say(conflict.kind === "spans" ? "no-mark" : "no-relation"));
    const key = position < 9 ? make("kbd", {}, caption(`Digit${position + 1}`)) : "";
    const name = owner === GOLD ? this.speech.say("keep-gold") : this.phrases.owner(owner);
    return make(
      "button",
      { type: "button", class: `row take take-${position}`, "data-action": `take-${position + 1}` },
      make("span", { class: "who" }, key, ` ${name}`),
      ...(items.length ? items : [none]),
    );
  }

  /** @param {Span} span */
  #span({ label, text, note, attributes }) {
    const values = Object.values(attributes).join(", ");
    return make(
      "span",
      { class: "item" },
      make("span", { class: "surface", ...this.script }, text),
      " ",
      make("span", { class: `chip label-${label}` }, this.phrases.label(label)),
      values ? ` (${values})` : "",
      note ? make("span", { class: "remark soft" }, note) : "",
    );
  }

  /** @param {string} names @param {string} words */
  #line(names, words) {
    return make("span", { class: `item ${names}` }, words);
  }

  /** How the sources of a stale item differ from what they were. @param {Conflict} conflict */
  #stale({ stale }) {
    const rows = stale.map(({ owner, before, after }) => {
      const fields = { name: this.phrases.owner(owner), before: this.#all(before), after: this.#all(after) };
      return make("li", {}, this.speech.say("differs", fields));
    });
    return make("div", { class: "stale" }, make("strong", {}, this.speech.say("stale")), make("ul", {}, ...rows));
  }

  /** @param {import("./types.js").Difference["before"]} items */
  #all(items) {
    return items.map((item) => this.phrases.item(item, GOLD)).join(this.speech.say("and")) || this.speech.say("no-item");
  }

  /** @param {string} action */
  #button(action) {
    const key = { merge: "KeyM", edit: "KeyE", nothing: "Digit0", save: "Enter", cancel: "Escape", add: "Insert" }[action] ?? "";
    const names = action === "save" ? "" : "secondary";
    return make(
      "button",
      { type: "button", class: names, "data-action": action },
      make("kbd", {}, caption(key)),
      ` ${this.speech.say(`do-${action}`)}`,
    );
  }

  /** @param {string} key */
  #note(key) {
    return make("p", { class: "stale" }, this.speech.say(key), " ", this.#plain("reopen"));
  }

  /** @param {string} action */
  #plain(action) {
    return make("button", { type: "button", class: "secondary", "data-action": action }, this.speech.say(`do-${action}`));
  }

  /** @param {SpanDraft | LinkDraft} draft */
  #drafting(draft) {
    const spans = "spans" in draft;
    return [
      make("h2", { id: "question-title" }, this.speech.say("editing")),
      make("p", { class: "hint" }, this.speech.say(spans ? "how-spans" : "how-relations")),
      spans ? this.#draftSpans(draft) : this.#draftLinks(draft),
      make("div", { class: "choices" }, this.#button("save"), this.#button("cancel")),
      ...(spans ? [this.#palette()] : []),
    ];
  }

  /** @param {SpanDraft} draft */
  #draftSpans(draft) {
    const rows = draft.spans.map((span) =>
      make(
        "li",
        {},
        make(
          "button",
          { type: "button", class: "row", "data-id": span.id, "aria-current": draft.editor.span?.id === span.id && "true" },
          this.#span(span),
        ),
      ),
    );
    return make("ol", { class: "items" }, ...rows);
  }

  #palette() {
    const { entities } = this.phrases.schema.data;
    const buttons = entities.map(({ label, key, name }) =>
      make(
        "li",
        {},
        make(
          "button",
          { type: "button", class: `label-button label-${label}`, "data-label": label, tabindex: "-1" },
          make("span", { class: "swatch" }),
          make("span", { class: "name" }, this.speech.of(name)),
          make("kbd", {}, key.toUpperCase()),
        ),
      ),
    );
    return make("div", { class: "palette" }, make("ul", {}, ...buttons));
  }

  /** @param {LinkDraft} draft */
  #draftLinks(draft) {
    const rows = draft.choices.map(({ kind, head, tail }, index) => {
      const on = draft.at(index);
      const relation = on ?? { id: "", head: head.id, tail: tail.id, label: kind.label, attributes: {}, note: "" };
      const button = make(
        "button",
        { type: "button", class: "row", "data-choice": index, "aria-pressed": String(Boolean(on)) },
        index < 9 ? make("kbd", {}, caption(`Digit${index + 1}`)) : "",
        ` ${this.phrases.sentence(relation, GOLD)}`,
      );
      return make("li", {}, button, ...(on ? this.#values(index, on.attributes, kind) : []));
    });
    return make("ol", { class: "items links" }, ...rows);
  }

  /** @param {number} index @param {Record<string, string>} attributes @param {import("../annotate/types.js").RelationType} kind */
  #values(index, attributes, kind) {
    const { data } = this.phrases.schema;
    return Object.entries(kind.attributes).map(([name, given]) => {
      const values = valuesOf(given);
      const words = data.attributes[name];
      const options = values.map((value) =>
        make("option", { value, selected: (attributes[name] ?? values[0]) === value }, words ? this.speech.of(words.values[value]) : value),
      );
      const label = words ? this.speech.of(words.name) : name;
      return make("select", { "aria-label": label, "data-value": `${index} ${name}` }, ...options);
    });
  }
}
