/** Keys that a person has chosen instead of the usual ones. */

/** @import { Action } from "./actions.js" */

/** @typedef {Record<string, string[]>} Chosen keys by the id of an action; what is not in it has its usual keys */

/** The keys of a table of actions, the chosen ones in place of the usual ones. */
export class Keymap {
  /** @type {Map<Action, string[]>} */
  #usual;

  /**
   * @param {Action[]} actions whose `keys` are replaced
   * @param {Chosen} chosen
   * @param {string[]} labelKeys keys of the schema, which cannot be chosen
   */
  constructor(actions, chosen, labelKeys) {
    this.actions = actions;
    this.labelKeys = labelKeys;
    this.#usual = new Map(actions.map((action) => [action, action.keys]));
    this.chosen = chosen;
    this.#apply();
  }

  /**
   * What a key does already, as ids of actions, apart from one action; `label` stands for a key of the schema.
   * @param {string} id
   * @param {string} key
   * @returns {string[]}
   */
  conflicts(id, key) {
    const [first] = this.#called(id);
    const others = this.actions.filter((other) => other.id !== id && other.keys.includes(key) && meet(first, other));
    const labels = this.labelKeys.includes(key) ? ["label"] : [];
    return [...labels, ...new Set(others.map((other) => other.id))];
  }

  /** Give an action one key; nothing is done if the key does something else. @param {string} id @param {string} key */
  choose(id, key) {
    if (this.conflicts(id, key).length) return false;
    this.chosen = { ...this.chosen, [id]: [key] };
    this.#apply();
    return true;
  }

  /**
   * Give an action its usual keys again, or all actions theirs.
   * @param {string} [id]
   * @returns {string[]} what stands in the way: actions that have one of those keys now
   */
  reset(id) {
    const usual = id ? this.#called(id).flatMap((action) => this.#usual.get(action) ?? []) : [];
    const inTheWay = usual.flatMap((key) => this.conflicts(id ?? "", key)).filter((other) => other in this.chosen);
    if (inTheWay.length) return inTheWay;
    this.chosen = Object.fromEntries(Object.entries(this.chosen).filter(([own]) => id && own !== id));
    this.#apply();
    return [];
  }

  /** Whether an action has other keys than usual. @param {string} id */
  isChosen(id) {
    return id in this.chosen;
  }

  /** @param {string} id */
  #called(id) {
    return this.actions.filter((action) => action.id === id);
  }

  /** An action may stand in the table more than once, for several places; its chosen key works in the last. */
  #apply() {
    for (const action of this.actions) {
      const chosen = Object.hasOwn(this.chosen, action.id) ? this.chosen[action.id] : null;
      const last = this.#called(action.id).at(-1);
      action.keys = chosen ? (action === last ? chosen : []) : (this.#usual.get(action) ?? []);
    }
  }
}

/** Whether two actions can be possible at the same time as far as the place is concerned. @param {Action} a @param {Action} b */
function meet({ zone: a = "anywhere" }, { zone: b = "anywhere" }) {
  return a === b || a === "anywhere" || b === "anywhere";
}
