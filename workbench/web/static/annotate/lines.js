/** The article in the page: from code points to places and boxes, and from the pointer back to code points. */

import { Offsets } from "./offsets.js";
import { lastWhere } from "./text.js";

/** @import { Extent } from "./types.js" */

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box pixels from the top left corner of the article
 */
/** @typedef {{element: HTMLElement, node: Text, start: number, end: number, offsets: Offsets}} Line */

/** How far from the caret that the browser finds the letter may be: where direction changes, a run away. */
const NEARBY = 60;
/** Pixels above and below a row that still belong to it. */
const SLACK = 10;

/** The lines of the article, each one element with one text node. */
export class Lines {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Line[]} */
    this.lines = [...root.querySelectorAll("[data-start]")].flatMap(lineOf);
  }

  /**
   * The index of the line that holds an offset; of the last line before it where there is none.
   * @param {number} point
   */
  indexOf(point) {
    return Math.max(
      0,
      lastWhere(this.lines, (line) => line.start <= point),
    );
  }

  /** The ranges of an extent, one for each line that it touches. @param {Extent} extent @returns {Range[]} */
  ranges({ start, end }) {
    const ranges = [];
    for (let index = this.indexOf(start); index < this.lines.length && this.lines[index].start < end; index++) {
      const line = this.lines[index];
      const [from, to] = [Math.max(start, line.start), Math.min(end, line.end)];
      if (from < to) ranges.push(rangeIn(line, from, to));
    }
    return ranges;
  }

  /** What must be subtracted from client coordinates to get the article's. */
  origin() {
    const { left, top } = this.root.getBoundingClientRect();
    return { x: left, y: top };
  }

  /**
   * The boxes of an extent: one for each piece that wrapping and direction leave of it, in reading order of lines.
   * @param {Extent} extent
   * @param {{x: number, y: number}} origin
   * @returns {Box[]}
   */
  boxes(extent, origin) {
    return this.ranges(extent).flatMap((range) => joined([...range.getClientRects()], origin));
  }

  /** Where the letter after `point` begins to be seen, in client pixels from the top. @param {number} point */
  topOf(point) {
    const [range] = this.ranges({ start: point, end: point + 1 });
    if (range) return range.getBoundingClientRect().top;
    return this.lines[this.indexOf(point)].element.getBoundingClientRect().bottom;
  }

  /**
   * The letters between two heights of the window, in client pixels.
   * @param {number} top
   * @param {number} bottom
   * @returns {Extent}
   */
  between(top, bottom) {
    return { start: this.#firstBelow(top), end: this.#firstBelow(bottom) };
  }

  /** @param {number} height */
  #firstBelow(height) {
    let low = 0;
    let high = this.lines.at(-1)?.end ?? 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.topOf(middle) < height) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The offset of the letter under a point of the window, or null if there is none near.
   * @param {number} x
   * @param {number} y
   */
  letterAt(x, y) {
    const edge = this.edgeAt(x, y);
    if (edge === null) return null;
    const line = this.lines[this.indexOf(edge)];
    const near = outward(edge, NEARBY).filter((point) => point >= line.start && point < line.end);
    return near.find((point) => this.#covers(point, x, y)) ?? near[0] ?? null;
  }

  /**
   * The offset between letters that is nearest to a point of the window, or null outside the article.
   * @param {number} x
   * @param {number} y
   */
  edgeAt(x, y) {
    const caret = caretAt(x, y);
    if (!caret || !this.root.contains(caret.node)) return null;
    const element = caret.node instanceof Element ? caret.node : caret.node.parentElement;
    const start = Number(element?.closest("[data-start]")?.getAttribute("data-start") ?? NaN);
    const line = this.lines[lastWhere(this.lines, (candidate) => candidate.start <= start)];
    if (!line || line.start !== start) return null;
    if (caret.node !== line.node) return line.start;
    return line.start + wholePoint(line, caret.unit);
  }

  /** Whether a letter's box holds a point of the window. @param {number} point @param {number} x @param {number} y */
  #covers(point, x, y) {
    const boxes = this.ranges({ start: point, end: point + 1 }).flatMap((range) => [...range.getClientRects()]);
    return boxes.some((box) => box.left <= x && x < box.right && box.top - SLACK <= y && y < box.bottom + SLACK);
  }
}

/** @param {Element} element @returns {Line[]} */
function lineOf(element) {
  const node = element.firstChild;
  if (!(element instanceof HTMLElement && node instanceof Text)) return [];
  const start = Number(element.dataset.start);
  const offsets = new Offsets(node.data);
  return [{ element, node, start, end: start + offsets.points, offsets }];
}

/** The letters beside an edge, the nearest first. @param {number} edge @param {number} reach @returns {number[]} */
function outward(edge, reach) {
  return Array.from({ length: 2 * reach }, (_, i) => (i % 2 ? edge - (i + 1) / 2 : edge + i / 2));
}

/** @param {Line} line @param {number} from @param {number} to */
function rangeIn(line, from, to) {
  const range = document.createRange();
  range.setStart(line.node, line.offsets.toUnit(from - line.start));
  range.setEnd(line.node, line.offsets.toUnit(to - line.start));
  return range;
}

/** A caret the browser found, moved out of a surrogate pair. @param {Line} line @param {number} unit */
function wholePoint(line, unit) {
  const inside = line.offsets.pairs.includes(unit - 1);
  return line.offsets.toPoint(inside ? unit + 1 : unit);
}

/** @param {number} x @param {number} y @returns {{node: Node, unit: number} | null} */
function caretAt(x, y) {
  const page = /** @type {any} */ (document); // one of the two is missing in every browser of 2024
  if (page.caretPositionFromPoint) {
    const caret = page.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, unit: caret.offset };
  }
  const range = page.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, unit: range.startOffset } : null;
}

/**
 * Boxes in the article's coordinates; neighbours on one row that touch become one.
 * @param {DOMRect[]} rects
 * @param {{x: number, y: number}} origin
 * @returns {Box[]}
 */
function joined(rects, origin) {
  const boxes = rects
    .filter((rect) => rect.width > 0)
    .map(({ left, top, width, height }) => ({ x: left - origin.x, y: top - origin.y, width, height }))
    .sort((a, b) => a.y - b.y || a.x - b.x);
  /** @type {Box[]} */
  const result = [];
  for (const box of boxes) {
    const last = result.at(-1);
    if (last && Math.abs(last.y - box.y) < 1 && box.x - (last.x + last.width) < 0.5) {
      last.width = Math.max(last.width, box.x + box.width - last.x);
    } else result.push(box);
  }
  return result;
}
