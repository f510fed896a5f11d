/**
 * The shapes that the modules of the canvas share: the page data and the changes API of docs/architecture.md.
 * All offsets are Unicode code points into the document's text, half-open, unless a name says `unit`.
 *
 * @typedef {{en: string, ar: string}} Words
 * @typedef {"en" | "ar"} Language
 * @typedef {{id: string, start: number, end: number, label: string, text: string,
 *   attributes: Record<string, string>, note: string, kb_id: string | null, ghost?: true}} Span
 * @typedef {{id: string, head: string, tail: string, label: string, attributes: Record<string, string>,
 *   note: string, ghost?: true}} Relation
 * @typedef {{start: number, end: number}} Extent
 * @typedef {[number, number, string]} Section a line's start, end and kind
 * @typedef {{id: string, text: string, language: string, direction: "rtl" | "ltr", sections: Section[],
 *   tokens: [number, number][], sentences: [number, number][], spans: Span[], relations: Relation[], status: string, revision: number}} DocumentData
 * @typedef {Omit<DocumentData, "text" | "tokens" | "sentences"> & {length: number, unseen: [number, string][],
 *   tokens: number[], sentences: number[]}} Island a document as the page brings it, see island.js
 * @typedef {{values: string[]} | string[]} AttributeValues
 * @typedef {{label: string, family: string, name: Words, tag: Words, key: string, colour: string, definition: Words,
 *   examples: string[], counter_examples: {text: string, why: Words}[], rulings: Words[],
 *   attributes: Record<string, AttributeValues>}} EntityType
 * @typedef {{label: string, name: Words, key: string, definition: Words, head: string[], tail: string[],
 *   symmetric: boolean, same_type: boolean, cardinality: string, template: Words, examples: string[],
 *   attributes: Record<string, AttributeValues>}} RelationType
 * @typedef {{outer: string, inner: string, relation: string, head: "outer" | "inner"}} Implication
 * @typedef {{crossing: boolean, same_span: boolean, same_label: boolean, forbid: [string, string][],
 *   implies?: Implication[]}} Nesting
 * @typedef {{first: string[], second: string[], between: string[], relation: string, head: "first" | "second"}} NeighbourRule
 * @typedef {{families: {name: string, words: Words}[], entities: EntityType[], relations: RelationType[],
 *   nesting: Nesting, adjacency?: {joins: string[], implies: NeighbourRule[]}, attributes: Record<string, {name: Words, values: Record<string, Words>}>}} SchemaData
 * @typedef {string | Record<string, string>} Phrase one wording, or one for each plural category
 * @typedef {{document: DocumentData, schema: SchemaData, language: Language, person: string,
 *   words: Record<string, Phrase>, changes_url: string, history_url: string, keys_url: string,
 *   suggestions_url: string, rejections_url: string, suggests: boolean, rejected: string[],
 *   keys: Record<string, string[]>, remark: string, elsewhere?: boolean, read_only: string | null, previous: string | null,
 *   next: string | null, next_open: string | null}} PageData
 * @typedef {{revision: number, at: string, person: string, op: string, before: any, after: any}} HistoryEntry
 * @typedef {{id: string, op: string, [payload: string]: unknown}} Change what is sent
 * @typedef {{kind: "span" | "relation" | "status" | "remark", id: string, before: any, after: any}} Effect one item, before and
 *   after a change
 * @typedef {{revision: number, status: string, applied: string[], repeated: string[],
 *   effects: (Effect & {change: string})[]}} Answer
 * @typedef {{code: string, message: string, hint?: string, change?: string}} ApiError
 * @typedef {{kind: "span" | "relation" | "ghost", id: string}} Focus `ghost` is a suggestion
 */

export {};
