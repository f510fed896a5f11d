// The queue: N takes the next article from the pool, and a search is heard even when it was typed early.

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
  if (event.code !== "KeyN" || typing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  document.getElementById("take")?.click();
});

// What was typed before htmx listened, or put back by the browser on the way back, is said once more. htmx may be ready
// before this file or after the page, so both moments are taken: its delay makes one search of them.
const sayAgain = () => {
  const field = document.getElementById("q");
  if (!(field instanceof HTMLInputElement) || field.value === field.defaultValue) return;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
window.addEventListener("pageshow", ({ persisted }) => persisted || sayAgain());
document.addEventListener("htmx:after:process", ({ target }) => target === document.body && sayAgain());
