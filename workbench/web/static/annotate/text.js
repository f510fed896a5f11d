/** The article as pure data: its lines, tokens and grapheme clusters, and how a selection snaps to them. */

import { Offsets } from "./offsets.js";

/** @import { DocumentData, Extent } from "./types.js" */

const SPACE = /^[\s\u200e\u200f\u2066-\u2069\u202a-\u202e]$/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** An article. All offsets are code points into the whole text. */
export class Text {
  /** @type {Map<number, number[]>} */
  #clusters = new Map();
  /** @type {Extent[] | null} */
  #tokens = null;

  /** @param {Pick<DocumentData, "text" | "tokens" | "sections">} document */
  constructor(document) {
    this.text = document.text;
    this.offsets = new Offsets(document.text);
    this.length = this.offsets.points;
    this.lines = linesOf(document.text);
    this.closed = document.sections.filter((section) => section[2] === "boilerplate");
    this.document = document;
  }

  /** The tokens that can be chosen; they are made when the first is asked for. @returns {Extent[]} */
  get tokens() {
    this.#tokens ??= this.document.tokens
      .map(([start, end]) => ({ start, end }))
      .filter((token) => !this.isClosed(token) && this.surface(token).trim() !== "");
    return this.#tokens;
  }

  /** The letters of an extent. @param {Extent} extent */
  surface({ start, end }) {
    return this.text.slice(this.offsets.toUnit(start), this.offsets.toUnit(end));
  }

  /** Whether an extent touches a line that is not part of the article. @param {Extent} extent */
  isClosed({ start, end }) {
    return this.closed.some((section) => section[0] < end && start < section[1]);
  }

  /** The index of the line that holds an offset. @param {number} point */
  lineAt(point) {
    return Math.max(
      0,
      lastWhere(this.lines, (line) => line.start <= point),
    );
  }

  /**
   * The index of the token that holds the letter after `point`; on a gap, of the token before it (-1 if none).
   * @param {number} point
   */
  tokenIndex(point) {
    return lastWhere(this.tokens, (token) => token.start <= point);
  }

  /** The token that holds the letter after `point`, or null. @param {number} point */
  tokenAt(point) {
    const token = this.tokens[this.tokenIndex(point)];
    return token && point < token.end ? token : null;
  }

  /**
   * The whole run without white space around an offset, or null on white space.
   * @param {number} point
   * @returns {Extent | null}
   */
  wordAt(point) {
    const line = this.lines[this.lineAt(point)];
    let [start, end] = [point, point];
    while (start > line.start && !this.#isSpace(start - 1)) start--;
    while (end < line.end && !this.#isSpace(end)) end++;
    return start < end && !this.#isSpace(point) ? { start, end } : null;
  }

  /** The extent grown to whole tokens. @param {Extent} extent @returns {Extent} */
  toTokens({ start, end }) {
    const first = this.tokenAt(start);
    const last = this.tokenAt(end - 1);
    return { start: first ? first.start : start, end: last ? last.end : end };
  }

  /** The extent grown to whole grapheme clusters. @param {Extent} extent @returns {Extent} */
  toClusters({ start, end }) {
    const before = this.#boundaries(start);
    const after = this.#boundaries(end);
    return {
      start: before[lastWhere(before, (edge) => edge <= start)] ?? start,
      end: after.find((edge) => edge >= end) ?? end,
    };
  }

  /**
   * The extent without white space and marks of direction at its edges, or null if nothing is left.
   * @param {Extent} extent
   */
  trimmed({ start, end }) {
    while (start < end && this.#isSpace(start)) start++;
    while (start < end && this.#isSpace(end - 1)) end--;
    return start < end ? { start, end } : null;
  }

  /**
   * What lies between two offsets, cut off where a line begins that is not part of the article.
   * @param {number} anchor where the selection began
   * @param {number} other
   * @returns {Extent}
   */
  between(anchor, other) {
    let [start, end] = anchor <= other ? [anchor, other] : [other, anchor];
    for (const [from, to] of this.closed) {
      if (to <= anchor) start = Math.max(start, to);
      else if (from >= anchor) end = Math.min(end, from);
      else end = start;
    }
    return { start, end: Math.max(start, end) };
  }

  /** The next edge of a token beyond an offset. @param {number} point @param {1 | -1} step */
  tokenEdge(point, step) {
    const index = lastWhere(this.tokens, (token) => (step > 0 ? token.end <= point : token.start < point));
    if (step > 0) return this.tokens[index + 1]?.end ?? point;
    return this.tokens[index]?.start ?? point;
  }

  /** The edge a span's end (or start) takes when it gives up a token. @param {number} point @param {1 | -1} step */
  innerTokenEdge(point, step) {
    if (step > 0) return this.tokens[lastWhere(this.tokens, (token) => token.start <= point) + 1]?.start ?? point;
    return this.tokens[lastWhere(this.tokens, (token) => token.end < point)]?.end ?? point;
  }

  /**
   * The next edge of a grapheme cluster beyond an offset; a line break is a cluster.
   * @param {number} point
   * @param {1 | -1} step
   */
  clusterEdge(point, step) {
    const edges = this.#boundaries(point);
    const next = step > 0 ? edges.find((edge) => edge > point) : edges[lastWhere(edges, (edge) => edge < point)];
    return Math.min(this.length, Math.max(0, next ?? point + step));
  }

  /** Whether an offset is where a grapheme cluster begins or ends. @param {number} point */
  isClusterEdge(point) {
    return this.#boundaries(point).includes(point);
  }

  /** @param {number} point */
  #isSpace(point) {
    return SPACE.test(this.surface({ start: point, end: point + 1 }));
  }

  /** The edges of the grapheme clusters of the line around an offset, ascending. @param {number} point */
  #boundaries(point) {
    const index = this.lineAt(point);
    const known = this.#clusters.get(index);
    if (known) return known;
    const line = this.lines[index];
    const first = this.offsets.toUnit(line.start);
    const starts = [...graphemes.segment(this.surface(line))].map((part) => this.offsets.toPoint(first + part.index));
    const edges = [...starts, line.end];
    this.#clusters.set(index, edges);
    return edges;
  }
}

/** @param {string} text @returns {Extent[]} */
function linesOf(text) {
  let start = 0;
  return text.split("\n").map((line) => {
    const end = start + new Offsets(line).points;
    const extent = { start, end };
    start = end + 1;
    return extent;
  });
}

/**
 * The index of the last item that fulfils a condition which holds for a beginning of the list; -1 if none does.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => boolean} holds
 */
export function lastWhere(items, holds) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle])) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
