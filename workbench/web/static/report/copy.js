// Buttons that copy a text; hidden where the browser has no clipboard (the text can be selected by hand).

/** @param {Document} page */
export function showCopies(page) {
  if (!navigator.clipboard) return;
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-copy]");
    if (button instanceof HTMLElement) copy(button);
  });
  reveal(page);
  page.addEventListener("htmx:after:swap", () => reveal(page)); // a filter was changed
}

/** @param {Document} page */
function reveal(page) {
  for (const button of page.querySelectorAll("button[data-copy]")) button.removeAttribute("hidden");
}

/** @param {HTMLElement} button */
function copy(button) {
  const field = document.getElementById(button.dataset.copy ?? "");
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.select();
  void navigator.clipboard.writeText(field.value);
}
