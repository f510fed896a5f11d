/** Where marks, tags and arcs go, as pure arithmetic over boxes. Pixels from the top left corner of the article. */

/** @import { Box } from "./lines.js" */
/** @import { Extent } from "./types.js" */

export const GAP = 2;
const BAR = 4;
const DEEPEST = 3;

/**
 * How many bars lie above each span's bar: 0 for a span that holds no other, more for what holds it.
 * @template {Extent & {id: string}} S
 * @param {S[]} spans in reading order, outer before inner
 * @returns {Map<string, number>}
 */
export function levels(spans) {
  /** @type {Map<string, number>} */
  const found = new Map();
  /** @type {S[]} */
  let open = [];
  for (const span of spans) {
    open = open.filter((outer) => outer.end > span.start);
    found.set(span.id, 0);
    open.push(span);
    for (let depth = open.length - 2; depth >= 0; depth--) {
      const under = (found.get(open[depth + 1].id) ?? 0) + 1;
      found.set(open[depth].id, Math.max(found.get(open[depth].id) ?? 0, under));
    }
  }
  return found;
}

/** How far below the text a span's bar ends. @param {number} level */
export function barDepth(level) {
  return Math.min(level, DEEPEST) * BAR;
}

/**
 * @typedef {{id: string, row: number, at: number, width: number, small: number, rank: number}} TagWish
 *   a tag that wants to begin at `at` on the row with that top; `small` is its width without letters; of two
 *   tags, the one of higher `rank` finds its place first
 * @typedef {{id: string, row: number, x: number, width: number, small: boolean}} TagPlace
 */

/**
 * Tags on their rows: each at the start of its span, moved aside along the row where another stands; where that
 * would carry it too far from its span it shrinks to a chip.
 * @param {TagWish[]} wishes
 * @param {boolean} rightToLeft whether `at` is the right end of a tag
 * @param {number} width of the article
 * @returns {TagPlace[]}
 */
export function placeTags(wishes, rightToLeft, width) {
  const ordered = [...wishes].sort(
    (a, b) => a.row - b.row || b.rank - a.rank || (a.at - b.at) * (rightToLeft ? -1 : 1),
  );
  /** @type {Map<number, {from: number, to: number}[]>} */
  const rows = new Map();
  return ordered.map((wish) => {
    const taken = rows.get(wish.row) ?? [];
    rows.set(wish.row, taken);
    /** @param {number} size */
    const placed = (size) => freeNear(taken, rightToLeft ? wish.at - size : wish.at, size, width);
    const full = placed(wish.width);
    const strays = Math.abs(full - (rightToLeft ? wish.at - wish.width : wish.at)) > wish.width;
    const small = strays || !isFree(taken, full, wish.width);
    const [x, size] = small ? [placed(wish.small), wish.small] : [full, wish.width];
    taken.push({ from: x, to: x + size });
    return { id: wish.id, row: wish.row, x, width: size, small };
  });
}

/**
 * Where something `width` wide can stand nearest to `x` without touching what is taken; where nothing is free, at `x`.
 * @param {{from: number, to: number}[]} taken
 * @param {number} x
 * @param {number} width
 * @param {number} limit the right end of the row
 */
export function freeNear(taken, x, width, limit) {
  const wanted = Math.max(0, Math.min(x, limit - width));
  const places = [wanted, ...taken.flatMap(({ from, to }) => [from - width - GAP, to + GAP])];
  const free = places.filter((place) => place >= 0 && place + width <= limit && isFree(taken, place, width));
  return free.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? wanted;
}

/** @param {{from: number, to: number}[]} taken @param {number} place @param {number} width */
function isFree(taken, place, width) {
  return taken.every(({ from, to }) => place + width <= from || to <= place);
}

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{points: Point[], middle: Point}} Route a line of right angles and where its label would best stand
 */

/**
 * The way from tag to tag. It stays in the strip of the tags, where no letter stands, and goes from row to row in
 * the gutter beside the text.
 * @param {Box} head the head's tag
 * @param {Box} tail the tail's tag
 * @param {number} lane how many ways already run beside this one
 * @param {number} gutter the x of the gutter's edge at the text
 * @param {1 | -1} outward which way the gutter lies
 * @returns {Route}
 */
export function route(head, tail, lane, gutter, outward) {
  const strip = 3.5 + (lane % 3) * 3;
  const [up, down] = [head.y + strip, tail.y + strip];
  if (Math.abs(head.y - tail.y) < 2) {
    const side = tail.x >= head.x ? 1 : -1;
    const points = [
      { x: sideOf(head, side), y: up },
      { x: sideOf(tail, -side), y: up },
    ];
    return { points, middle: { x: (points[0].x + points[1].x) / 2, y: head.y } };
  }
  const x = gutter + outward * (6 + (lane % 8) * 4);
  const [from, to] = [
    { x: sideOf(head, outward), y: up },
    { x: sideOf(tail, outward), y: down },
  ];
  return { points: [from, { x, y: up }, { x, y: down }, to], middle: { x: (to.x + x) / 2, y: tail.y } };
}

/** The x of a box's right (1) or left (-1) side. @param {Box} box @param {number} side */
const sideOf = (box, side) => (side > 0 ? box.x + box.width : box.x);

/**
 * For each stretch from top to bottom the first lane in which no earlier one is in its way.
 * @param {{top: number, bottom: number}[]} stretches
 * @returns {number[]}
 */
export function lanes(stretches) {
  /** @type {{top: number, bottom: number}[][]} */
  const used = [];
  return stretches.map((stretch) => {
    const free = used.findIndex((lane) => lane.every((o) => o.bottom < stretch.top || stretch.bottom < o.top));
    const lane = free < 0 ? used.length : free;
    (used[lane] ??= []).push(stretch);
    return lane;
  });
}

/** A path through points with rounded corners. @param {Point[]} points */
export function roundedPath(points) {
  const [start, ...rest] = points;
  let path = `M${at(start)}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const [before, corner, after] = [points[i], rest[i], rest[i + 1]];
    const radius = Math.min(5, distance(before, corner) / 2, distance(corner, after) / 2);
    path += `L${at(towards(corner, before, radius))}Q${at(corner)} ${at(towards(corner, after, radius))}`;
  }
  return `${path}L${at(rest[rest.length - 1])}`;
}

/** @param {Point} point */
const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * The place at `length` from `from` on the way to `to`.
 * @param {Point} from
 * @param {Point} to
 * @param {number} length
 */
function towards(from, to, length) {
  const share = length / (distance(from, to) || 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
