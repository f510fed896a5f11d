/** Words and numbers in the reader's language. */

/** @import { Language, Phrase, Words } from "./types.js" */

const LOCALES = { ar: "ar-IQ", en: "en" };

/** Every word on screen comes through here. */
export class Speech {
  /** @param {Record<string, Phrase>} table @param {Language} language @param {string} [section] of the table */
  constructor(table, language, section = "canvas") {
    this.table = table;
    this.section = section;
    this.language = language;
    this.numbers = new Intl.NumberFormat(LOCALES[language]);
    this.times = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "medium", timeStyle: "short" });
    this.plurals = new Intl.PluralRules(LOCALES[language]);
  }

  /**
   * A phrase of the section. `{n}` chooses the plural form and is written in the reader's digits.
   * @param {string} key without the section
   * @param {Record<string, string | number>} fields
   */
  say(key, fields = {}) {
    const phrase = this.table[`${this.section}.${key}`];
    if (phrase === undefined) throw new Error(`no words for ${this.section}.${key}`);
    const template =
      typeof phrase === "string" ? phrase : (phrase[this.plurals.select(Number(fields.n))] ?? phrase.other);
    return template.replace(/\{(\w+)\}/g, (_, name) => this.#field(fields[name]));
  }

  /** Whether there are words for a key. @param {string} key */
  knows(key) {
    return `${this.section}.${key}` in this.table;
  }

  /** A moment as people say it. @param {string} moment ISO 8601 */
  moment(moment) {
    return this.times.format(new Date(moment));
  }

  /** The side of a pair of words that the reader reads. @param {Words} words */
  of(words) {
    return words[this.language];
  }

  /** @param {string | number | undefined} value */
  #field(value) {
    return typeof value === "number" ? this.numbers.format(value) : String(value ?? "");
  }
}
