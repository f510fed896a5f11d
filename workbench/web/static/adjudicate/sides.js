/**
 * The sides of a conflict, drawn in the text: the first above the letters, the second below, further ones beyond these.
 * Stands in for the painter of the canvas where arcs are drawn: it knows where each span's tag is.
 */

import { place } from "../annotate/paint.js";

/** @import { Box, Lines } from "../annotate/lines.js" */
/** @import { Painter } from "../annotate/paint.js" */
/** @import { Span } from "../annotate/types.js" */
/** @import { Side } from "./desk.js" */

const BAND = 4;
const STEP = 6;
const TAG = 15;

/** Paints bands and tags; `window`, `width`, `tags` and `tagHeight` are what arcs ask of a painter. */
export class Sides {
  window = { start: 0, end: Infinity };
  width = 0;
  tagHeight = TAG;
  tags = new Map();
  /** Tags by the id of their span. @type {Map<string, Box>} */
  #places = new Map();

  /**
   * @param {Lines} lines
   * @param {{under: HTMLElement, over: HTMLElement}} layers
   * @param {Painter} painter of gold, which knows the tags of its spans
   * @param {boolean} rightToLeft
   */
  constructor(lines, layers, painter, rightToLeft) {
    this.lines = lines;
    this.layers = layers;
    this.painter = painter;
    this.rightToLeft = rightToLeft;
  }

  /** @param {Side[]} sides @param {(side: Side, span: Span) => string} wording what stands on a tag */
  paint(sides, wording) {
    const origin = this.lines.origin();
    const seen = sides.flatMap((side) =>
      side.spans.map((span) => ({ side, span, boxes: this.lines.boxes(span, origin) })),
    );
    this.width = this.lines.root.clientWidth;
    this.#places.clear();
    this.layers.under.replaceChildren(...seen.flatMap(({ side, span, boxes }) => boxes.map((box) => band(side, span, box))));
    const tags = seen.filter(({ boxes }) => boxes.length).map((one) => ({ ...one, tag: tagOf(one.side, one.span, wording) }));
    this.layers.over.replaceChildren(...tags.map(({ tag }) => tag));
    const widths = tags.map(({ tag }) => Math.ceil(tag.getBoundingClientRect().width));
    /** @type {Box[]} */
    const taken = [];
    tags.forEach(({ side, span, boxes, tag }, i) => {
      const box = free(this.#wish(side, boxes, widths[i]), taken, this.width);
      taken.push(box);
      this.#places.set(idOf(side, span), box);
      place(tag, box);
    });
  }

  /** Where a span's tag stands; that of a span which is in gold, where gold has it. @param {Span} span */
  tagBox(span) {
    return this.#places.get(span.id) ?? this.painter.tagBox(span);
  }

  /** @param {Side} side @param {Box[]} boxes @param {number} width @returns {Box} */
  #wish({ position }, boxes, width) {
    const [first] = boxes;
    const x = this.rightToLeft ? first.x + first.width - width : first.x;
    const beyond = Math.floor(position / 2) * (TAG + 2);
    const y = position % 2 ? first.y + first.height + BAND + beyond : first.y - TAG - BAND - beyond;
    return { x: Math.max(0, Math.min(x, this.width - width)), y, width, height: TAG };
  }
}

/** The id under which a side's span is drawn: two people may use the same. @param {Side} side @param {{id: string}} item */
export function idOf({ position }, { id }) {
  return `${position}:${id}`;
}

/** A strip above or below the letters. @param {Side} side @param {Span} span @param {Box} box */
function band(side, span, box) {
  const made = document.createElement("span");
  made.className = `side side-${side.position} label-${span.label}`;
  const beyond = Math.floor(side.position / 2) * STEP;
  const y = side.position % 2 ? box.y + box.height - BAND + beyond : box.y - beyond;
  place(made, { x: box.x, y, width: box.width, height: BAND });
  return made;
}

/** @param {Side} side @param {Span} span @param {(side: Side, span: Span) => string} wording */
function tagOf(side, span, wording) {
  const tag = document.createElement("span");
  tag.className = `tag side-tag side-tag-${side.position} label-${span.label}`;
  tag.textContent = wording(side, span);
  return tag;
}

/** A box moved along its row until it touches none that is taken. @param {Box} box @param {Box[]} taken @param {number} width */
function free(box, taken, width) {
  const row = taken.filter((other) => Math.abs(other.y - box.y) < TAG);
  const ends = row.flatMap((other) => [other.x - box.width - 2, other.x + other.width + 2]);
  const places = [box.x, ...ends].filter((x) => x >= 0 && x + box.width <= width);
  const clear = places.filter((x) => row.every((o) => x + box.width <= o.x || o.x + o.width <= x));
  const x = clear.sort((a, b) => Math.abs(a - box.x) - Math.abs(b - box.x))[0] ?? box.x;
  return { ...box, x };
}
