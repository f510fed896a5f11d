/**
 * The one place where UTF-16 code units (what the browser counts) meet Unicode code points (what the server counts).
 */

/** The two ways of counting along one string; each conversion costs the logarithm of its surrogate pairs. */
export class Offsets {
  /** @param {string} text */
  constructor(text) {
    /** Where the surrogate pairs begin, in code units. @type {number[]} */
    this.pairs = [];
    this.units = text.length;
    for (const pair of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.pairs.push(pair.index);
    this.points = this.units - this.pairs.length;
  }

  /**
   * Code units to code points.
   * @param {number} unit
   * @throws {RangeError} outside the text, or between the halves of a surrogate pair
   */
  toPoint(unit) {
    check(unit, this.units, "code unit");
    const before = countBelow(this.pairs, unit, 0);
    if (before > 0 && this.pairs[before - 1] === unit - 1) {
      throw new RangeError(`code unit ${unit} is inside a surrogate pair`);
    }
    return unit - before;
  }

  /**
   * Code points to code units.
   * @param {number} point
   * @throws {RangeError} outside the text
   */
  toUnit(point) {
    check(point, this.points, "code point");
    return point + countBelow(this.pairs, point, 1);
  }
}

/**
 * How many of `places` lie below `limit`, when the i-th of them is moved back by `step * i`.
 * @param {number[]} places ascending
 * @param {number} limit
 * @param {number} step
 */
function countBelow(places, limit, step) {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] - step * middle < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param {number} offset
 * @param {number} limit
 * @param {string} kind
 */
function check(offset, limit, kind) {
  if (!Number.isInteger(offset) || offset < 0 || offset > limit) {
    throw new RangeError(`${kind} ${offset} is not in 0–${limit}`);
  }
}
