/**
 * The shapes of the desk, as `GET /api/v1/documents/<id>/gold` answers them.
 *
 * @import { DocumentData, Language, Phrase, Relation, SchemaData, Span } from "../annotate/types.js"
 *
 * @typedef {{spans: Span[], relations: Relation[]}} Side
 * @typedef {{item: string, owner: string, before: (Span | Relation)[], after: (Span | Relation)[]}} Difference
 * @typedef {{key: string, kind: "spans" | "relations", start: number, end: number, versions: Record<string, Side>,
 *   touching: Record<string, Relation[]>, stale: Difference[]}} Conflict
 * @typedef {{id: number, key: string, kind: "spans" | "relations", start: number, end: number, what: string, take: string,
 *   category: string, gap: boolean, reason: string, person: string, at: string, undone_at: string | null,
 *   versions: Record<string, Side>, chosen: Side}} Decision
 * @typedef {Side & {owner: string, status: string, revision: number}} Source
 * @typedef {{document: string, state: "ready" | "draft" | "final", rule: string | null, imported_at: string | null,
 *   fresh: string[], sources: Source[], gold: Side, conflicts: Conflict[], decisions: Decision[],
 *   lost: {owner: string, relation: Relation, why: string}[]}} DeskData
 * @typedef {Pick<DocumentData, "id" | "text" | "language" | "direction" | "sections" | "tokens" | "sentences">} Article
 * @typedef {{document: Article, desk: DeskData, schema: SchemaData, language: Language, person: string,
 *   words: Record<string, Phrase>, url: string}} DeskPage
 * @typedef {{key: string, what: "taken" | "merged" | "edited" | "nothing", take?: string,
 *   spans?: Partial<Span>[], relations?: Partial<Relation>[]}} Verdict
 */

export {};
