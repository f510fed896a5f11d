/** What stands on the desk, in words: labels, sentences of relations, names of sides, decisions. */

import { isolated } from "../annotate/editor.js";
import { valuesOf } from "../annotate/fields.js";
import { GOLD } from "./desk.js";

/** @import { Schema } from "../annotate/rules.js" */
/** @import { Relation, RelationType, Span } from "../annotate/types.js" */
/** @import { Speech } from "../annotate/words.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Decision } from "./types.js" */

/** The wording of one desk. */
export class Phrases {
  /** @param {Desk} desk @param {Schema} schema @param {Speech} speech */
  constructor(desk, schema, speech) {
    this.desk = desk;
    this.schema = schema;
    this.speech = speech;
  }

  /** What a label is called. @param {string} label */
  label(label) {
    const kind = this.schema.entities.get(label) ?? this.schema.relations.get(label);
    return kind ? this.speech.of(kind.name) : label;
  }

  /** What a label is called where there is little room. @param {string} label */
  tag(label) {
    const kind = this.schema.entities.get(label);
    return kind ? this.speech.of(kind.tag) : label;
  }

  /** Whose side it is. @param {string} owner */
  owner(owner) {
    return owner === GOLD ? this.speech.say("gold") : isolated(this.desk.nameOf(owner));
  }

  /** The sentence that a relation states, its ends being spans of an owner; how it is meant unless it simply holds.
   * @param {Relation} relation @param {string} owner */
  sentence({ head, tail, label, attributes }, owner) {
    const kind = this.schema.relations.get(label);
    const ends = { head: this.desk.span(owner, head)?.text ?? "…", tail: this.desk.span(owner, tail)?.text ?? "…" };
    const template = kind ? this.speech.of(kind.template) : label;
    const said = template.replace(/\{(head|tail)\}/g, (_, end) => isolated(end === "head" ? ends.head : ends.tail));
    const values = this.#values(attributes, kind?.attributes ?? {});
    return values ? `${said} (${values})` : said;
  }

  /** A span or relation in words. @param {Span | Relation} item @param {string} owner */
  item(item, owner) {
    return "head" in item ? this.sentence(item, GOLD) || owner : `${isolated(item.text)} ${this.label(item.label)}`;
  }

  /** What was decided. @param {Decision} decision */
  decision({ what, take }) {
    return what === "taken" ? this.speech.say("was-taken", { name: this.owner(take) }) : this.speech.say(`was-${what}`);
  }

  /** The values that say more than the usual. @param {Record<string, string>} attributes @param {RelationType["attributes"]} known */
  #values(attributes, known) {
    const { data } = this.schema;
    const told = Object.entries(attributes).filter(([name, value]) => valuesOf(known[name] ?? [])[0] !== value);
    const named = told.map(([name, value]) => {
      const words = data.attributes[name]?.values[value];
      return words ? this.speech.of(words) : value;
    });
    return named.join(this.speech.say("and"));
  }
}
