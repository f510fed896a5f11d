// The key of the queue: N takes the next article from the pool.

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
  if (event.code !== "KeyN" || typing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  document.getElementById("take")?.click();
});
