/**
 * Work that was changed elsewhere while the page was open: by a bulk fix, a supervisor, a program. The page is fetched
 * again as soon as all that was done in it is saved.
 */

import { Answered } from "./queue.js";

/** @import { Queue } from "./queue.js" */
/** @import { Answer } from "./types.js" */

/** Compares how far the server is with how far this page has brought it. */
export class Outrun {
  #behind = false;

  /**
   * @param {Queue} queue
   * @param {number} revision of the page
   * @param {{ask: () => Promise<number | null>, again: () => void}} hands `ask` how far the server is, null if it does
   *   not say; fetch the page `again`, which may be put off
   */
  constructor(queue, revision, { ask, again }) {
    this.queue = queue;
    this.revision = revision;
    this.ask = ask;
    this.again = again;
    queue.addEventListener("answered", (event) => event instanceof Answered && this.#heard(event.answer));
    queue.addEventListener("change", () => this.#act());
  }

  /** Ask the server, unless it is about to say so anyway. */
  async look() {
    if (this.queue.state !== "saved") return;
    const before = this.revision;
    const now = await this.ask().catch(() => null);
    if (now === null || this.queue.state !== "saved" || this.revision !== before) return;
    this.#behind ||= now > before;
    this.#act();
  }

  /**
   * Each change is one revision, also one whose first answer was lost; what is more came from elsewhere.
   * @param {Answer} answer
   */
  #heard({ revision, applied, repeated }) {
    this.#behind ||= revision > this.revision + applied.length + repeated.length;
    this.revision = revision;
  }

  #act() {
    if (this.#behind && this.queue.state === "saved") this.again();
  }
}

const TOLD = "workbench-changed-elsewhere";

/**
 * Look whenever the page is turned to; say what happened after it was fetched again.
 * @param {Queue} queue
 * @param {{revision: number, url: string}} document where the server keeps it
 * @param {() => void} tell
 */
export function wireOutrun(queue, { revision, url }, tell) {
  const ask = async () => {
    const response = await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual" });
    return response.ok ? /** @type {{revision: number}} */ (await response.json()).revision : null;
  };
  const again = () => {
    if (document.querySelector("dialog[open]") || document.activeElement?.matches("input, textarea, select")) return;
    sessionStorage.setItem(TOLD, url);
    location.reload();
  };
  const outrun = new Outrun(queue, revision, { ask, again });
  window.addEventListener("focus", () => void outrun.look());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void outrun.look());
  if (sessionStorage.getItem(TOLD) === url) tell();
  sessionStorage.removeItem(TOLD);
}
