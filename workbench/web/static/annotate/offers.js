/** What the server suggests for a document, and telling it what is not wanted. */

/** @import { Offered } from "./suggestions.js" */
/** @import { Tell } from "./rejections.js" */

/** What the server suggests; nothing if it cannot be reached, for suggestions hold nobody up. @param {string} url */
export async function offersAt(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual" });
    return response.ok ? /** @type {Offered} */ (await response.json()) : null;
  } catch {
    return null;
  }
}

/** How the server is told what is rejected. @param {string} url @returns {Tell} */
export function tellAt(url) {
  return async (waiting) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(waiting),
      keepalive: waiting.reject.length < 100,
      redirect: "manual",
    });
    return response.status;
  };
}
