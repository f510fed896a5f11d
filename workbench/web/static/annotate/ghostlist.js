/** The suggestions as a list: one row for each name and each relation, with its own two buttons. */

import { grouped, make } from "./dom.js";
import { isRelation } from "./suggestions.js";

/** @import { Editor } from "./editor.js" */
/** @import { Suggester } from "./suggester.js" */
/** @import { GhostRelation, GhostSpan } from "./suggestions.js" */

const LONGEST = 40;

/** The list of suggestions in the column of annotations. */
export class GhostList {
  #shown = "";

  /**
   * @param {Editor} editor
   * @param {Suggester} suggester
   * @param {{section: HTMLElement, rows: HTMLElement}} places
   * @param {{lang: string, dir: string}} script of the article
   */
  constructor(editor, suggester, places, script) {
    this.editor = editor;
    this.suggester = suggester;
    this.places = places;
    this.script = script;
  }

  /** Show what is suggested now, and which of it is in focus. */
  update() {
    const { spans, relations } = this.editor.suggestions;
    const focus = this.editor.ghost?.id ?? "";
    const key = [focus, ...spans.keys(), ...relations.keys()].join();
    if (key === this.#shown) return;
    this.#shown = key;
    const names = [...grouped([...spans.values()], (ghost) => ghost.name).values()];
    const types = [...grouped([...relations.values()], (ghost) => ghost.label).values()];
    const rows = [
      ...names.map((group) => () => this.#row(group, focus)),
      ...types.flatMap((group) => [
        ...(group.length > 1 ? [() => this.#title(group)] : []),
        ...group.map((ghost) => () => this.#row([ghost], focus)),
      ]),
    ];
    this.places.section.hidden = rows.length === 0;
    this.places.rows.replaceChildren(...rows.slice(0, LONGEST).map((row) => row()));
  }

  /** Several relations of one type, which can be taken together. @param {GhostRelation[]} group */
  #title([ghost, ...others]) {
    const { speech } = this.editor;
    const name = make("span", { class: "name" }, this.editor.nameOf(ghost.label), " ");
    name.append(make("span", { class: "times" }, speech.say("times", { n: others.length + 1 })));
    return make("li", { "data-type": ghost.label }, name, ...this.#both(ghost));
  }

  /** @param {(GhostSpan | GhostRelation)[]} group @param {string} focus */
  #row(group, focus) {
    const [ghost] = group;
    const current = group.some(({ id }) => id === focus);
    const open = make(
      "button",
      { type: "button", class: "row ghost-row", "data-id": ghost.id, "aria-current": current ? "true" : undefined },
      ...this.#content(ghost, group.length),
    );
    return make("li", {}, open, ...(isRelation(ghost) ? this.#single(ghost) : this.#both(ghost)));
  }

  /** @param {GhostSpan | GhostRelation} ghost */
  #both(ghost) {
    return [
      this.#button("✓", "accept-all", ghost, () => this.suggester.acceptAll()),
      this.#button("✕", "reject-all", ghost, () => this.suggester.rejectAll()),
    ];
  }

  /** @param {GhostRelation} ghost */
  #single(ghost) {
    return [
      this.#button("✓", "accept", ghost, () => this.suggester.accept(ghost)),
      this.#button("✕", "reject", ghost, () => this.suggester.reject(ghost)),
    ];
  }

  /** @param {GhostSpan | GhostRelation} ghost @param {number} count */
  #content(ghost, count) {
    const { speech, schema, session } = this.editor;
    const surface = (/** @type {string} */ text) => make("bdi", { ...this.script, class: "surface" }, text);
    if (isRelation(ghost)) {
      const [head, tail] = [ghost.head, ghost.tail].map((id) => surface(session.state.spans.get(id)?.text ?? ""));
      const name = make("span", { class: "chip" }, this.editor.nameOf(ghost.label));
      return [head, make("span", { class: "joint", "aria-hidden": "true" }), tail, name];
    }
    const kind = schema.entities.get(ghost.label);
    const chip = make("span", { class: `chip label-${ghost.label}` }, kind ? speech.of(kind.tag) : ghost.label);
    const times = make("span", { class: "times" }, speech.say("times", { n: count }));
    return [chip, surface(ghost.text), times, ...this.#from(ghost)];
  }

  /** Where it comes from, unless from this article; how sure that is; which other labels the name has borne. @param {GhostSpan} ghost */
  #from({ source, score, labels }) {
    const { speech } = this.editor;
    const others = Object.entries(labels).length > 1 ? labels : {};
    const counted = Object.entries(others).map(([label, n]) => speech.say("label-times", { label: this.editor.nameOf(label), n }));
    const name = speech.knows(`from-${source}`) ? speech.say(`from-${source}`) : source;
    const sure = score === null ? "" : speech.say("sure", { n: Math.round(100 * score) });
    return [
      ...(source === "document" ? [] : [make("span", { class: "from" }, make("bdi", {}, name), " ", sure)]),
      ...(counted.length ? [make("span", { class: "from either" }, speech.say("either"), " ", counted.join(speech.say("or")))] : []),
    ];
  }

  /** @param {string} sign @param {string} action @param {GhostSpan | GhostRelation} ghost @param {() => void} run */
  #button(sign, action, ghost, run) {
    const words = `${this.editor.speech.say(`do-${action}`)}: ${this.editor.wording(ghost)}`;
    const button = make("button", { type: "button", class: "quiet sign", "aria-label": words, title: words }, sign);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.editor.focusOn({ kind: "ghost", id: ghost.id });
      run();
    });
    return button;
  }
}
