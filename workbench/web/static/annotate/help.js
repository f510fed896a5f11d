/** The overlay of all keys, made from the table of actions; each key can be changed there. */

import { grouped, make } from "./dom.js";
import { caption, nameOf } from "./keys.js";

/** @import { Action } from "./actions.js" */
/** @import { Chosen, Keymap } from "./remap.js" */
/** @import { Speech } from "./words.js" */

const MODIFIERS = /^(Control|Shift|Alt|Meta|AltGraph|CapsLock)/;

/** The dialog of keys. */
export class Help {
  /** The action that waits for its new key. */
  #waiting = "";

  /**
   * @param {Keymap} keymap
   * @param {Speech} speech
   * @param {{dialog: HTMLDialogElement, table: HTMLElement, said: HTMLElement, reset: HTMLElement}} parts
   * @param {(chosen: Chosen) => Promise<boolean>} keep stores the chosen keys; whether that was possible
   */
  constructor(keymap, speech, parts, keep) {
    this.keymap = keymap;
    this.speech = speech;
    this.parts = parts;
    this.keep = keep;
    parts.dialog.addEventListener("keydown", (event) => this.#press(event));
    parts.dialog.addEventListener("close", () => this.#wait(""));
    parts.reset.addEventListener("click", () => this.#reset());
    this.#fill();
  }

  /** Show it. */
  open() {
    this.#say("");
    this.parts.dialog.showModal();
  }

  #fill() {
    const groups = grouped(this.keymap.actions, (action) => action.group);
    const sections = [...groups].map(([group, members]) => {
      const rows = [...grouped(members, (action) => action.id)].map(([id, same]) => this.#row(id, same));
      const title = make("h3", {}, this.speech.say(`group-${group}`));
      return make("section", {}, title, make("table", {}, make("tbody", {}, ...rows)));
    });
    this.parts.table.replaceChildren(...sections);
    showShortcuts(this.keymap.actions);
    this.parts.reset.hidden = Object.keys(this.keymap.chosen).length === 0;
  }

  /** @param {string} id @param {Action[]} same the rows of the table with this id */
  #row(id, same) {
    const name = this.speech.say(`do-${id}`);
    const all = same.flatMap((action) => action.keys);
    const keys = make("td", {}, ...captions(all));
    const buttons = make("td", { class: "change" }, this.#button(id, "change-key", name, () => this.#wait(id)));
    if (this.keymap.isChosen(id)) buttons.append(this.#button(id, "reset-key", name, () => this.#reset(id)));
    return make("tr", { "data-row": id, "data-keys": all.join(" ") }, make("th", { scope: "row" }, name), keys, buttons);
  }

  /** @param {string} id @param {"change-key" | "reset-key"} what @param {string} action @param {() => void} run */
  #button(id, what, action, run) {
    const words = { title: this.speech.say(what), "aria-label": `${this.speech.say(what)}: ${action}` };
    const button = make("button", { type: "button", class: "quiet", "data-key": `${what} ${id}`, ...words });
    button.append(what === "change-key" ? "✎" : "↺");
    button.addEventListener("click", run);
    return button;
  }

  /** Wait for the new key of an action; for none, stop waiting. @param {string} id */
  #wait(id) {
    this.#waiting = id;
    for (const row of this.parts.table.querySelectorAll("tr")) {
      row.toggleAttribute("data-waiting", row.dataset.row === id);
    }
    if (id) this.#say(this.speech.say("press-key", { action: this.speech.say(`do-${id}`) }));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (!this.#waiting || MODIFIERS.test(event.code)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.code === "Escape") {
      this.#wait("");
      return this.#say(this.speech.say("cancelled"));
    }
    this.#choose(this.#waiting, nameOf(event));
  }

  /** @param {string} id @param {string} key */
  #choose(id, key) {
    const taken = this.keymap.conflicts(id, key);
    const fields = { key: caption(key), action: this.#names([id]), other: this.#names(taken) };
    if (!this.keymap.choose(id, key)) return this.#say(this.speech.say("key-taken", fields));
    void this.#changed(this.speech.say("key-chosen", fields), id);
  }

  /** @param {string} [id] */
  #reset(id) {
    const inTheWay = this.keymap.reset(id);
    if (inTheWay.length) return this.#say(this.speech.say("reset-taken", { other: this.#names(inTheWay) }));
    void this.#changed(this.speech.say("keys-reset"), id);
  }

  /** @param {string} said @param {string} [id] the action whose button has the keyboard */
  async #changed(said, id) {
    this.#wait("");
    this.#fill();
    const button = this.parts.table.querySelector(`[data-key="change-key ${id}"]`);
    if (button instanceof HTMLElement) button.focus();
    this.#say(said);
    if (!(await this.keep(this.keymap.chosen))) this.#say(`${said} ${this.speech.say("keys-not-kept")}`);
  }

  /** @param {string[]} ids */
  #names(ids) {
    return ids.map((id) => this.speech.say(id === "label" ? "labels" : `do-${id}`)).join(this.speech.say("between"));
  }

  /** @param {string} words */
  #say(words) {
    this.parts.said.textContent = words;
  }
}

/**
 * A way to store chosen keys.
 * @param {string} url
 * @returns {(chosen: Chosen) => Promise<boolean>}
 */
export function keptAt(url) {
  return async (keys) => {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const sent = fetch(url, { method: "POST", headers, body: JSON.stringify({ keys }), redirect: "manual" });
    return sent.then(
      (response) => response.ok,
      () => false,
    );
  };
}

/** Tell screen readers the keys of the buttons that stand for actions. @param {Action[]} actions */
function showShortcuts(actions) {
  for (const button of document.querySelectorAll("button[data-action], [data-shortcut]")) {
    const id = button.getAttribute("data-action") ?? button.getAttribute("data-shortcut");
    const [key] = actions.filter((action) => action.id === id).flatMap((action) => action.keys);
    if (key) button.setAttribute("aria-keyshortcuts", key.replace("Ctrl", "Control").replace(/(Key|Digit)(?=\w$)/, ""));
  }
}

/** Keys as they are drawn; those of the number pad say nothing new. @param {string[]} keys */
export function captions(keys) {
  const shown = keys.filter((key) => !key.includes("Numpad"));
  return shown.flatMap((key, i) => [i ? " " : "", make("kbd", { dir: "ltr" }, caption(key))]);
}
