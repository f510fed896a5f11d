/** The desk as pure data: which conflict is in hand, its sides in one fixed order, what each is called. */

import { compareSpans } from "../annotate/rules.js";

/** @import { Relation, Span } from "../annotate/types.js" */
/** @import { Conflict, DeskData } from "./types.js" */

export const GOLD = "gold";

/**
 * One side of the conflict in hand: `touching` are its relations that start or end at its spans.
 * @typedef {{owner: string, position: number, spans: Span[], relations: Relation[], touching: Relation[]}} Side
 */

/** What is open of a document, one of it in hand. Fires `change`. */
export class Desk extends EventTarget {
  index = 0;
  /** Whether people are called A, B … */
  blind = false;

  /** @param {DeskData} data */
  constructor(data) {
    super();
    this.data = data;
  }

  /** The conflict in hand, or null. @returns {Conflict | null} */
  get conflict() {
    return this.data.conflicts[this.index] ?? null;
  }

  /** The sides of the conflict in hand: people by name, then what is in gold. @returns {Side[]} */
  get sides() {
    const { conflict } = this;
    return conflict ? this.owners.filter((owner) => owner in conflict.versions).map((owner, i) => this.#side(conflict, owner, i)) : [];
  }

  /** Everybody who can have a side. */
  get owners() {
    return [...this.data.sources.map((source) => source.owner), GOLD];
  }

  /** @param {Conflict} conflict @param {string} owner @param {number} position @returns {Side} */
  #side(conflict, owner, position) {
    return { owner, position, ...conflict.versions[owner], touching: conflict.touching[owner] ?? [] };
  }

  /** What somebody is called on screen; `gold` is left to the caller. @param {string} owner */
  nameOf(owner) {
    const place = this.data.sources.findIndex((source) => source.owner === owner);
    return this.blind && place >= 0 ? String.fromCharCode(65 + place) : owner;
  }

  /** The two gold spans between which relations are in question, in the order of the text. @param {Conflict} conflict */
  endsOf(conflict) {
    const ids = Object.values(conflict.versions).flatMap((side) => side.relations.flatMap((one) => [one.head, one.tail]));
    return [...new Set(ids)].flatMap((id) => this.span(GOLD, id) ?? []).sort(compareSpans);
  }

  /** A span of an owner, or of gold. @param {string} owner @param {string} id @returns {Span | undefined} */
  span(owner, id) {
    const side = owner === GOLD ? this.data.gold : this.data.sources.find((source) => source.owner === owner);
    return side?.spans.find((span) => span.id === id);
  }

  /** @param {number} index */
  take(index) {
    this.index = Math.max(0, Math.min(index, this.data.conflicts.length - 1));
    this.#tell();
  }

  /** The next or previous conflict, round again at the ends. @param {1 | -1} step */
  step(step) {
    const { length } = this.data.conflicts;
    if (length) this.take((this.index + step + length) % length);
  }

  /**
   * What the server answered; in hand is then what comes next in the text after `from`, or the first.
   * @param {DeskData} data
   * @param {number} from
   */
  show(data, from) {
    this.data = data;
    const next = data.conflicts.findIndex((conflict) => conflict.start >= from);
    this.index = Math.max(0, next);
    this.#tell();
  }

  /** Call people by name, or by letter. */
  toggleNames() {
    this.blind = !this.blind;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
