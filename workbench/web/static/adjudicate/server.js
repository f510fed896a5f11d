/** The one address of the desk: deeds go out, the desk as it is then comes back. */

/** @import { DeskData } from "./types.js" */

/** A deed that the server refused, in its words. */
export class Refusal extends Error {}

/** Says which requests are on their way, so that no deed is done twice. */
export class Server {
  busy = false;

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /**
   * Do something.
   * @param {Record<string, unknown>} deed
   * @returns {Promise<DeskData | null>} null if another deed is still on its way
   * @throws {Refusal}
   */
  async send(deed) {
    if (this.busy) return null;
    this.busy = true;
    try {
      return await this.#answer(deed);
    } finally {
      this.busy = false;
    }
  }

  /** @param {Record<string, unknown>} deed */
  async #answer(deed) {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const response = await fetch(this.url, { method: "POST", headers, body: JSON.stringify(deed), redirect: "manual" });
    const body = await response.json();
    if (response.ok) return body;
    throw new Refusal(body.errors.map((/** @type {{message: string, hint?: string}} */ e) => `${e.message} ${e.hint ?? ""}`).join(" "));
  }
}
