/** The small menu beside a proposed tail: the relation types that are legal, with their keys. */

import { make } from "./dom.js";
import { place } from "./paint.js";

/** @import { Painter } from "./paint.js" */
/** @import { Relater } from "./relate.js" */

const WIDTH = 260;

/** Shows what `relater` proposes. */
export class Menu {
  /** @type {Relater["target"]} */
  #shown = null;

  /** @param {Relater} relater @param {Painter} painter @param {HTMLElement} panel */
  constructor(relater, painter, panel) {
    this.relater = relater;
    this.painter = painter;
    this.panel = panel;
    panel.addEventListener("pointerdown", (event) => event.stopPropagation());
    panel.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Go into the menu with the keyboard, where more than one type is to choose from. */
  enter() {
    if (this.relater.target?.types.length === 1) this.relater.confirm();
    else this.panel.querySelector("button")?.focus();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (!step) return;
    const options = [...this.panel.querySelectorAll("button")];
    const at = options.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    options[(at + step + options.length) % options.length].focus();
    event.preventDefault();
  }

  #close() {
    if (this.panel.contains(document.activeElement)) this.painter.lines.root.focus({ preventScroll: true });
    this.panel.hidden = true;
    this.#shown = null;
  }

  /** Show the types for the proposed tail, or nothing. */
  update() {
    const target = this.relater.target;
    const box = target && this.painter.tagBox(target.span);
    if (!target || !box) return this.#close();
    this.panel.hidden = false;
    if (target === this.#shown) return;
    this.#shown = target;
    const { speech } = this.relater.editor;
    const options = target.types.map((kind, i) => this.#option(kind, i + 1));
    this.panel.firstElementChild?.replaceChildren(make("p", {}, speech.say("choose-relation")), ...options);
    const room = this.painter.width - WIDTH;
    const lines = this.painter.boxesOf(target.span);
    const below = lines[lines.length - 1];
    place(this.panel, {
      x: Math.max(0, Math.min(box.x - WIDTH / 2, room)),
      y: below.y + below.height + 10,
      width: WIDTH,
      height: 0,
    });
    this.panel.style.height = "auto";
  }

  /** @param {import("./types.js").RelationType} kind @param {number} number */
  #option(kind, number) {
    const { editor } = this.relater;
    const keys = make(
      "span",
      { class: "keys" },
      make("kbd", {}, kind.key.toUpperCase()),
      make("kbd", {}, String(number)),
    );
    const button = make("button", { type: "button", class: "row", value: kind.label }, make("span", {}, editor.nameOf(kind.label)), keys);
    button.addEventListener("click", () => this.relater.confirm(kind));
    return button;
  }
}
