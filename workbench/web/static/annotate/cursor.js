/** The text cursor: a token or some letters, moved with the keys in the direction in which they point. */

import { mayBeName, mayEnd } from "./particles.js";
import { contains, overlaps } from "./rules.js";
import { lastWhere } from "./text.js";

/** @import { Editor } from "./editor.js" */
/** @import { Lines } from "./lines.js" */
/** @import { Extent } from "./types.js" */

/** Moves the selection of an editor. */
export class Cursor {
  /**
   * @param {Editor} editor
   * @param {Lines} lines
   * @param {HTMLElement} scroller
   * @param {[number, number][]} sentences of the article, in order
   */
  constructor(editor, lines, scroller, sentences) {
    this.sentences = sentences;
    this.editor = editor;
    this.text = editor.text;
    this.lines = lines;
    this.scroller = scroller;
  }

  /**
   * To the next token on a side; from several tokens first to the outermost of them there.
   * @param {"left" | "right"} side
   */
  token(side) {
    const step = this.editor.step(side);
    const { tokens } = this.text;
    const from = this.editor.place;
    if (!from) return this.#select(this.#firstInView());
    const edge = tokens[this.text.tokenIndex(step > 0 ? from.end - 1 : from.start)];
    const inside = edge && overlaps(edge, from) && (edge.start > from.start || edge.end < from.end);
    this.#select(inside ? edge : tokens[this.#beyond(from, step)]);
  }

  /** To the next word, or the one before, that may be a name and lies in no entity yet. @param {1 | -1} step */
  name(step) {
    const { tokens } = this.text;
    const { session, suggestions, place, speech } = this.editor;
    const spans = session.state.ordered();
    const first = this.#firstInView();
    let at = place ? this.#beyond(place, step) : first ? this.text.tokenIndex(first.start) : -1;
    /** @param {Extent} token */
    const fits = (token) => mayBeName(token, suggestions.names) && !spans.some((span) => contains(span, token));
    while (tokens[at] && !fits(tokens[at])) at += step;
    if (tokens[at]) this.#select(tokens[at]);
    else this.editor.announce(speech.say("no-word"), "warning");
  }

  /** Choose some words, as white space parts them, from the first one; marks after the last stay outside. @param {number} count */
  words(count) {
    const from = this.editor.place;
    if (!from) return;
    const line = this.text.lines[this.text.lineAt(from.start)];
    let last = this.text.wordAt(from.start);
    for (let more = count - 1; more && last; more--) {
      const next = this.#tokenFrom(last.end);
      last = next && next.end <= line.end ? this.text.wordAt(next.start) : null;
    }
    if (!last) return this.editor.announce(this.editor.speech.say("no-word"), "warning");
    const { end } = last;
    const ended = this.text.tokens
      .filter((token) => token.start >= from.start && token.end <= end)
      .filter((token) => mayEnd(this.text.surface(token), this.text.surface({ start: from.start, end: token.start })))
      .at(-1);
    if (ended) this.editor.select({ start: from.start, end: ended.end });
  }

  /**
   * To the first token of the next sentence on a side; back first to that of this sentence.
   * @param {"left" | "right"} side
   */
  sentence(side) {
    const from = this.editor.place ?? this.#firstInView();
    if (!from) return;
    const starts = this.sentences.flatMap(([start]) => this.#tokenFrom(start) ?? []);
    const next = this.editor.step(side) > 0;
    this.#select(next ? starts.find((one) => one.start >= from.end) : starts.filter((one) => one.end <= from.start).at(-1));
  }

  /** The first token at or after an offset. @param {number} point */
  #tokenFrom(point) {
    return this.text.tokens[lastWhere(this.text.tokens, (token) => token.start < point) + 1];
  }

  /** The index of the token after or before an extent. @param {Extent} extent @param {1 | -1} step */
  #beyond({ start, end }, step) {
    return step > 0 ? this.text.tokenIndex(end - 1) + 1 : lastWhere(this.text.tokens, (token) => token.end <= start);
  }

  /** To the next letter on a side. @param {"left" | "right"} side */
  letter(side) {
    const step = this.editor.step(side);
    const from = this.editor.place ?? this.#firstInView();
    if (!from) return;
    const edge = step > 0 ? from.end : from.start;
    const other = this.text.clusterEdge(edge, step);
    const extent = { start: Math.min(edge, other), end: Math.max(edge, other) };
    if (extent.start < extent.end && !this.text.isClosed(extent)) this.#select(extent);
  }

  /**
   * Grow or shrink the selection at the edge that was moved last.
   * @param {"left" | "right"} side
   * @param {boolean} byLetter
   */
  extend(side, byLetter) {
    const extent = this.editor.place;
    if (!extent) return this.token(side);
    const anchor = this.editor.view.selection?.anchor ?? extent.start;
    const step = this.editor.step(side);
    const grown = byLetter ? this.#byLetter(extent, anchor, step) : this.#byToken(extent, anchor, step);
    if (grown && grown.start < grown.end) this.editor.select(grown, anchor);
  }

  /** @param {Extent} extent @param {number} anchor @param {1 | -1} step */
  #byToken(extent, anchor, step) {
    const { tokens } = this.text;
    const fixed = this.text.tokenIndex(anchor);
    const moving = this.text.tokenIndex(extent.start < anchor ? extent.start : extent.end - 1) + step;
    if (!tokens[fixed] || !tokens[moving]) return null;
    const [first, last] = [tokens[Math.min(fixed, moving)], tokens[Math.max(fixed, moving)]];
    return moving < fixed ? this.text.between(last.end, first.start) : this.text.between(first.start, last.end);
  }

  /** @param {Extent} extent @param {number} anchor @param {1 | -1} step */
  #byLetter(extent, anchor, step) {
    const back = extent.start < anchor || (step < 0 && this.text.clusterEdge(anchor, 1) >= extent.end);
    const edge = this.text.clusterEdge(back ? extent.start : extent.end, step);
    return back ? this.text.between(extent.end, edge) : this.text.between(extent.start, edge);
  }

  /** To the first or last token of the line. @param {"first" | "last"} which */
  lineEnd(which) {
    const line = this.text.lines[this.text.lineAt(this.editor.place?.start ?? 0)];
    const inside = this.text.tokens.filter((token) => overlaps(token, line));
    this.#select(which === "first" ? inside[0] : inside.at(-1));
  }

  /** To the token a row above or below, at the same place on the row. @param {1 | -1} step */
  row(step) {
    const from = this.editor.place ?? this.#firstInView();
    const box = from && this.lines.ranges(from)[0]?.getClientRects()[0];
    if (!box) return;
    const middle = box.left + box.width / 2;
    for (let rows = 1; rows <= 4; rows++) {
      const y = box.top + box.height / 2 + step * rows * box.height * 1.3;
      const point = this.lines.letterAt(middle, y);
      const token = point !== null && this.text.tokens[this.text.tokenIndex(point)];
      if (token && !overlaps(token, from) && token.start > from.start === step > 0) return this.#select(token);
    }
    this.scroller.scrollBy({ top: step * box.height * 3 });
  }

  /** @param {Extent | undefined} extent */
  #select(extent) {
    if (extent) this.editor.select(extent);
  }

  /** The first token that can be seen. */
  #firstInView() {
    const start = this.lines.between(this.scroller.getBoundingClientRect().top, Infinity).start;
    return this.text.tokens.find((token) => token.start >= start);
  }
}
