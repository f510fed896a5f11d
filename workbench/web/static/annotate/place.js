/** The place at which an article is opened: `?at=START-END` in its address, in code points. */

/** @import { Editor } from "./editor.js" */
/** @import { Extent } from "./types.js" */

/**
 * The place that the query of an address names, or null if it names none within the text.
 * @param {string} query
 * @param {number} length of the text
 * @returns {Extent | null}
 */
export function placeIn(query, length) {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(new URLSearchParams(query).get("at") ?? "")?.map(Number) ?? [];
  return start < end && end <= length ? { start, end } : null;
}

/**
 * Bring the named place into view: the entity that stands exactly there is in focus, else its letters are chosen.
 * @param {Editor} editor
 * @param {string} query
 */
export function openAt({ session, text, view }, query) {
  const place = placeIn(query, text.length);
  if (!place) return;
  const span = session.state.ordered().find(({ start, end }) => start === place.start && end === place.end);
  if (span) view.focusOn({ kind: "span", id: span.id });
  else view.select(place);
}
