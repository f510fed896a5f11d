/**
 * Changes on their way to the server: kept in the browser until acknowledged, sent in order, sent again when the
 * network comes back. Ids make a second sending harmless, so in doubt a change is sent once more.
 */

/** @import { Answer, ApiError, Change } from "./types.js" */

/** @typedef {"saved" | "saving" | "offline" | "signed-out"} QueueState */
/** @typedef {{status: number, body: any, retryAfter: number | null}} Reply */
/** @typedef {(url: string, changes: Change[]) => Promise<Reply>} Send rejects when there is no network */
/** @typedef {{getItem(key: string): string | null, setItem(key: string, value: string): void,
 *   removeItem(key: string): void, key(index: number): string | null, readonly length: number}} Store */

const PREFIX = "workbench";
const LARGEST_BATCH = 50;
const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;
export const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
const REFUSED = new Set([400, 403, 404, 409, 413, 415, 422]);

/** How the server answers a batch of changes. */
export class Answered extends Event {
  /** @param {Answer} answer */
  constructor(answer) {
    super("answered");
    this.answer = answer;
  }
}

/** The changes of one person to one document. Fires `change` and `answered`. */
export class Queue extends EventTarget {
  #sending = false;
  #stopped = false;
  #underway = Promise.resolve();
  #batch = LARGEST_BATCH;
  #delay = FIRST_DELAY;
  #count = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {{person: string, document: string, url: string, store: Store, send: Send,
   *   schedule?: (run: () => void, milliseconds: number) => any}} options
   */
  constructor({ person, document, url, store, send, schedule = (run, wait) => setTimeout(run, wait) }) {
    super();
    this.schedule = schedule;
    this.url = url;
    this.send = send;
    this.store = store;
    this.prefix = prefixOf(person, document);
    this.revisionKey = revisionKeyOf(person, document);
    /** @type {{key: string, change: Change, stored: boolean}[]} */
    this.items = storedKeys(store, this.prefix).map((key) => ({ key, stored: true, ...read(store, key) }));
    /** @type {QueueState} */
    this.state = this.items.length ? "saving" : "saved";
    /**
     * Called with what was sent and what the server says it did.
     * @type {(changes: Change[], answer: Answer) => void}
     */
    this.onAnswer = () => {};
    /**
     * Called with a change that the server refuses, already taken out of the queue.
     * @type {(change: Change, error: ApiError) => void}
     */
    this.onRefusal = () => {};
  }

  /** Changes not yet acknowledged, oldest first. */
  get waiting() {
    return this.items.map((item) => item.change);
  }

  /** Whether closing the page now would lose something. */
  get wouldLose() {
    return this.items.some((item) => !item.stored);
  }

  /** Put a change at the end and send it as soon as possible. @param {Change} change */
  add(change) {
    const [time, count] = [Date.now().toString(36).padStart(9, "0"), String(this.#count++).padStart(6, "0")];
    const key = `${this.prefix}${time}-${count}-${change.id}`;
    this.items.push({ key, change, stored: this.#keep(key, change) });
    if (this.state === "saved") this.#become("saving");
    else this.#tell();
    void this.flush();
  }

  /** Send what is waiting, now, whatever the delay was. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.#sending && !this.#stopped) this.#underway = this.#sendAll();
    return this.#underway;
  }

  /** Send nothing more: another tab does from now on. What is on its way is waited for. */
  async stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#underway;
  }

  async #sendAll() {
    this.#sending = true;
    while (!this.#stopped && this.items.length && (await this.#sendBatch())) {
      // each round takes something out of the queue
    }
    this.#sending = false;
    if (this.items.length === 0) this.#become("saved");
  }

  /** Send one batch; whether to go on at once. @returns {Promise<boolean>} */
  async #sendBatch() {
    const batch = this.items.slice(0, this.#batch);
    if (this.state !== "offline") this.#become("saving");
    let reply;
    try {
      reply = await this.send(
        this.url,
        batch.map((item) => item.change),
      );
    } catch {
      return this.#later("offline", null);
    }
    return this.#settle(batch, reply);
  }

  /** @param {typeof this.items} batch @param {Reply} reply */
  #settle(batch, reply) {
    if (reply.status === 200 && reply.body) return this.#acknowledge(batch, reply.body);
    if (reply.status === 401) return this.#later("signed-out", LONGEST_DELAY);
    if (PASSING.has(reply.status)) return this.#later("offline", reply.retryAfter);
    if (REFUSED.has(reply.status)) return this.#refuse(batch, reply);
    return this.#later("offline", null); // also where the answer broke off: what is sent again is told what it did
  }

  /** @param {typeof this.items} batch @param {Answer} answer */
  #acknowledge(batch, answer) {
    this.#forget(batch);
    this.#note(answer.revision);
    this.#delay = FIRST_DELAY;
    this.#batch = LARGEST_BATCH;
    this.dispatchEvent(new Answered(answer));
    this.onAnswer(
      batch.map((item) => item.change),
      answer,
    );
    if (this.items.length === 0) this.#become("saved");
    else this.#become("saving");
    return true;
  }

  /**
   * Take the refused change out, or, if the server does not name it, find it by sending one at a time.
   * @param {typeof this.items} batch
   * @param {Reply} reply
   */
  #refuse(batch, reply) {
    const error = errorOf(reply);
    const named = batch.find((item) => item.change.id === error.change) ?? (batch.length === 1 ? batch[0] : undefined);
    if (!named) {
      this.#batch = 1;
      return true;
    }
    this.#forget([named]);
    this.onRefusal(named.change, error);
    return true;
  }

  /** @param {QueueState} state @param {number | null} wait milliseconds */
  #later(state, wait) {
    this.#become(state);
    const jitter = 0.75 + Math.random() / 2;
    this.#timer = this.schedule(() => void this.flush(), wait ?? this.#delay * jitter);
    this.#delay = Math.min(LONGEST_DELAY, this.#delay * 2);
    return false;
  }

  /** @param {typeof this.items} gone */
  #forget(gone) {
    this.items = this.items.filter((item) => !gone.includes(item));
    for (const item of gone) this.store.removeItem(item.key);
  }

  /** Whether the change could be kept in the browser. @param {string} key @param {Change} change */
  #keep(key, change) {
    try {
      this.store.setItem(key, JSON.stringify({ url: this.url, change }));
      return true;
    } catch {
      return false;
    }
  }

  /** Remember how far the server is, for a page that was fetched before that. @param {number} revision */
  #note(revision) {
    try {
      this.store.setItem(this.revisionKey, String(revision));
    } catch {
      // a full store holds what waits; a page behind the server is the lesser evil
    }
  }

  /** @param {QueueState} state */
  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * The other documents for which this browser still holds changes of this person.
 * @param {Store} store
 * @param {string} person
 * @param {string} current the document that is open
 * @returns {{document: string, url: string}[]}
 */
export function leftBehind(store, person, current) {
  const found = new Map();
  for (const key of storedKeys(store, `${PREFIX}/${encodeURIComponent(person)}/`)) {
    const document = decodeURIComponent(key.split("/")[2]);
    if (document !== current) found.set(document, { document, url: read(store, key).url });
  }
  return [...found.values()];
}

/**
 * Whether a page was fetched before the server did what it has acknowledged since. That happens when a page is left
 * with a change on its way: the next one may be made before that change and shown after its acknowledgement.
 * @param {Store} store
 * @param {string} person
 * @param {string} document
 * @param {number} revision of the page
 * @returns {boolean} true only once: the page must then be fetched again
 */
export function isBehind(store, person, document, revision) {
  const key = revisionKeyOf(person, document);
  const known = Number(store.getItem(key) ?? 0);
  store.removeItem(key);
  return known > revision;
}

/** @param {string} person @param {string} document */
const revisionKeyOf = (person, document) =>
  `${PREFIX}-revision/${encodeURIComponent(person)}/${encodeURIComponent(document)}`;

/** @param {string} person @param {string} document */
function prefixOf(person, document) {
  return `${PREFIX}/${encodeURIComponent(person)}/${encodeURIComponent(document)}/`;
}

/**
 * The keys below a prefix, in the order in which their changes were made.
 * @param {Store} store
 * @param {string} prefix
 */
function storedKeys(store, prefix) {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
  return keys.filter((key) => key.startsWith(prefix)).sort();
}

/** @param {Store} store @param {string} key @returns {{url: string, change: Change}} */
function read(store, key) {
  return JSON.parse(store.getItem(key) ?? "null");
}

/** @param {Reply} reply @returns {ApiError} */
function errorOf(reply) {
  const [first] = reply.body?.errors ?? [];
  return first ?? { code: String(reply.status), message: `HTTP ${reply.status}` };
}

/**
 * Send changes over the network.
 * @type {Send}
 */
export async function send(url, changes) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ changes }),
    keepalive: changes.length < 20,
    redirect: "manual",
  });
  const seconds = Number(response.headers.get("Retry-After"));
  const body = await response.json().catch(() => null);
  return { status: response.status, body, retryAfter: seconds > 0 ? seconds * 1000 : null };
}
