/** What the tests of the canvas share: a small schema, an article, fakes of the store and the server. */

import { Schema } from "../../workbench/web/static/annotate/rules.js";
import { Text } from "../../workbench/web/static/annotate/text.js";

const entity = (label) => ({ label, attributes: {} });
const relation = (label, head, tail, more = {}) => ({
  label,
  head,
  tail,
  symmetric: false,
  same_type: false,
  attributes: {},
  ...more,
});

export const schema = (nesting = {}, adjacency = undefined) =>
  new Schema({
    entities: ["PER", "LOC", "ORG"].map(entity),
    relations: [
      relation("AT", ["PER", "ORG"], ["LOC"]),
      relation("MEETS", ["PER", "ORG"], ["PER", "ORG"], { symmetric: true }),
      relation("ALIAS", ["PER", "LOC", "ORG"], ["PER", "LOC", "ORG"], { symmetric: true, same_type: true }),
    ],
    nesting: { crossing: false, same_span: false, same_label: false, forbid: [["PER", "LOC"]], ...nesting },
    adjacency,
  });

/** Tokens as the server cuts them: a run of letters or a single mark, with the proclitic و cut off before ب. */
export function textOf(string, closed = []) {
  const points = [...string];
  const tokens = [];
  for (let i = 0; i < points.length;) {
    let end = i + 1;
    const letter = /[\p{L}\p{M}\p{N}]/u;
    if (letter.test(points[i])) while (end < points.length && letter.test(points[end])) end++;
    const clitic = points[i] === "و" && points[i + 1] === "ب";
    if (clitic) end = i + 1;
    if (!/\s/u.test(points[i])) tokens.push([i, end]);
    i = end;
  }
  return new Text({ text: string, tokens, sections: closed.map(([start, end]) => [start, end, "boilerplate"]) });
}

export const span = (id, start, end, label, text = "") => ({
  id,
  start,
  end,
  label,
  text,
  attributes: {},
  note: "",
  kb_id: null,
});
export const link = (id, head, tail, label) => ({ id, head, tail, label, attributes: {}, note: "" });

/** localStorage, in memory. */
export class Store {
  map = new Map();
  full = false;
  get length() {
    return this.map.size;
  }
  key(index) {
    return [...this.map.keys()][index] ?? null;
  }
  getItem(key) {
    return this.map.get(key) ?? null;
  }
  setItem(key, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.map.set(key, value);
  }
  removeItem(key) {
    this.map.delete(key);
  }
}
