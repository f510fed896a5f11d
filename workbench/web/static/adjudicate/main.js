/** The desk put together: reads the page data, wires the parts, and shows everything anew after whatever happened. */

import { Cursor } from "../annotate/cursor.js";
import { byId, dataOf } from "../annotate/dom.js";
import { captions } from "../annotate/help.js";
import { Keys } from "../annotate/keys.js";
import { Schema } from "../annotate/rules.js";
import { Text } from "../annotate/text.js";
import { Speech } from "../annotate/words.js";
import { deedsOf, spanDeedsOf } from "./deeds.js";
import { Desk } from "./desk.js";
import { Hand, announce, fillKeys } from "./hand.js";
import { Lists } from "./lists.js";
import { Phrases } from "./phrases.js";
import { wirePointer } from "./pointer.js";
import { Question } from "./question.js";
import { Scene } from "./scene.js";
import { Server } from "./server.js";
import { Why } from "./why.js";

/** @import { Action } from "../annotate/actions.js" */
/** @import { DeskPage } from "./types.js" */

const NAMES_KEY = "workbench-desk-names";
/** Actions that share a line of the overlay with the first of their kind. */
const ONE_OF_MANY = /^(take|choice)-[2-9]$/;

/** @param {DeskPage} page */
function start(page) {
  const schema = new Schema(page.schema);
  const text = new Text(page.document);
  const [speech, canvasSpeech] = ["desk", "canvas"].map((section) => new Speech(page.words, page.language, section));
  const script = { lang: page.document.language, dir: page.document.direction };
  const desk = new Desk(page.desk);
  desk.blind = localStorage.getItem(NAMES_KEY) === "hidden";
  const phrases = new Phrases(desk, schema, speech);
  const scene = new Scene({ desk, phrases, schema, speech: canvasSpeech, rightToLeft: script.dir === "rtl" });
  const why = new Why(/** @type {HTMLFormElement} */ (byId("why")));
  const hand = new Hand({ desk, scene, server: new Server(page.url), why, article: page.document, text, schema, speech, canvasSpeech });
  const question = new Question(desk, phrases, byId("question"), script);
  const columns = { open: byId("conflicts"), counts: byId("counts"), decided: byId("decisions"), lost: byId("lost") };
  const lists = new Lists(desk, phrases, columns, text, script);
  const deeds = deedsOf({
    desk,
    hand,
    focus: (name) => why.focus(name),
    rule: () => /** @type {HTMLSelectElement} */ (byId("rule")).value,
    names: () => toggleNames(desk, speech),
    help: () => /** @type {HTMLDialogElement} */ (byId("keys")).showModal(),
  });
  const keys = new Keys(deeds, zoneOf, (code) => labelKey(code, hand, schema));
  const show = () => {
    question.update(hand.draft);
    byId("why").hidden = !desk.conflict || hand.draft !== null;
    scene.soon();
  };
  const turn = () => {
    lists.update();
    showDocument(desk, phrases);
    show();
    if (desk.conflict) scene.bring(desk.conflict);
  };
  hand.addEventListener("change", () => {
    const cursor = hand.spans && new Cursor(hand.spans.editor, scene.lines, scene.scroller, page.document.sentences);
    keys.actions = hand.spans && cursor ? [...spanDeedsOf(hand.spans, cursor), ...deeds] : deeds;
    show();
  });
  desk.addEventListener("change", turn);
  fillKeys(byId("key-table"), helpRows(deeds, speech));
  wireButtons(keys, desk, hand);
  wirePointer(byId("text"), scene, desk, hand, text);
  turn();
  scene.start();
  if (desk.conflict) scene.bring(desk.conflict);
}

/** What stands in the bar and above the list. @param {Desk} desk @param {Phrases} phrases */
function showDocument(desk, phrases) {
  const { state, rule, fresh } = desk.data;
  const { speech } = phrases;
  byId("state").textContent = speech.say(`state-${state}`);
  byId("state").className = `status gold-${state}`;
  byId("finalise").hidden = state !== "draft";
  byId("reopen").hidden = state !== "final";
  if (rule) /** @type {HTMLSelectElement} */ (byId("rule")).value = rule;
  byId("merge-again").textContent = speech.say(state === "ready" ? "do-merge-first" : "do-merge-again");
  byId("fresh").hidden = fresh.length === 0 || state === "ready";
  const names = fresh.map((owner) => phrases.owner(owner)).join(speech.say("and"));
  byId("fresh").textContent = speech.say("fresh", { names });
  byId("names").setAttribute("aria-pressed", String(desk.blind));
}

/** @param {Desk} desk @param {Speech} speech */
function toggleNames(desk, speech) {
  localStorage.setItem(NAMES_KEY, desk.blind ? "shown" : "hidden");
  desk.toggleNames();
  announce(speech.say(desk.blind ? "names-hidden" : "names-shown"));
}

/** A key of the schema while spans are edited. @param {string} code @param {Hand} hand @param {Schema} schema */
function labelKey(code, hand, schema) {
  const kind = hand.spans && schema.data.entities.find(({ key }) => code === `Key${key.toUpperCase()}`);
  if (kind) hand.label(kind.label);
  return Boolean(kind);
}

/** @param {Keys} keys @param {Desk} desk @param {Hand} hand */
function wireButtons(keys, desk, hand) {
  document.addEventListener("click", (event) => {
    const [action, conflict, undo] = ["action", "conflict", "undo"].map((name) => dataOf(event, name));
    const [label, choice, id] = ["label", "choice", "id"].map((name) => dataOf(event, name));
    if (action) keys.actions.find((one) => one.id === action && (!one.when || one.when()))?.run();
    else if (conflict) desk.take(Number(conflict));
    else if (undo) void hand.send({ do: "undo", decision: Number(undo) });
    else if (label) hand.label(label);
    else if (choice) hand.toggle(Number(choice));
    else if (id) hand.spans?.editor.focusOn({ kind: "span", id });
  });
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) hand.choose(event.target);
  });
}

/** What each key does, in words. @param {Action[]} deeds @param {Speech} speech @returns {[string, Node[]][]} */
function helpRows(deeds, speech) {
  const ids = new Set(deeds.map(({ id }) => id).filter((id) => !ONE_OF_MANY.test(id)));
  return [...ids].map((id) => {
    const shortcuts = deeds.filter((one) => one.id === id).flatMap((one) => one.keys);
    return [speech.say(`do-${id}`), captions(shortcuts).map((part) => (typeof part === "string" ? new window.Text(part) : part))];
  });
}

/** Where the keyboard's focus is: arrows belong to the form while it has it. @param {Element} target */
function zoneOf(target) {
  return /** @type {"list" | "text"} */ (target.closest("#why, dialog") ? "list" : "text");
}

start(JSON.parse(byId("page-data").textContent ?? ""));
