/** The canvas put together: reads the page data, wires the parts, and paints once after whatever happened. */

import { actionsOf } from "./actions.js";
import { Arcs } from "./arcs.js";
import { Bar } from "./bar.js";
import { Checks } from "./checks.js";
import { Cursor } from "./cursor.js";
import { byId, dataOf, whenIdle } from "./dom.js";
import { Editor } from "./editor.js";
import { Effort } from "./effort.js";
import { valuesOf } from "./fields.js";
import { GhostList } from "./ghostlist.js";
import { Filter } from "./filter.js";
import { Find } from "./find.js";
import { Handles } from "./handles.js";
import { Help, keptAt } from "./help.js";
import { Helper } from "./helper.js";
import { historyAt } from "./history.js";
import { documentOf, linesIn } from "./island.js";
import { Keys } from "./keys.js";
import { Lines } from "./lines.js";
import { List } from "./list.js";
import { Menu } from "./menu.js";
import { Painter } from "./paint.js";
import { Panel } from "./panel.js";
import { offersAt, tellAt } from "./offers.js";
import { wireOutrun } from "./outrun.js";
import { openAt } from "./place.js";
import { Pointer } from "./pointer.js";
import { Queue, send } from "./queue.js";
import { Rejections } from "./rejections.js";
import { Relater } from "./relate.js";
import { Keymap } from "./remap.js";
import { wireRemark } from "./remark.js";
import { repeat } from "./repeat.js";
import { Schema } from "./rules.js";
import { Screen } from "./screen.js";
import { Session } from "./session.js";
import { Suggester } from "./suggester.js";
import { Suggestions } from "./suggestions.js";
import { sendLeftovers, takeTurn, wireTurn } from "./tabs.js";
import { Text } from "./text.js";
import { showTips } from "./tip.js";
import { View } from "./view.js";
import { Speech } from "./words.js";

/** @import { Turn } from "./turn.js" */
/** @import { PageData, Relation } from "./types.js" */

const LONGEST_WAIT = 1500;

/**
 * Start the canvas on the page that holds it.
 * @param {PageData} page
 * @param {Speech} speech
 * @param {Turn} turn
 */
function start(page, speech, turn) {
  const schema = new Schema(page.schema);
  const text = new Text(page.document);
  const rightToLeft = page.document.direction === "rtl";
  const script = { lang: page.document.language, dir: page.document.direction };
  const queue = queueFor(page);
  const session = new Session(page.document, { text, schema }, queue, page.read_only, page.remark);
  const view = new View();
  session.effort = new Effort(document);
  const suggestions = suggestionsFor(page, session, text, schema);
  const editor = new Editor({ session, suggestions, view, text, schema, speech, announce, rightToLeft });
  const relater = new Relater(editor);
  const suggester = new Suggester(editor);
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
    wording: (relation) => arcWords(editor, relation),
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
  const panel = new Panel(relater, painter, byId("panel"), { ask: historyAt(page.history_url), script });
  const field = /** @type {HTMLInputElement} */ (byId("find-field"));
  const find = new Find(editor, lines, { bar: byId("find"), field, count: byId("find-count") });
  const cursor = new Cursor(editor, lines, scroller, page.document.sentences);
  const checks = new Checks(editor, {
    button: byId("warnings"),
    dialog: /** @type {HTMLDialogElement} */ (byId("finish-check")),
    list: byId("finish-list"),
  });
  const actions = actionsOf({
    editor,
    checks,
    cursor,
    relater,
    suggester,
    view,
    list,
    go: (where) => (page[where] ? void leave(page[where], queue) : announce(speech.say("no-further"), "warning")),
    chooseType: () => menu.enter(),
    help: () => help.open(),
    otherArea,
    open: (field) => panel.open(field),
    close: () => panel.close(),
    repeat: () => repeat(relater),
    remark: wireRemark(editor, /** @type {HTMLDialogElement} */ (byId("remark")), byId("remark-button")),
    find: () => find.open(),
    step: (way) => find.step(way),
  });
  const keymap = new Keymap(actions, page.keys, labelKeysOf(schema));
  const help = new Help(
    keymap,
    speech,
    { dialog, table: byId("key-table"), said: byId("key-said"), reset: byId("key-reset") },
    keptAt(page.keys_url),
  );
  const keys = new Keys(actions, zoneOf, (code) => labelKey(code, editor, relater));
  const screen = new Screen({
    editor,
    painter,
    arcs,
    list,
    helper,
    bar,
    menu,
    panel,
    filter: new Filter(editor, byId("filters"), byId("relations")),
    checks,
    ghosts: new GhostList(editor, suggester, { section: byId("ghosts"), rows: byId("ghost-rows") }, script),
    handles: new Handles(editor, lines, byId("handles")),
    possible: () => keys.possible(document.activeElement ?? document.body),
  });
  new Pointer(editor, relater, lines, (from, x, y) => screen.rubber(from, x, y), () => panel.open(), () => suggester.accept());
  showTips(editor, byId("tip"));
  wireButtons(actions, editor, view);
  wireDrawers();
  wireTurn(turn, { session, view, notice: byId("taken"), elsewhere: page.elsewhere ?? false }, speech);
  wireQueue(queue, editor);
  if (page.read_only === null) {
    const kept = { revision: page.document.revision, url: page.changes_url.replace(/\/changes$/, "") };
    wireOutrun(queue, kept, () => announce(speech.say("changed-elsewhere"), "warning"));
  }
  sendLeftovers(page, (document, message) =>
    announce(speech.say("refused-elsewhere", { document, message }), "warning"),
  );
  screen.start(scroller);
  openAt(editor, location.search);
}

/** Suggestions; what the server offers is fetched when the page has nothing more urgent to do.
 * @param {PageData} page
 * @param {Session} session
 * @param {Text} text
 * @param {Schema} schema
 */
function suggestionsFor(page, session, text, schema) {
  const server = { known: page.rejected, tell: tellAt(page.rejections_url) };
  const rejections = new Rejections(localStorage, page.person, page.document.id, server);
  const suggestions = new Suggestions(session, text, schema, rejections);
  if (!page.suggests) suggestions.offer({ on: false, spans: [], relations: [] });
  else whenIdle(() => void offersAt(page.suggestions_url).then((found) => found && suggestions.offer(found)));
  window.addEventListener("online", () => void rejections.flush());
  void rejections.flush();
  return suggestions;
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
  if (target.closest(".layer.front, #find, #taken")) return "anywhere";
  if (target === document.body || target.closest("#text, #reading")) return "text";
  return target.closest("#annotations") ? "list" : "anywhere";
}

/** From the text to the list to the helper and round again, past those in which nothing is shown. */
function otherArea() {
  const areas = ["text", "annotations", "helper"].map(byId);
  const after = areas.findIndex((area) => area.contains(document.activeElement)) + 1;
  const inside = [...areas.slice(after), ...areas.slice(0, after)]
    .flatMap((area) => (area.id === "text" ? [area] : [...area.querySelectorAll("[tabindex='0'], button:not([tabindex='-1'])")]))
    .find((one) => one.getClientRects().length > 0);
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

/** @param {Queue} queue @param {Editor} editor */
function wireQueue(queue, editor) {
  const { session, speech } = editor;
  session.addEventListener("settled", (event) => {
    const { op, effects } = /** @type {import("./session.js").Settled} */ (event);
    editor.tellStep(op, effects);
  });
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

/** What stands on an arc: its type, and how it is meant unless it simply holds. @param {Editor} editor @param {Relation} relation */
function arcWords(editor, { label, attributes }) {
  const { modality } = editor.schema.data.attributes;
  const said = attributes.modality && modality?.values[attributes.modality];
  const usual = valuesOf(editor.schema.relations.get(label)?.attributes.modality ?? [])[0];
  const plain = !said || attributes.modality === usual;
  return plain ? editor.nameOf(label) : `${editor.nameOf(label)} (${editor.speech.of(said)})`;
}

/** The keys of the schema as the table of actions writes keys. @param {Schema} schema */
function labelKeysOf(schema) {
  return [...schema.data.entities, ...schema.data.relations].map(({ key }) => `Key${key.toUpperCase()}`);
}

/** @param {string} id */
function svgGroup(id) {
  return /** @type {SVGGElement} */ (/** @type {unknown} */ (byId(id)));
}

const island = JSON.parse(byId("page-data").textContent ?? "");
/** @type {PageData} */
const data = { ...island, document: documentOf(island.document, linesIn(byId("text"))) };
const speech = new Speech(data.words, data.language);
const { page, turn } = await takeTurn(data, speech);
start(page, speech, turn);
