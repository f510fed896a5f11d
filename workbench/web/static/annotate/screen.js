/** Painting: after edits, focus, scrolling and resizing, everything that shows is brought up to date together. */

import { whenIdle } from "./dom.js";
import { compareSpans, overlaps } from "./rules.js";
import { Edited } from "./session.js";
import { isRelation } from "./suggestions.js";

/** @import { Arcs } from "./arcs.js" */
/** @import { Action } from "./actions.js" */
/** @import { Bar } from "./bar.js" */
/** @import { Checks } from "./checks.js" */
/** @import { Editor } from "./editor.js" */
/** @import { GhostList } from "./ghostlist.js" */
/** @import { Handles } from "./handles.js" */
/** @import { Helper } from "./helper.js" */
/** @import { List } from "./list.js" */
/** @import { Menu } from "./menu.js" */
/** @import { Filter } from "./filter.js" */
/** @import { Panel } from "./panel.js" */
/** @import { Painter } from "./paint.js" */
/** @import { Span } from "./types.js" */

/**
 * @typedef {{editor: Editor, painter: Painter, arcs: Arcs, list: List, helper: Helper, bar: Bar, menu: Menu, panel: Panel, filter: Filter,
 *   checks: Checks, ghosts: GhostList, handles: Handles, possible: () => Action[]}} Parts
 */

/** Knows what is out of date, and paints it before the browser shows the next frame. */
export class Screen {
  /** @type {Edited[]} */
  #edits = [];
  /** @type {Span[]} */
  #ordered;
  #due = false;
  /** @type {Edited[]} */
  #listEdits = [];
  #listDue = false;
  #seen = "";
  #size = "";
  #lookedAt = 0;

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.editor = parts.editor;
    this.#ordered = this.editor.session.state.ordered();
  }

  /** Paint for the first time, and from now on whenever something happens. @param {HTMLElement} scroller */
  start(scroller) {
    const { session, view } = this.editor;
    this.#edits.push(new Edited(null));
    this.parts.painter.look();
    this.#paint();
    const { clientWidth, clientHeight } = this.parts.painter.lines.root;
    this.#size = `${clientWidth} ${clientHeight}`;
    session.addEventListener("edited", (event) => this.#edited(/** @type {Edited} */ (event)));
    view.addEventListener("change", () => this.#soon());
    this.editor.suggestions.addEventListener("change", () => this.#soon());
    document.addEventListener("focusin", () => this.#soon());
    scroller.addEventListener("scroll", () => this.#scrolled(scroller), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(this.parts.painter.lines.root);
    document.fonts.addEventListener("loadingdone", () => this.#moved());
  }

  /**
   * Draw the relation that is being dragged to a point of the window; with no `from`, remove it.
   * @param {string} from
   * @param {number} x
   * @param {number} y
   */
  rubber(from, x, y) {
    const { painter } = this.parts;
    const span = this.editor.session.state.spans.get(from);
    const tag = span && painter.tagBox(span);
    const origin = painter.lines.origin();
    const line = tag ? `M${tag.x + tag.width / 2} ${tag.y + tag.height / 2}L${x - origin.x} ${y - origin.y}` : "";
    document.getElementById("rubber")?.setAttribute("d", line);
  }

  /** @param {Edited} edited */
  #edited(edited) {
    this.#edits.push(edited);
    this.#soon();
  }

  #soon() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#paint();
    });
  }

  /** An observer also tells the size that there was from the start. */
  #resized() {
    const { clientWidth, clientHeight } = this.parts.painter.lines.root;
    const size = `${clientWidth} ${clientHeight}`;
    if (size !== this.#size) this.#moved();
    this.#size = size;
  }

  /** The letters have moved. */
  #moved() {
    this.parts.painter.invalidate();
    this.parts.painter.look();
    this.#soon();
  }

  /** @param {HTMLElement} scroller */
  #scrolled(scroller) {
    if (Math.abs(scroller.scrollTop - this.#lookedAt) < scroller.clientHeight / 2) return;
    this.#lookedAt = scroller.scrollTop;
    this.parts.painter.look();
    this.#soon();
  }

  #paint() {
    const { painter, arcs, helper, bar, menu, checks } = this.parts;
    const { session, view } = this.editor;
    const edits = this.#edits.splice(0);
    if (edits.length) this.#ordered = session.state.ordered();
    this.#dropStaleFocus();
    const relation = this.#relationInFocus();
    painter.paint(this.#withGhosts(), view, new Set(relation ? [relation.head, relation.tail] : []), checks.ids);
    arcs.paint(session.state, view, this.editor.suggestions.relations.values());
    menu.update();
    this.parts.panel.update();
    this.parts.handles.update();
    this.#listSoon(edits);
    helper.update();
    bar.showStatus();
    bar.showHints(this.parts.possible());
    this.#follow();
  }

  /** All spans, and the suggested ones near the view. */
  #withGhosts() {
    const { window } = this.parts.painter;
    const near = [...this.editor.suggestions.spans.values()].filter((ghost) => overlaps(ghost, window));
    return near.length ? [...this.#ordered, ...near].sort(compareSpans) : this.#ordered;
  }

  /** A relation in focus, or one that is suggested. */
  #relationInFocus() {
    const { ghost, relation } = this.editor;
    return ghost && isRelation(ghost) ? ghost : relation;
  }

  /** The list follows after the frame: laying out thousands of rows must not hold up a mark. @param {Edited[]} edits */
  #listSoon(edits) {
    this.#listEdits.push(...edits);
    if (this.#listDue) return;
    this.#listDue = true;
    requestAnimationFrame(() => setTimeout(() => this.#showList()));
  }

  #showList() {
    this.#listDue = false;
    const edits = this.#listEdits.splice(0);
    for (const edited of edits) this.parts.list.update(this.#ordered, edited);
    this.parts.list.show(this.editor.view.focus);
    this.parts.filter.update();
    whenIdle(() => {
      this.editor.suggestions.refresh();
      this.parts.ghosts.update();
      if (edits.length) this.#look();
    });
  }

  /** Look for what is odd; a change of it shows in the next frame. */
  #look() {
    const before = [...this.parts.checks.ids].join();
    this.parts.checks.update();
    if ([...this.parts.checks.ids].join() !== before) this.#soon();
  }

  /** What an undo or a refusal took away cannot stay in focus. */
  #dropStaleFocus() {
    const { view } = this.editor;
    if (view.focus && !this.editor.span && !this.editor.relation && !this.editor.ghost) view.focusOn(null);
    const { state } = this.editor.session;
    if (view.relating && !state.spans.has(view.relating.from.id)) view.relate(null);
  }

  /** Bring what is newly in focus into view. */
  #follow() {
    const { view } = this.editor;
    const target = view.relating?.targets[view.relating.index]?.span;
    const span = target ?? this.editor.extent ?? this.#headInFocus();
    const key = span ? `${span.start}-${span.end}` : "";
    if (key === this.#seen) return;
    this.#seen = key;
    if (span && !this.#isVisible(span)) this.#bring(span);
  }

  #headInFocus() {
    const relation = this.#relationInFocus();
    return relation ? this.editor.session.state.spans.get(relation.head) : undefined;
  }

  /** @param {{start: number, end: number}} extent */
  #isVisible(extent) {
    const { painter } = this.parts;
    const view = painter.parts.scroller.getBoundingClientRect();
    const top = painter.lines.topOf(extent.start);
    return view.top + 20 < top && top < view.bottom - 60;
  }

  /** @param {{start: number, end: number}} extent */
  #bring(extent) {
    const { scroller } = this.parts.painter.parts;
    const view = scroller.getBoundingClientRect();
    scroller.scrollTop += this.parts.painter.lines.topOf(extent.start) - view.top - view.height / 3;
  }
}
