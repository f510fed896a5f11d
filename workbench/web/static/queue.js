// The queue: N takes the next article from the pool, and a search is heard even when it was typed early.

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
  if (event.code !== "KeyN" || typing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  document.getElementById("take")?.click();
});

// What was typed before htmx was there, or put back by the browser on the way back, had no listener yet.
window.addEventListener("pageshow", ({ persisted }) => {
  const field = document.getElementById("q");
  if (persisted || !(field instanceof HTMLInputElement) || field.value === field.defaultValue) return;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
