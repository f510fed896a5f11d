/** The hand that decides: a draft is begun and saved, deeds go to the server, what it answers is shown and said. */

import { isolated } from "../annotate/editor.js";
import { byId, make } from "../annotate/dom.js";
import { GOLD } from "./desk.js";
import { LinkDraft, spanDraft } from "./draft.js";
import { Refusal } from "./server.js";

/** @import { Schema } from "../annotate/rules.js" */
/** @import { Text } from "../annotate/text.js" */
/** @import { Span } from "../annotate/types.js" */
/** @import { Speech } from "../annotate/words.js" */
/** @import { Desk } from "./desk.js" */
/** @import { SpanDraft } from "./draft.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Server } from "./server.js" */
/** @import { Article, Conflict, Verdict } from "./types.js" */
/** @import { Why } from "./why.js" */

/**
 * @typedef {{desk: Desk, scene: Scene, server: Server, why: Why, article: Article, text: Text, schema: Schema,
 *   speech: Speech, canvasSpeech: Speech}} Parts
 */

/** Say something aloud and in the bottom bar. @param {string} message @param {"warning"} [tone] */
export function announce(message, tone) {
  byId("live").textContent = message;
  byId("said").textContent = message;
  byId("said").dataset.tone = tone ?? "";
}

/** Fires `change` when a draft begins, changes or ends. */
export class Hand extends EventTarget {
  /** @param {Parts} parts */
  constructor(parts) {
    super();
    this.parts = parts;
  }

  /** What is being edited, or null. */
  get draft() {
    return this.parts.scene.draft;
  }

  /** The draft, if it is one of spans. */
  get spans() {
    const { draft } = this;
    return draft && "spans" in draft ? draft : null;
  }

  /** The draft, if it is one of relations. */
  get links() {
    const { draft } = this;
    return draft && "choices" in draft ? draft : null;
  }

  /** Decide the conflict in hand. @param {Omit<Verdict, "key">} verdict */
  decide(verdict) {
    const { conflict } = this.parts.desk;
    if (conflict) void this.send({ do: "decide", key: conflict.key, ...verdict, ...this.parts.why.fields }, conflict.start);
  }

  /**
   * Do something at the server and show what is then; what it refuses is said.
   * @param {Record<string, unknown>} deed
   * @param {number} [from] where in the text the next conflict is looked for
   */
  async send(deed, from = this.parts.desk.conflict?.start ?? 0) {
    const { desk, server, speech, why } = this.parts;
    try {
      const data = await server.send(deed);
      if (!data) return;
      this.edit(null);
      why.clear();
      desk.show(data, from);
      byId("text").focus({ preventScroll: true });
      announce(this.#said(String(deed.do)));
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof TypeError)) throw error;
      announce(error instanceof Refusal ? error.message : speech.say("offline"), "warning");
    }
  }

  /** Edit the conflict in hand, beginning with the first side that says anything. */
  begin() {
    const { conflict } = this.parts.desk;
    if (conflict) this.edit(conflict.kind === "relations" ? this.#linkDraft(conflict) : this.#spanDraft());
  }

  /** @param {SpanDraft | LinkDraft | null} draft */
  edit(draft) {
    this.parts.scene.draft = draft;
    if (this.spans) {
      this.spans.editor.session.addEventListener("edited", () => this.#tell());
      this.spans.editor.view.addEventListener("change", () => this.#tell());
    }
    document.body.classList.toggle("drafting", draft !== null);
    this.#tell();
    if (draft) byId("text").focus({ preventScroll: true });
  }

  save() {
    if (this.draft) this.decide({ what: "edited", ...this.draft.chosen });
  }

  /** Give what is chosen in the draft a label. @param {string} label */
  label(label) {
    const { spans } = this;
    if (!spans) return;
    const foreign = spans.editor.span && spans.kept.has(spans.editor.span.id);
    if (foreign) announce(this.parts.speech.say("not-here"), "warning");
    else spans.editor.label(label);
  }

  /** Switch a relation of the draft on or off. @param {number} index */
  toggle(index) {
    this.links?.toggle(index);
    this.#tell();
  }

  /** Another value for an attribute of a relation. @param {HTMLSelectElement} field */
  choose(field) {
    const [index, name] = (field.dataset.value ?? "").split(" ");
    if (name) this.links?.set(Number(index), name, field.value);
  }

  /** @param {Conflict} conflict */
  #linkDraft(conflict) {
    const { desk, schema } = this.parts;
    const ends = /** @type {[Span, Span]} */ (desk.endsOf(conflict));
    const first = desk.sides.find((side) => side.relations.length)?.relations ?? [];
    return new LinkDraft(ends, first, schema);
  }

  #spanDraft() {
    const { desk, article, text, schema, canvasSpeech } = this.parts;
    const { sides } = desk;
    const inHand = sides.filter((side) => side.owner === GOLD).flatMap((side) => side.spans.map((span) => span.id));
    const around = desk.data.gold.spans.filter((span) => !inHand.includes(span.id));
    const from = sides.find((side) => side.spans.length)?.spans ?? [];
    return spanDraft(article, around, from, { text, schema, speech: canvasSpeech, announce });
  }

  /** What a deed came to, and what is next. @param {string} deed */
  #said(deed) {
    const { desk, speech, text } = this.parts;
    return `${speech.say(`did-${deed}`)} ${desk.data.state === "final" ? "" : this.#next(desk.conflict, speech, text)}`;
  }

  /** @param {Conflict | null} conflict @param {Speech} speech @param {Text} text */
  #next(conflict, speech, text) {
    if (!conflict) return speech.say("say-nothing-open");
    return speech.say("next-is", { text: isolated(this.#place(conflict, text)), n: this.parts.desk.data.conflicts.length });
  }

  /** @param {Conflict} conflict @param {Text} text */
  #place(conflict, text) {
    const ends = this.parts.desk.endsOf(conflict);
    return conflict.kind === "spans" ? text.surface(conflict) : ends.map((span) => span.text).join(" … ");
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** The overlay of keys: what each does. @param {HTMLElement} table @param {[string, Node[]][]} rows words and keys */
export function fillKeys(table, rows) {
  const lines = rows.map(([words, keys]) => make("tr", {}, make("th", { scope: "row" }, words), make("td", {}, ...keys)));
  table.replaceChildren(make("table", {}, make("tbody", {}, ...lines)));
}
