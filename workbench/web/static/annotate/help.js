/** The overlay of all keys, made from the table of actions. */

import { grouped, make } from "./dom.js";
import { caption } from "./keys.js";

/** @import { Action } from "./actions.js" */
/** @import { Speech } from "./words.js" */

/**
 * Fill a dialog with the keys of all actions, by group.
 * @param {HTMLElement} dialog
 * @param {Action[]} actions
 * @param {Speech} speech
 */
export function fillHelp(dialog, actions, speech) {
  const groups = grouped(actions, (action) => action.group);
  const sections = [...groups].map(([group, members]) => {
    const rows = [...grouped(members, (action) => action.id)].map(([id, same]) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, speech.say(`do-${id}`)),
        make("td", {}, ...captions(same.flatMap((action) => action.keys))),
      ),
    );
    return make(
      "section",
      {},
      make("h3", {}, speech.say(`group-${group}`)),
      make("table", {}, make("tbody", {}, ...rows)),
    );
  });
  dialog.replaceChildren(...sections);
}

/** Keys as they are drawn; those of the number pad say nothing new. @param {string[]} keys */
export function captions(keys) {
  const shown = keys.filter((key) => !key.includes("Numpad"));
  return shown.flatMap((key, i) => [i ? " " : "", make("kbd", { dir: "ltr" }, caption(key))]);
}
