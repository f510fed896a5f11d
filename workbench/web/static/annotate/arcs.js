/** Relations as arcs over the text: those of what is in focus drawn in full, the others as hairlines. */

import { freeNear, lanes, roundedPath, route } from "./layout.js";
import { place } from "./paint.js";
import { overlaps } from "./rules.js";

/** @import { Painter } from "./paint.js" */
/** @import { Box } from "./lines.js" */
/** @import { State } from "./state.js" */
/** @import { Relation } from "./types.js" */
/** @import { View } from "./view.js" */

/** @typedef {{relation: Relation, head: Box, tail: Box, strong: boolean}} Wish */

const SVG = "http://www.w3.org/2000/svg";
const GUTTER = 40;

/** The SVG overlay of an article. */
export class Arcs {
  /** @type {Map<string, number>} */
  #widths = new Map();

  /**
   * @param {{svg: SVGGElement, labels: HTMLElement, painter: Painter, rightToLeft: boolean,
   *   wording: (relation: Relation) => string}} parts
   */
  constructor(parts) {
    this.parts = parts;
  }

  /**
   * Draw the relations near the view.
   * @param {State} state
   * @param {View} view
   * @param {Iterable<Relation>} ghosts suggested relations
   */
  paint(state, view, ghosts) {
    const wishes = [...state.relations.values(), ...ghosts].flatMap((relation) => this.#wish(relation, state, view));
    const { width } = this.parts.painter;
    const chosen = lanes(
      wishes.map(({ head, tail }) => ({ top: Math.min(head.y, tail.y), bottom: Math.max(head.y, tail.y) })),
    );
    const gutter = this.parts.rightToLeft ? GUTTER : width - GUTTER;
    const routes = wishes.map(({ head, tail }, i) =>
      route(head, tail, chosen[i], gutter, this.parts.rightToLeft ? -1 : 1),
    );
    const labels = wishes.flatMap((wish, i) => (wish.strong ? [this.#label(wish, routes[i].middle)] : []));
    this.parts.svg.replaceChildren(...wishes.flatMap((wish, i) => drawn(wish, roundedPath(routes[i].points))));
    this.#placeLabels(labels, width);
  }

  /** @param {Relation} relation @param {State} state @param {View} view @returns {Wish[]} */
  #wish(relation, state, view) {
    const [head, tail] = [state.spans.get(relation.head), state.spans.get(relation.tail)];
    const { painter } = this.parts;
    if (!head || !tail) return [];
    const ends = !view.hidden.has(relation.label) && (view.isFocus(head) || view.isFocus(tail));
    const strong = view.isFocus(relation) || ends;
    const near = overlaps(head, painter.window) || overlaps(tail, painter.window);
    const shown = view.arcs && near && !view.hidden.has(relation.label);
    if (!strong && !shown) return [];
    const [from, to] = [painter.tagBox(head), painter.tagBox(tail)];
    return from && to ? [{ relation, head: from, tail: to, strong }] : [];
  }

  /** @param {Wish} wish @param {{x: number, y: number}} middle */
  #label({ relation }, middle) {
    const label = document.createElement("span");
    label.className = relation.ghost ? "arc-label ghost" : "arc-label";
    label.dataset.relation = relation.id;
    label.textContent = this.parts.wording(relation);
    return { label, middle };
  }

  /**
   * Labels stand among the tags of their row, where no letter is, and step aside from them.
   * @param {{label: HTMLElement, middle: {x: number, y: number}}[]} labels
   * @param {number} width
   */
  #placeLabels(labels, width) {
    this.parts.labels.replaceChildren(...labels.map(({ label }) => label));
    const widths = this.#measured(labels.map(({ label }) => label));
    const taken = this.#takenRows();
    labels.forEach(({ label, middle }, i) => {
      const row = taken.get(Math.round(middle.y)) ?? [];
      taken.set(Math.round(middle.y), row);
      const x = freeNear(row, middle.x - widths[i] / 2, widths[i], width);
      row.push({ from: x, to: x + widths[i] });
      place(label, { x, y: middle.y, width: widths[i], height: this.parts.painter.tagHeight });
    });
  }

  /** The widths of labels on the page; the same words are measured once. @param {HTMLElement[]} labels */
  #measured(labels) {
    const fresh = labels.filter((label) => !this.#widths.has(label.textContent ?? ""));
    const widths = fresh.map((label) => Math.ceil(label.getBoundingClientRect().width));
    fresh.forEach((label, i) => this.#widths.set(label.textContent ?? "", widths[i]));
    return labels.map((label) => this.#widths.get(label.textContent ?? "") ?? 0);
  }

  /** What the tags take of each strip. */
  #takenRows() {
    /** @type {Map<number, {from: number, to: number}[]>} */
    const rows = new Map();
    for (const { row, x, width } of this.parts.painter.tags.values()) {
      const strip = Math.round(row - this.parts.painter.tagHeight - 1);
      rows.set(strip, [...(rows.get(strip) ?? []), { from: x, to: x + width }]);
    }
    return rows;
  }
}

/** A visible line, and a wider one that can be clicked. @param {Wish} wish @param {string} path */
function drawn({ relation, strong }, path) {
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  const { modality } = relation.attributes;
  const names = [strong && "strong", relation.ghost && "ghost", modality && `modality-${modality}`];
  line.setAttribute("class", ["arc", ...names.filter(Boolean)].join(" "));
  if (strong) line.setAttribute("marker-end", "url(#arrow)");
  const hit = document.createElementNS(SVG, "path");
  hit.setAttribute("d", path);
  hit.setAttribute("class", "arc-hit");
  hit.dataset.relation = relation.id;
  return [line, hit];
}
