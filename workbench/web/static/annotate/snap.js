/** Where a selection snaps to: whole tokens, without the particles before a name and without loose punctuation. */

/** @import { Names } from "./names.js" */
/** @import { Text } from "./text.js" */
/** @import { Extent } from "./types.js" */

const MARKS = /^[^\P{P}%٪]+$/u;
const PAIRS = /** @type {Record<string, string>} */ ({ "(": ")", "[": "]", "«": "»", "“": "”", '"': '"' });
const CLOSING = Object.fromEntries(Object.entries(PAIRS).map(([open, close]) => [close, open]));

/**
 * An extent grown to whole tokens, then without white space, punctuation and proclitics at its edges. A quote or
 * bracket stays if its partner is inside; an extent of nothing but punctuation stays as it is.
 * @param {Extent} extent
 * @param {Text} text
 * @param {Names} names
 * @returns {Extent | null} null if there is nothing but white space
 */
export function snapped(extent, text, names) {
  const whole = text.trimmed(text.toTokens(extent));
  const bare = whole && withoutMarks(whole, text);
  return bare && withoutProclitics(bare, names);
}

/**
 * The token that a particle is glued to, if this is one; else the same.
 * @param {Extent} token
 * @param {Text} text
 * @param {Names} names
 */
export function namedBy(token, text, names) {
  let named = token;
  for (let next = text.tokenAt(named.end); next && names.isProclitic(named); next = text.tokenAt(named.end)) named = next;
  return named;
}

/** @param {Extent} extent @param {Names} names @returns {Extent} */
function withoutProclitics(extent, names) {
  let { start } = extent;
  for (let token = names.procliticIn(extent); token; token = names.procliticIn({ start, end: extent.end })) start = token.end;
  return { start, end: extent.end };
}

/** @param {Extent} extent @param {Text} text @returns {Extent} */
function withoutMarks(extent, text) {
  let [start, end] = [extent.start, extent.end];
  for (let token = text.tokenAt(start); token && isLoose(token, "start"); token = text.tokenAt(start)) start = after(token.end);
  for (let token = text.tokenAt(end - 1); token && isLoose(token, "end"); token = text.tokenAt(end - 1)) end = before(token.start);
  return start < end ? { start, end } : extent;

  /** @param {Extent} token @param {"start" | "end"} edge */
  function isLoose(token, edge) {
    if (start >= end || token.start < start || token.end > end) return false;
    const mark = text.surface(token);
    const rest = text.surface(edge === "start" ? { start: token.end, end } : { start, end: token.start });
    const partner = (edge === "start" ? PAIRS : CLOSING)[mark];
    return MARKS.test(mark) && !(partner && rest.includes(partner));
  }

  /** @param {number} point */
  function after(point) {
    return text.trimmed({ start: point, end })?.start ?? end;
  }

  /** @param {number} point */
  function before(point) {
    return text.trimmed({ start, end: point })?.end ?? start;
  }
}
