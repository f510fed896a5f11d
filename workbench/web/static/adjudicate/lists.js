/** The column of lists: what is open, what was decided, what could not follow. */

import { make } from "../annotate/dom.js";
import { GOLD } from "./desk.js";

/** @import { Text } from "../annotate/text.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Phrases } from "./phrases.js" */
/** @import { Conflict, Decision, DeskData } from "./types.js" */

/** Keeps three lists up to date. */
export class Lists {
  /**
   * @param {Desk} desk
   * @param {Phrases} phrases
   * @param {{open: HTMLElement, counts: HTMLElement, decided: HTMLElement, lost: HTMLElement}} parts
   * @param {Text} text
   * @param {{lang: string, dir: string}} script
   */
  constructor(desk, phrases, parts, text, script) {
    this.desk = desk;
    this.phrases = phrases;
    this.speech = phrases.speech;
    this.parts = parts;
    this.text = text;
    this.script = script;
  }

  update() {
    const { conflicts, decisions, lost } = this.desk.data;
    this.parts.open.replaceChildren(...conflicts.map((conflict, index) => this.#conflict(conflict, index)));
    this.parts.open.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    this.parts.counts.textContent = this.speech.say("open", { n: conflicts.length });
    this.#fill(this.parts.decided, decisions.map((decision) => this.#decision(decision)).reverse());
    this.#fill(this.parts.lost, lost.map((one) => this.#lost(one)));
  }

  /** @param {DeskData["lost"][0]} lost */
  #lost({ owner, relation, why }) {
    const said = `${this.phrases.owner(owner)}: ${this.phrases.sentence(relation, owner)}`;
    return make("li", {}, said, make("span", { class: "soft" }, ` ${this.speech.say(`lost-${why}`)}`));
  }

  /** A list inside a fold that is there only if it holds something. @param {HTMLElement} list @param {Node[]} rows */
  #fill(list, rows) {
    list.replaceChildren(...rows);
    const fold = list.closest("details");
    if (fold) fold.hidden = rows.length === 0;
    const count = fold?.querySelector(".count");
    if (count) count.textContent = this.speech.numbers.format(rows.length);
  }

  /** @param {Conflict} conflict @param {number} index */
  #conflict(conflict, index) {
    const current = index === this.desk.index;
    return make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "row", "data-conflict": index, "aria-current": current && "true", tabindex: current ? 0 : -1 },
        conflict.stale.length ? make("span", { class: "badge" }, this.speech.say("stale-short")) : "",
        make("span", { class: "surface", ...this.script }, this.#place(conflict)),
        make("span", { class: "soft kind" }, this.speech.say(`kind-${conflict.kind}`)),
      ),
    );
  }

  /** The letters in question; of relations, those of their ends. @param {Conflict} conflict */
  #place(conflict) {
    if (conflict.kind === "spans") return this.text.surface(conflict);
    return this.desk.endsOf(conflict).map((span) => span.text).join(" … ");
  }

  /** The relations that were decided about, in words; at least their place. @param {Decision} decision */
  #linked(decision) {
    const [first] = Object.values(decision.versions).flatMap((side) => side.relations);
    return first ? this.phrases.sentence(first, GOLD) : this.text.surface(decision);
  }

  /** @param {Decision} decision */
  #decision(decision) {
    const { id, undone_at, reason, gap, category } = decision;
    const surface = decision.kind === "spans" ? this.text.surface(decision) : this.#linked(decision);
    const facts = [
      this.phrases.decision(decision),
      category && this.speech.say(`category-${category}`),
      gap && this.speech.say("gap"),
      undone_at && this.speech.say("undone"),
      reason,
    ];
    const undo = make("button", { type: "button", class: "quiet", "data-undo": id, "aria-label": `${this.speech.say("do-undo")}: ${surface}` }, "↺");
    return make(
      "li",
      { class: undone_at ? "decided undone" : "decided" },
      make("span", { class: "surface", ...this.script }, surface),
      make("span", { class: "soft" }, facts.filter(Boolean).join(" · ")),
      ...(undone_at || this.desk.data.state === "final" ? [] : [undo]),
    );
  }
}
