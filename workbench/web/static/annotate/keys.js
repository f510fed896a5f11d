/** From key presses to actions, and from keys to what is written on them. */

/** @import { Action, Zone } from "./actions.js" */

const CAPS = /** @type {Record<string, string>} */ ({
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Comma: ",",
  Equal: "=",
  Minus: "-",
  Period: ".",
  Quote: "'",
  Semicolon: ";",
  Slash: "/",
  Escape: "Esc",
  Delete: "Del",
  Backspace: "⌫",
  Enter: "↵",
  Shift: "⇧",
});
const TYPING = "input:not([type=radio]), textarea, select, [contenteditable], dialog";
const PRESSING = "button, a, summary, input";

/** Listens for the keys of a table of actions. */
export class Keys {
  /**
   * @param {Action[]} actions
   * @param {(target: Element) => Zone} zoneOf where the keyboard's focus is
   * @param {(code: string) => boolean} labelKey tries a key of the schema; whether it had one
   */
  constructor(actions, zoneOf, labelKey) {
    this.actions = actions;
    this.zoneOf = zoneOf;
    this.labelKey = labelKey;
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  /** The actions that can be done now, each once. @param {Element} target */
  possible(target) {
    const zone = this.zoneOf(target);
    return this.actions.filter((action) => fits(action, zone));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.isComposing || event.defaultPrevented || target.closest(TYPING)) return;
    if (["Enter", "Space"].includes(event.code) && !event.ctrlKey && target.closest(PRESSING)) return;
    const name = nameOf(event);
    if (/^(Key|Digit)\w$/.test(name) && this.labelKey(event.code)) return event.preventDefault();
    const action = this.possible(target).find(({ keys }) => keys.includes(name));
    if (action && action.run() !== false) event.preventDefault();
  }
}

/** @param {Action} action @param {Zone} here */
function fits({ zone = "anywhere", when }, here) {
  return (zone === "anywhere" || zone === here) && (!when || when());
}

/** The physical key with its modifiers, in one fixed order. @param {KeyboardEvent} event */
export function nameOf({ ctrlKey, metaKey, altKey, shiftKey, code }) {
  const ctrl = ctrlKey || metaKey ? "Ctrl+" : "";
  return `${ctrl}${altKey ? "Alt+" : ""}${shiftKey ? "Shift+" : ""}${code}`;
}

/** What is written on a key, for people. @param {string} key as in the table */
export function caption(key) {
  const parts = key.split("+").map((part) => CAPS[part] ?? part.replace(/^(Key|Digit)/, ""));
  return key === "Shift+Slash" ? "?" : parts.join(" ");
}
