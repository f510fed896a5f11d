/** What the reader is looking at: the selection, the focused item, the relation that is being made. */

/** @import { Extent, Focus, Relation, RelationType, Span } from "./types.js" */

/**
 * A relation in the making, from a span or (`incoming`) to it: which other ends are legal, nearest first, and which of
 * them is proposed.
 * @typedef {{from: Span, incoming: boolean, targets: {span: Span, types: RelationType[]}[], index: number}} Relating
 */

/** Fires `change` after any of its parts was set; `was` holds what they were before. */
export class View extends EventTarget {
  /** @type {(Extent & {anchor: number}) | null} */
  selection = null;
  /** @type {Focus | null} */
  focus = null;
  /** The id of the span from which the relation in focus was made. @type {string | null} */
  origin = null;
  /** @type {Relating | null} */
  relating = null;
  /** Whether relations that are not in focus are drawn. */
  arcs = true;
  /** The letters around which the spans are gone through; none once letters are chosen. @type {Extent | null} */
  pivot = null;
  /** The types of relations that are not shown. @type {Set<string>} */
  hidden = new Set();

  /** Choose letters; nothing is in focus then. @param {Extent | null} extent @param {number} [anchor] */
  select(extent, anchor = extent?.start ?? 0) {
    this.selection = extent && { ...extent, anchor };
    this.pivot = null;
    this.focus = null;
    this.#tell();
  }

  /**
   * Put a span or relation in focus; no letters are chosen then.
   * @param {Focus | null} focus
   * @param {string | null} [origin] the span from which a relation was made
   */
  focusOn(focus, origin = null) {
    this.focus = focus;
    this.origin = origin;
    if (focus) this.selection = null;
    this.#tell();
  }

  /** @param {Relating | null} relating */
  relate(relating) {
    this.relating = relating;
    this.#tell();
  }

  /** Show or hide the relations that are not in focus. */
  toggleArcs() {
    this.arcs = !this.arcs;
    this.#tell();
  }

  /** Show or hide the relations of a type. @param {string} label */
  toggleType(label) {
    this.hidden = new Set(this.hidden);
    if (!this.hidden.delete(label)) this.hidden.add(label);
    this.#tell();
  }

  /** Whether this is in focus. @param {Span | Relation | undefined} item */
  isFocus(item) {
    return item !== undefined && this.focus?.id === item.id;
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
