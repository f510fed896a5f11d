// From difference to difference: the keys N and P (by their place on the keyboard, so under an Arabic layout too),
// and two buttons that do the same.

const STEPS = new Map([["KeyN", 1], ["KeyP", -1]]);

/** @param {Document} page */
export function walkDifferences(page) {
  const places = [...page.querySelectorAll(".beside > .difference")].filter((place) => place instanceof HTMLElement);
  if (!places.length) return;
  let at = -1;
  /** @param {number} step */
  const go = (step) => {
    at = (Math.max(at, step < 0 ? 0 : -1) + step + places.length) % places.length;
    places[at].focus();
    places[at].scrollIntoView({ block: "center" });
  };
  page.addEventListener("keydown", (event) => {
    const step = STEPS.get(event.code);
    if (step && !event.ctrlKey && !event.metaKey && !event.altKey && !isField(event.target)) go(step);
  });
  for (const button of page.querySelectorAll("button[data-step]")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => go(Number(button.getAttribute("data-step"))));
  }
}

/** @param {EventTarget | null} target */
function isField(target) {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
    || (target instanceof HTMLInputElement && target.type !== "checkbox");
}
