/** What looks odd in a document, kept up to date: the count in the bottom bar, a way through, the check on finishing. */

import { make } from "./dom.js";
import { warningsOf } from "./warnings.js";

/** @import { Editor } from "./editor.js" */
/** @import { Warning } from "./warnings.js" */

/** The warnings of an editor's document. */
export class Checks {
  /** @type {Warning[]} */
  found = [];

  /**
   * @param {Editor} editor
   * @param {{button: HTMLElement, dialog: HTMLDialogElement, list: HTMLElement}} places
   */
  constructor(editor, places) {
    this.editor = editor;
    this.places = places;
    places.dialog.addEventListener("close", () => {
      if (places.dialog.returnValue === "finish") editor.toggleDone();
    });
  }

  /** Look again, and say how many there are. */
  update() {
    const { session, schema, suggestions, speech } = this.editor;
    const { button } = this.places;
    this.found = warningsOf(session.state, schema, suggestions.names);
    button.hidden = this.found.length === 0;
    button.textContent = speech.say("warnings-count", { n: this.found.length });
  }

  /** The ids of everything that has a warning. */
  get ids() {
    return new Set(this.found.map(({ id }) => id));
  }

  /** Put the next thing with a warning in focus and say what is odd about it. */
  next() {
    this.update();
    const { editor, found } = this;
    if (!found.length) return editor.announce(editor.speech.say("no-warnings"));
    this.#go(found[(found.findIndex(({ id }) => id === editor.view.focus?.id) + 1) % found.length]);
  }

  /** Finish the document or open it again; if anything looks odd, show it first. */
  toggleDone() {
    this.update();
    const { editor, found } = this;
    if (editor.closed || !found.length) return editor.toggleDone();
    const { dialog, list } = this.places;
    dialog.returnValue = "";
    list.replaceChildren(...found.map((warning) => this.#row(warning)));
    dialog.showModal();
  }

  /** @param {Warning} warning */
  #row(warning) {
    const { spans, relations } = this.editor.session.state;
    const item = spans.get(warning.id) ?? relations.get(warning.id);
    const words = make("strong", {}, item ? this.editor.wording(item) : "");
    const button = make("button", { type: "button", class: "row" }, words, make("span", {}, this.#why(warning)));
    button.addEventListener("click", () => {
      this.places.dialog.close();
      this.#go(warning);
    });
    return make("li", {}, button);
  }

  /** @param {Warning} warning */
  #go(warning) {
    this.editor.view.focusOn({ kind: warning.kind, id: warning.id });
    this.editor.announce(this.#why(warning), "warning");
    document.getElementById("text")?.focus({ preventScroll: true });
  }

  /** @param {Warning} warning */
  #why({ code }) {
    return this.editor.speech.say(`warning-${code}`);
  }
}
