/**
 * Marks, tags and the selection, painted over the text from the boxes of its letters; the text itself is never
 * touched. Only what is near the view is painted. Every paint reads all boxes first and then writes once.
 */

import { barDepth, levels, placeTags } from "./layout.js";
import { overlaps } from "./rules.js";

/** @import { Box, Lines } from "./lines.js" */
/** @import { TagPlace } from "./layout.js" */
/** @import { Schema } from "./rules.js" */
/** @import { State } from "./state.js" */
/** @import { Extent, Span } from "./types.js" */
/** @import { View } from "./view.js" */
/** @import { Speech } from "./words.js" */

/** @typedef {{pieces: HTMLElement[], tag: HTMLElement}} Mark the elements of one span */

const CHIP = 8;

/** The painter of one article. */
export class Painter {
  /** @type {Map<string, Mark>} */
  #marks = new Map();
  /** @type {Map<string, {start: number, end: number, boxes: Box[]}>} */
  #known = new Map();
  /** @type {Map<string, number>} */
  #tagWidths = new Map();
  /** The letters that are painted. @type {Extent} */
  window = { start: 0, end: 0 };
  /** @type {Map<string, TagPlace>} */
  tags = new Map();
  /** Pixels; measured with the tags' widths. */
  tagHeight = 14;
  /** The article's width in pixels, as of the last paint. */
  width = 0;

  /**
   * @param {{lines: Lines, scroller: HTMLElement, under: HTMLElement, over: HTMLElement, schema: Schema,
   *   speech: Speech, rightToLeft: boolean}} parts
   */
  constructor(parts) {
    this.parts = parts;
    this.lines = parts.lines;
  }

  /** Forget all boxes: the letters have moved. */
  invalidate() {
    this.#known.clear();
    this.#tagWidths.clear();
  }

  /** The boxes of a span, measured once as long as nothing moves. @param {Span} span @returns {Box[]} */
  boxesOf(span) {
    const known = this.#known.get(span.id);
    if (known && known.start === span.start && known.end === span.end) return known.boxes;
    const boxes = this.lines.boxes(span, this.lines.origin());
    this.#known.set(span.id, { start: span.start, end: span.end, boxes });
    return boxes;
  }

  /**
   * Where a span's tag stands; for a span that is not painted, where it would.
   * @param {Span} span
   * @returns {Box | null}
   */
  tagBox(span) {
    const placed = this.tags.get(span.id);
    const boxes = placed ? [] : this.boxesOf(span);
    if (!placed && !boxes.length) return null;
    const { row, x, width } = placed ?? { row: boxes[0].y, x: this.#startOf(boxes), width: CHIP };
    return { x, y: this.#tagTop(row), width, height: this.tagHeight };
  }

  /** The top of a tag on a row of letters: it stands in the gap above them. @param {number} row */
  #tagTop(row) {
    return row - this.tagHeight - 1;
  }

  /** Move the painted window to what is near the view. */
  look() {
    const { top, height } = this.parts.scroller.getBoundingClientRect();
    this.window = this.lines.between(top - height, top + 2 * height);
  }

  /** The spans near the view, outer before inner. @param {State} state */
  near(state) {
    return [...state.spans.values()].filter((span) => overlaps(span, this.window));
  }

  /**
   * Paint the spans near the view.
   * @param {Span[]} ordered all spans in reading order
   * @param {View} view
   * @param {Set<string>} ends the spans that the relation in focus links
   * @param {Set<string>} odd the spans with a warning
   */
  paint(ordered, view, ends, odd) {
    const visible = ordered.filter((span) => overlaps(span, this.window) || view.isFocus(span) || ends.has(span.id));
    const depth = levels(visible);
    const seen = visible.map((span) => ({ span, boxes: this.boxesOf(span) })).filter(({ boxes }) => boxes.length);
    this.width = this.lines.root.clientWidth;
    const selected = view.selection ? this.lines.boxes(view.selection, this.lines.origin()) : [];
    this.#placeTags(seen, view);
    this.#forgetAllBut(new Set(seen.map(({ span }) => span.id)));
    for (const { span, boxes } of seen) {
      const names = `${stateNames(span, view, ends)}${odd.has(span.id) ? " odd" : ""}`;
      this.#draw(span, boxes, depth.get(span.id) ?? 0, names);
    }
    this.#drawSelection(selected);
  }

  /** @param {{span: Span, boxes: Box[]}[]} seen @param {View} view */
  #placeTags(seen, view) {
    const wishes = seen.map(({ span, boxes }) => ({
      id: span.id,
      row: Math.round(boxes[0].y),
      at: this.#startOf(boxes),
      width: this.#tagWidth(span.label),
      small: CHIP,
      rank: view.isFocus(span) ? 2 : Number(!span.ghost),
    }));
    const places = placeTags(wishes, this.parts.rightToLeft, this.width);
    this.tags = new Map(places.map((place) => [place.id, place]));
  }

  /** The x at which a span's first row begins for a reader. @param {Box[]} boxes */
  #startOf(boxes) {
    const row = boxes.filter((box) => Math.abs(box.y - boxes[0].y) < 1);
    if (!this.parts.rightToLeft) return Math.min(...row.map((box) => box.x));
    return Math.max(...row.map((box) => box.x + box.width));
  }

  /** The width of a label's tag; all are measured together when the first is asked for. @param {string} label */
  #tagWidth(label) {
    if (this.#tagWidths.size === 0) {
      const labels = [...this.parts.schema.entities.keys()];
      const tags = labels.map((one) => this.#newTag(one));
      this.parts.over.append(...tags);
      labels.forEach((one, index) => this.#tagWidths.set(one, Math.ceil(tags[index].getBoundingClientRect().width)));
      this.tagHeight = tags[0]?.getBoundingClientRect().height ?? this.tagHeight;
      for (const tag of tags) tag.remove();
    }
    return this.#tagWidths.get(label) ?? CHIP;
  }

  /** @param {string} label */
  #newTag(label) {
    const tag = element("span", "");
    this.#dress(tag, label, "tag");
    return tag;
  }

  /** @param {HTMLElement} tag @param {string} label @param {string} names */
  #dress(tag, label, names) {
    const kind = this.parts.schema.entities.get(label);
    const text = kind ? this.parts.speech.of(kind.tag) : label;
    if (tag.textContent !== text) tag.textContent = text;
    setClass(tag, `${names} label-${label}`);
  }

  /** @param {Set<string>} kept */
  #forgetAllBut(kept) {
    for (const [id, { pieces, tag }] of this.#marks) {
      if (kept.has(id)) continue;
      for (const one of [...pieces, tag]) one.remove();
      this.#marks.delete(id);
    }
  }

  /** @param {Span} span @param {Box[]} boxes @param {number} level @param {string} state */
  #draw(span, boxes, level, state) {
    const mark = this.#marks.get(span.id) ?? this.#newMark(span);
    fit(mark.pieces, boxes.length, () => element("span", span.id), this.parts.under);
    boxes.forEach((box, index) => {
      const ends = `${index === 0 ? " first" : ""}${index === boxes.length - 1 ? " last" : ""}`;
      setClass(mark.pieces[index], `${span.ghost ? "ghost" : "mark"} label-${span.label}${ends}${state}`);
      place(mark.pieces[index], { ...box, height: box.height + barDepth(level) });
    });
    const spot = /** @type {TagPlace} */ (this.tags.get(span.id));
    this.#dress(mark.tag, span.label, `${span.ghost ? "ghost-tag" : "tag"}${spot.small ? " narrow" : ""}${state}`);
    place(mark.tag, { x: spot.x, y: this.#tagTop(spot.row), width: spot.width, height: this.tagHeight });
  }

  /** @param {Span} span @returns {Mark} */
  #newMark(span) {
    const mark = { pieces: [], tag: element("span", span.id) };
    this.parts.over.append(mark.tag);
    this.#marks.set(span.id, mark);
    return mark;
  }

  /** @type {HTMLElement[]} */
  #selection = [];

  /** @param {Box[]} boxes */
  #drawSelection(boxes) {
    fit(this.#selection, boxes.length, () => element("span", ""), this.parts.under);
    boxes.forEach((box, index) => {
      setClass(this.#selection[index], "selection");
      place(this.#selection[index], box);
    });
  }
}

/** @param {Span} span @param {View} view @param {Set<string>} ends */
function stateNames(span, view, ends) {
  const relating = view.relating;
  if (!relating) return view.isFocus(span) ? " focused" : ends.has(span.id) ? " linked" : "";
  if (relating.from.id === span.id) return " focused";
  const target = relating.targets.findIndex((candidate) => candidate.span.id === span.id);
  if (target < 0) return " faded";
  return target === relating.index ? " target proposed" : " target";
}

/** @param {string} name @param {string} span */
function element(name, span) {
  const made = document.createElement(name);
  if (span) made.dataset.span = span;
  return made;
}

/**
 * Make a list of elements as long as it must be.
 * @param {HTMLElement[]} list
 * @param {number} length
 * @param {() => HTMLElement} make
 * @param {HTMLElement} parent
 */
function fit(list, length, make, parent) {
  while (list.length > length) list.pop()?.remove();
  while (list.length < length) {
    const made = make();
    parent.append(made);
    list.push(made);
  }
}

/** @param {HTMLElement} target @param {string} names */
function setClass(target, names) {
  if (target.className !== names) target.className = names;
}

/** Put an element at a box. @param {HTMLElement} target @param {Box} box */
export function place(target, { x, y, width, height }) {
  target.style.transform = `translate(${x}px, ${y}px)`;
  target.style.width = `${width}px`;
  target.style.height = `${height}px`;
}
