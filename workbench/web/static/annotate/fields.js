/** The attributes, the note and the knowledge-base id of what is in focus, as form fields. */

import { make } from "./dom.js";
import { legalTypes, retype } from "./relate.js";

/** @import { Editor } from "./editor.js" */
/** @import { AttributeValues, EntityType, Relation, RelationType, Span } from "./types.js" */

/**
 * One choice for each attribute of the type; the first value is what an absent attribute means.
 * @param {Editor} editor
 * @param {"span" | "relation"} kind
 * @param {Span | Relation} item
 * @param {EntityType | RelationType} type
 * @returns {HTMLElement[]}
 */
export function attributeFields(editor, kind, item, type) {
  return Object.entries(type.attributes).map(([name, allowed]) => {
    const words = editor.schema.data.attributes[name];
    const options = valuesOf(allowed).map((value) => {
      const chosen = (item.attributes[name] ?? valuesOf(allowed)[0]) === value;
      const radio = make("input", {
        type: "radio",
        name: `attribute-${name}`,
        value,
        checked: chosen,
        disabled: Boolean(editor.closed),
      });
      radio.addEventListener("change", () =>
        save(editor, kind, item, { attributes: { ...item.attributes, [name]: value } }),
      );
      return make("label", {}, radio, ` ${words ? editor.speech.of(words.values[value]) : value}`);
    });
    return make(
      "fieldset",
      { class: "attribute" },
      make("legend", {}, words ? editor.speech.of(words.name) : name),
      ...options,
    );
  });
}

/** @param {Editor} editor @param {"span" | "relation"} kind @param {Span | Relation} item */
export function noteField(editor, kind, item) {
  const area = make("textarea", { rows: 2, dir: "auto", id: "note", disabled: Boolean(editor.closed) }, item.note);
  area.addEventListener("change", () => save(editor, kind, item, { note: area.value }));
  return make("label", { class: "note" }, make("span", {}, editor.speech.say("note")), area);
}

/** What the entity is called elsewhere, for example in Wikidata. @param {Editor} editor @param {Span} span */
export function knowledgeField(editor, span) {
  const disabled = Boolean(editor.closed);
  const field = make("input", { dir: "ltr", id: "kb-id", disabled, autocomplete: "off", spellcheck: "false" });
  field.value = span.kb_id ?? "";
  field.addEventListener("change", () => save(editor, "span", span, { kb_id: field.value.trim() || null }));
  return make("label", { class: "note" }, make("span", {}, editor.speech.say("kb-id")), field);
}

/**
 * A choice among the types that the schema allows between the ends of a relation.
 * @param {Editor} editor
 * @param {Relation} relation
 */
export function typeField(editor, relation) {
  const select = make("select", { id: "type", disabled: Boolean(editor.closed) });
  for (const { label } of legalTypes(editor, relation)) {
    select.append(make("option", { value: label, selected: label === relation.label }, editor.nameOf(label)));
  }
  select.addEventListener("change", () => {
    if (!retype(editor, relation, select.value)) select.value = relation.label;
  });
  return make("label", { class: "note" }, make("span", {}, editor.speech.say("relation-type")), select);
}

/** @param {Editor} editor @param {"span" | "relation"} kind @param {Span | Relation} item @param {object} fields */
function save(editor, kind, item, fields) {
  if (editor.edit(`update_${kind}`, { [kind]: { id: item.id, ...fields } }))
    editor.announce(editor.speech.say("changed"));
}

/** @param {AttributeValues} allowed */
export const valuesOf = (allowed) => (Array.isArray(allowed) ? allowed : allowed.values);
