/** The canvas put together: reads the page data, wires the parts, and paints once after whatever happened. */

import { actionsOf } from "./actions.js";
import { Arcs } from "./arcs.js";
import { Bar } from "./bar.js";
import { Cursor } from "./cursor.js";
import { byId, dataOf } from "./dom.js";
import { Editor } from "./editor.js";
import { fillHelp } from "./help.js";
import { Helper } from "./helper.js";
import { Keys } from "./keys.js";
import { Lines } from "./lines.js";
import { List } from "./list.js";
import { Menu } from "./menu.js";
import { Painter } from "./paint.js";
import { Pointer } from "./pointer.js";
import { Queue, leftBehind, send } from "./queue.js";
import { Relater } from "./relate.js";
import { Schema } from "./rules.js";
import { Screen } from "./screen.js";
import { Session } from "./session.js";
import { Text } from "./text.js";
import { View } from "./view.js";
import { Speech } from "./words.js";

/** @import { PageData } from "./types.js" */

const LONGEST_WAIT = 1500;

/** Start the canvas on the page that holds it. @param {PageData} page */
function start(page) {
  const speech = new Speech(page.words, page.language);
  const schema = new Schema(page.schema);
  const text = new Text(page.document);
  const rightToLeft = page.document.direction === "rtl";
  const script = { lang: page.document.language, dir: page.document.direction };
  const queue = queueFor(page);
  const session = new Session(page.document, { text, schema }, queue, page.read_only);
  const view = new View();
  const editor = new Editor({ session, view, text, schema, speech, announce, rightToLeft });
  const relater = new Relater(editor);
  const lines = new Lines(byId("text"));
  const scroller = byId("reading");
  const painter = new Painter({
    lines,
    scroller,
    under: byId("under"),
    over: byId("over"),
    schema,
    speech,
    rightToLeft,
  });
  const arcs = new Arcs({
    svg: svgGroup("arcs"),
    labels: byId("arc-labels"),
    painter,
    rightToLeft,
    wording: (relation) => editor.nameOf(relation.label),
  });
  const list = new List(editor, { spans: byId("spans"), relations: byId("relations"), counts: byId("counts") }, script);
  const helper = new Helper(editor, byId("palette"), byId("guide"), script);
  const bar = new Bar(editor, queue, {
    saved: byId("saved"),
    hints: byId("hints"),
    status: byId("status"),
    done: byId("done"),
  });
  const menu = new Menu(relater, painter, byId("relation-menu"));
  const dialog = /** @type {HTMLDialogElement} */ (byId("keys"));
  const cursor = new Cursor(editor, lines, scroller);
  const actions = actionsOf({
    editor,
    cursor,
    relater,
    view,
    list,
    go: (where) => void leave(page[where], queue),
    chooseType: () => menu.enter(),
    help: () => dialog.showModal(),
    otherArea,
    editNote: () => document.getElementById("note")?.focus(),
  });
  const keys = new Keys(actions, zoneOf, (code) => labelKey(code, editor, relater));
  const screen = new Screen({
    editor,
    painter,
    arcs,
    list,
    helper,
    bar,
    menu,
    warnings: byId("warnings"),
    possible: () => keys.possible(document.activeElement ?? document.body),
  });
  new Pointer(editor, relater, lines, (from, x, y) => screen.rubber(from, x, y));
  fillHelp(byId("key-table"), actions, speech);
  wireButtons(actions, editor, view);
  wireDrawers();
  wireQueue(queue, session, speech);
  sendLeftovers(page, speech);
  screen.start(scroller);
}

/** @param {PageData} page */
function queueFor(page) {
  return new Queue({
    person: page.person,
    document: page.document.id,
    url: page.changes_url,
    store: localStorage,
    send,
  });
}

/** Say something aloud and in the bottom bar. @param {string} message @param {"warning"} [tone] */
function announce(message, tone) {
  byId("live").textContent = message;
  const said = byId("said");
  said.textContent = tone ? message : "";
  said.dataset.tone = tone ?? "";
}

/**
 * A key of the schema: a type while a relation is being made, else a label.
 * @param {string} code
 * @param {Editor} editor
 * @param {Relater} relater
 */
function labelKey(code, editor, relater) {
  if (editor.view.relating) return relater.confirmByKey(code);
  const kind = editor.schema.data.entities.find(({ key }) => code === `Key${key.toUpperCase()}`);
  if (kind) editor.label(kind.label);
  return Boolean(kind);
}

/** Where the keyboard's focus is. @param {Element} target @returns {import("./actions.js").Zone} */
function zoneOf(target) {
  if (target === document.body || target.closest("#text, #reading")) return "text";
  return target.closest("#annotations") ? "list" : "anywhere";
}

/** From the text to the list to the helper and round again. */
function otherArea() {
  const areas = ["text", "annotations", "helper"].map(byId);
  const at = areas.findIndex((area) => area.contains(document.activeElement));
  const next = areas[(at + 1) % areas.length];
  const inside = next.id === "text" ? next : next.querySelector("[tabindex='0'], button:not([tabindex='-1'])");
  if (inside instanceof HTMLElement) inside.focus();
}

/** @param {import("./actions.js").Action[]} actions @param {Editor} editor @param {View} view */
function wireButtons(actions, editor, view) {
  document.addEventListener("click", (event) => {
    const [action, label, id] = ["action", "label", "id"].map((name) => dataOf(event, name));
    const relation = dataOf(event, "relation");
    if (action) actions.find((one) => one.id === action)?.run();
    else if (label) editor.label(label);
    else if (relation) editor.focusOn({ kind: "relation", id: relation });
    else if (id) editor.focusOn({ kind: dataOf(event, "kind") === "relation" ? "relation" : "span", id });
  });
  document.addEventListener("pointerdown", (event) => {
    if (dataOf(event, "label") || dataOf(event, "action")) event.preventDefault(); // the text keeps the keyboard
  });
  document.addEventListener("pointerover", (event) => {
    const hovered = editor.session.state.relations.get(dataOf(event, "relation") ?? "");
    if (hovered) byId("said").textContent = editor.sentence(hovered);
  });
  document.addEventListener("copy", (event) => {
    if (!editor.extent || !document.getSelection()?.isCollapsed) return;
    event.clipboardData?.setData("text/plain", editor.text.surface(editor.extent));
    event.preventDefault();
  });
  view.addEventListener("change", () => document.body.classList.toggle("relating", view.relating !== null));
}

/**
 * On small screens the columns are drawers: a button opens one, any other click, a choice in it or Escape closes it.
 */
function wireDrawers() {
  document.addEventListener("click", (event) => {
    const inside = event.target instanceof Element && event.target.closest(".column") && !dataOf(event, "id");
    if (!inside) showDrawer(dataOf(event, "drawer"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.code === "Escape") showDrawer(undefined);
  });
}

/** Open one drawer, or close it if it was open; all others are closed. @param {string | undefined} name */
function showDrawer(name) {
  for (const button of document.querySelectorAll("[data-drawer]")) {
    const column = byId(button.getAttribute("data-drawer") ?? "");
    const open = column.id === name && column.dataset.open !== "true";
    column.dataset.open = String(open);
    button.setAttribute("aria-expanded", String(open));
  }
}

/** @param {Queue} queue @param {Session} session @param {Speech} speech */
function wireQueue(queue, session, speech) {
  session.addEventListener("rolled-back", (event) => {
    const { error } = /** @type {import("./session.js").RolledBack} */ (event);
    announce(speech.say("refused", { message: [error.message, error.hint].filter(Boolean).join(" ") }), "warning");
  });
  for (const name of ["online", "focus"]) window.addEventListener(name, () => void queue.flush());
  window.addEventListener("beforeunload", (event) => {
    if (queue.wouldLose) event.preventDefault();
  });
  void queue.flush();
}

/** Send what an earlier visit left behind in other documents. @param {PageData} page @param {Speech} speech */
function sendLeftovers({ person, document: { id } }, speech) {
  for (const { document: other, url } of leftBehind(localStorage, person, id)) {
    const queue = new Queue({ person, document: other, url, store: localStorage, send });
    queue.onRefusal = (_change, error) =>
      announce(speech.say("refused-elsewhere", { document: other, message: error.message }), "warning");
    void queue.flush();
  }
}

/**
 * Go to another document as soon as everything is saved, or after a moment.
 * @param {string | null} url
 * @param {Queue} queue
 */
async function leave(url, queue) {
  if (!url) return;
  await Promise.race([queue.flush(), new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT))]);
  location.assign(url);
}

/** @param {string} id */
function svgGroup(id) {
  return /** @type {SVGGElement} */ (/** @type {unknown} */ (byId(id)));
}

start(JSON.parse(byId("page-data").textContent ?? ""));
