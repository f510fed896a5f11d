/** Which types of relations are shown, in the text and in the list: one chip for each type that occurs. */

import { make } from "./dom.js";

/** @import { Editor } from "./editor.js" */

/** The chips above the relations. */
export class Filter {
  #shown = "";

  /** @param {Editor} editor @param {HTMLElement} chips @param {HTMLElement} list of relations, grouped by type */
  constructor(editor, chips, list) {
    this.editor = editor;
    this.chips = chips;
    this.list = list;
  }

  /** Bring the chips and the list up to date, after the list was. */
  update() {
    const { editor } = this;
    const { hidden } = editor.view;
    for (const group of this.list.querySelectorAll("[data-type]")) {
      group.toggleAttribute("hidden", hidden.has(group.getAttribute("data-type") ?? ""));
    }
    const counts = new Map();
    for (const { label } of editor.session.state.relations.values()) counts.set(label, (counts.get(label) ?? 0) + 1);
    const types = editor.schema.data.relations.filter(({ label }) => counts.has(label));
    const key = JSON.stringify([[...counts], [...hidden]]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#fill(types.map(({ label }) => this.#chip(label, counts.get(label))));
  }

  /** @param {HTMLElement[]} chips */
  #fill(chips) {
    const focused = document.activeElement?.getAttribute("data-filter");
    this.chips.hidden = chips.length < 2 && this.editor.view.hidden.size === 0;
    this.chips.replaceChildren(...chips);
    chips.find((chip) => chip.dataset.filter === focused)?.focus();
  }

  /** @param {string} label @param {number} n */
  #chip(label, n) {
    const { view, speech } = this.editor;
    const name = this.editor.nameOf(label);
    const chip = make(
      "button",
      { type: "button", class: "filter", "data-filter": label, "aria-pressed": String(!view.hidden.has(label)) },
      name,
      " ",
      make("span", { class: "soft" }, speech.numbers.format(n)),
    );
    chip.addEventListener("click", () => {
      view.toggleType(label);
      this.editor.announce(speech.say(view.hidden.has(label) ? "type-hidden" : "type-shown", { label: name }));
    });
    return chip;
  }
}
