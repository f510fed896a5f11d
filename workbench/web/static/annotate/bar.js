/** The bottom bar and the status in the top bar: is it saved, what can be done now, how does the document stand. */

import { make } from "./dom.js";
import { captions } from "./help.js";

/** @import { Action } from "./actions.js" */
/** @import { Editor } from "./editor.js" */
/** @import { Queue } from "./queue.js" */

/** @typedef {{saved: HTMLElement, hints: HTMLElement, status: HTMLElement, done: HTMLElement}} Places */

/** Keeps both bars up to date. */
export class Bar {
  #hints = "";

  /** @param {Editor} editor @param {Queue} queue @param {Places} places */
  constructor(editor, queue, places) {
    this.editor = editor;
    this.queue = queue;
    this.places = places;
    queue.addEventListener("change", () => this.showSaved());
    this.showSaved();
  }

  /** The state of the queue in words. */
  showSaved() {
    const { saved } = this.places;
    const { speech, session } = this.editor;
    const n = this.queue.items.length;
    saved.dataset.state = this.queue.state;
    saved.replaceChildren(speech.say(session.readOnly ? "reading" : this.queue.state, { n }));
    if (this.queue.state !== "signed-out") return;
    saved.append(
      " ",
      make("a", { href: saved.dataset.signIn ?? "", target: "_blank", rel: "opener" }, speech.say("sign-in-again")),
    );
  }

  /** How the document stands, and what its button does. */
  showStatus() {
    const { status, done } = this.places;
    const { state, readOnly } = this.editor.session;
    status.textContent = this.editor.speech.say(`status-${state.status}`);
    status.className = `status status-${state.status}`;
    done.textContent = this.editor.speech.say(state.status === "done" ? "reopen" : "finish");
    done.toggleAttribute("disabled", readOnly !== null);
  }

  /** The keys that help with what is in focus. @param {Action[]} possible */
  showHints(possible) {
    const hints = possible.filter(({ hint }) => (typeof hint === "function" ? hint() : hint));
    const key = hints.map((action) => [action.id, action.keys]).join();
    if (key === this.#hints) return;
    this.#hints = key;
    const shown = hints.map(({ id, keys, run }) => {
      const button = make(
        "button",
        { type: "button", class: "hint-button", tabindex: "-1" },
        ...captions(keys.slice(0, 1)),
        " ",
        this.editor.speech.say(`do-${id}`),
      );
      button.addEventListener("click", () => void run());
      return button;
    });
    this.places.hints.replaceChildren(...shown);
  }
}
