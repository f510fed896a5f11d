// The list behind a number: htmx puts it into the dialogue, here the dialogue is opened. Escape closes it, and
// the browser then gives the focus back to the number. Without scripts the number is a link to a page.

/** @param {HTMLElement | null} dialog */
export function watchLists(dialog) {
  if (!(dialog instanceof HTMLDialogElement)) return;
  document.addEventListener("htmx:after:swap", (event) => {
    if (!(event.target instanceof Element && event.target.matches(".count-link"))) return;
    dialog.showModal(); // the browser gives the focus to the list's title, the first that takes it
    dialog.scrollTop = 0;
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the ground around it
  });
}
