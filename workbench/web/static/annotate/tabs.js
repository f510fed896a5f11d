/** Two tabs on one document: one edits, the other says why it does not, and can take over. */

import { isBehind, leftBehind, Queue, send } from "./queue.js";
import { Turn, turnAt } from "./turn.js";

/** @import { Session } from "./session.js" */
/** @import { PageData } from "./types.js" */
/** @import { View } from "./view.js" */
/** @import { Speech } from "./words.js" */

const LAST_SENDING = 2000;

/**
 * Take the turn at a page's document; where another tab has it, the page may only be read.
 * @param {PageData} page
 * @param {Speech} speech
 * @returns {Promise<{page: PageData, turn: Turn}>}
 */
export async function takeTurn(page, speech) {
  const turn = new Turn(turnAt(page.person, page.document.id));
  if (page.read_only !== null) return { page, turn };
  const ours = await turn.take();
  if (ours && isBehind(localStorage, page.person, page.document.id, page.document.revision)) {
    location.reload();
    await new Promise(() => {}); // until the page is gone
  }
  return { page: ours ? page : { ...page, read_only: speech.say("open-elsewhere"), elsewhere: true }, turn };
}

/**
 * Give the turn to a tab that asks for it, with everything sent; offer to take it back.
 * @param {Turn} turn
 * @param {{session: Session, view: View, notice: HTMLElement, elsewhere: boolean}} parts `notice` holds the words and
 *   the button
 * @param {Speech} speech
 */
export function wireTurn(turn, { session, view, notice, elsewhere }, speech) {
  const { queue } = session;
  const stop = () => {
    session.readOnly = speech.say("taken-over");
    view.dispatchEvent(new Event("change"));
  };
  turn.onAsked = async () => {
    stop();
    await Promise.race([queue.flush(), new Promise((resolve) => setTimeout(resolve, LAST_SENDING))]);
    await queue.stop();
  };
  turn.addEventListener("lost", () => {
    stop();
    void queue.stop();
    show(notice, session.readOnly);
  });
  notice.querySelector("button")?.addEventListener("click", async () => {
    await turn.takeOver();
    location.reload();
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload(); // the lock was given back when the page was left
  });
  if (!elsewhere) return;
  void queue.stop();
  show(notice, session.readOnly);
}

/** @param {HTMLElement} notice @param {string | null} words */
function show(notice, words) {
  const said = notice.querySelector("span");
  if (said) said.textContent = words;
  notice.hidden = false;
}

/**
 * Send what an earlier visit left behind in other documents, but for those that another tab has open.
 * @param {PageData} page
 * @param {(document: string, message: string) => void} onRefusal
 */
export function sendLeftovers({ person, document: { id } }, onRefusal) {
  for (const { document: other, url } of leftBehind(localStorage, person, id)) {
    const turn = new Turn(turnAt(person, other));
    void turn.take().then((ours) => {
      if (!ours) return;
      const queue = new Queue({ person, document: other, url, store: localStorage, send });
      queue.onRefusal = (_change, error) => onRefusal(other, error.message);
      turn.onAsked = () => queue.stop();
      queue.addEventListener("change", () => queue.state === "saved" && turn.give());
      void queue.flush();
    });
  }
}
