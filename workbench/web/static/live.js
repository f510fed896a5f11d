// A page that keeps itself up to date without asking often: while it is visible it asks now and then whether its stamp
// still holds (the server answers 304, at the cost of a few look-ups), and swaps only those blocks that have changed.

const EVERY = 15_000;
const AT_MOST = 300_000;

const page = /** @type {HTMLElement} */ (document.querySelector("[data-part]"));
const shown = new Map(blocks(page).map((block) => [block.id, block.innerHTML]));
let stamp = `"${page.dataset.stamp}"`;
let wait = EVERY;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {ParentNode} root @returns {HTMLElement[]} */
function blocks(root) {
  return [...root.querySelectorAll("[data-block]")].map((block) => /** @type {HTMLElement} */ (block));
}

/** @param {string} html */
function swap(html) {
  for (const fresh of blocks(new DOMParser().parseFromString(html, "text/html"))) {
    const now = document.getElementById(fresh.id);
    if (!now) {
      location.reload(); // a block that was not there: rare, and the server knows where it belongs
      return;
    }
    if (shown.get(fresh.id) === fresh.innerHTML || now.contains(document.activeElement)) continue;
    shown.set(fresh.id, fresh.innerHTML);
    const open = [...now.querySelectorAll("details")].map((details) => details.open);
    now.innerHTML = fresh.innerHTML;
    now.querySelectorAll("details").forEach((details, at) => (details.open = open[at] ?? details.open));
  }
}

async function look() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(page.dataset.part ?? "", { headers: { "If-None-Match": stamp }, cache: "no-store" });
    if (answer.ok) {
      swap(await answer.text());
      stamp = answer.headers.get("ETag") ?? "";
    }
    wait = answer.ok || answer.status === 304 ? EVERY : Math.min(AT_MOST, 2 * wait);
  } catch {
    wait = Math.min(AT_MOST, 2 * wait); // no network: ask less and less often
  }
  timer = setTimeout(look, wait);
}

document.addEventListener("visibilitychange", look);
timer = setTimeout(look, wait);

export {};
