/** Where a name stands in the article: whole tokens, after proclitics too, however it is spelt. */

import { fold } from "./fold.js";

/** @import { Folded } from "./fold.js" */
/** @import { Text } from "./text.js" */
/** @import { Extent } from "./types.js" */

const LAM = "ل";
const ARTICLE = "ال";
const PROCLITIC = /^(?:[وف]?[بلكس]|[وف])$/;
const SHORTEST = 2;

/** The names of one article; its text never changes, so every name is looked for once. */
export class Names {
  /** @type {Folded | null} */
  #article = null;
  /** @type {Set<number> | null} */
  #starts = null;
  /** @type {Set<number> | null} */
  #ends = null;
  /** @type {Map<string, string>} */
  #spelt = new Map();
  /** @type {Map<string, Extent[]>} */
  #places = new Map();

  /** @param {Text} text */
  constructor(text) {
    this.text = text;
  }

  /** Where tokens begin. */
  get starts() {
    return (this.#starts ??= new Set(this.text.tokens.map((token) => token.start)));
  }

  /** Where tokens end. */
  get ends() {
    return (this.#ends ??= new Set(this.text.tokens.map((token) => token.end)));
  }

  /**
   * What a name is called here, as a key: folded, and with the article that it lost after ل (للولايات).
   * @param {Extent} extent
   */
  of(extent) {
    const name = this.#folded(this.text.surface(extent));
    return this.#lostArticle(extent, name) ? `ا${name}` : name;
  }

  /**
   * All places of the name that an extent holds, with that extent.
   * @param {Extent} extent
   * @returns {Extent[]}
   */
  places(extent) {
    const name = this.#folded(this.text.surface(extent));
    const lost = this.#lostArticle(extent, name);
    const key = lost ? `${LAM}+${name}` : name;
    const known = this.#places.get(key);
    if (known) return known;
    const readings = lost ? [`ا${name}`, name, `${ARTICLE}${name}`] : [name];
    const found = new Map(readings.flatMap((reading) => this.#search(reading)).map((one) => [one.start, one]));
    this.#places.set(key, [...found.values()]);
    return [...found.values()];
  }

  /** The proclitic token that an extent begins with, or null. @param {Extent} extent */
  procliticIn({ start, end }) {
    const token = this.text.tokenAt(start);
    return token && token.start === start && token.end < end && this.isProclitic(token) ? token : null;
  }

  /** The proclitic token right before an extent, or null. @param {Extent} extent */
  procliticBefore({ start }) {
    const token = start > 0 ? this.text.tokenAt(start - 1) : null;
    return token && token.end === start && this.isProclitic(token) ? token : null;
  }

  /** Whether a token is a particle glued to the next one. @param {Extent} token */
  isProclitic(token) {
    return this.starts.has(token.end) && PROCLITIC.test(this.#folded(this.text.surface(token)));
  }

  /** Whether the article lost its alef: للعراق is ل and العراق. @param {Extent} extent @param {string} name */
  #lostArticle(extent, name) {
    return name.startsWith(LAM) && this.#isAfterLam(extent.start);
  }

  /** @param {number} start */
  #isAfterLam(start) {
    const before = this.procliticBefore({ start, end: start + 1 });
    return before !== null && this.#folded(this.text.surface(before)).endsWith(LAM);
  }

  /** @param {string} reading @returns {Extent[]} */
  #search(reading) {
    if (reading.length < SHORTEST) return [];
    const glued = [];
    if (reading.startsWith(ARTICLE)) glued.push(reading.slice(1));
    if (reading.startsWith(`${ARTICLE}${LAM}`)) glued.push(reading.slice(2));
    const afterLam = glued.flatMap((form) => this.#occurrences(form)).filter((one) => this.#isAfterLam(one.start));
    return [...this.#occurrences(reading), ...afterLam];
  }

  /** Where a folded form fills whole tokens. @param {string} form */
  #occurrences(form) {
    const { text, starts, ends } = (this.#article ??= fold(this.text.text));
    const found = [];
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      const extent = { start: starts[at], end: ends[at + form.length - 1] };
      if (this.starts.has(extent.start) && this.ends.has(extent.end)) found.push(extent);
    }
    return found;
  }

  /** @param {string} surface */
  #folded(surface) {
    const before = this.#spelt.get(surface);
    if (before !== undefined) return before;
    const { text } = fold(surface);
    this.#spelt.set(surface, text);
    return text;
  }
}
