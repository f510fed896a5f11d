// What was typed or chosen in a search before htmx listened, or put back by the browser on the way back, is said once more.

/** @param {Element} field */
const changed = (field) => {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    return !field.multiple && field.selectedOptions[0] !== (options.find((one) => one.defaultSelected) ?? options[0]);
  }
  if (!(field instanceof HTMLInputElement)) return false;
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
};

const sayAgain = () => {
  for (const form of document.querySelectorAll("form[hx-trigger]")) {
    const field = [...form.querySelectorAll("input, select")].find(changed);
    for (const kind of ["input", "change"]) field?.dispatchEvent(new Event(kind, { bubbles: true }));
  }
};

// htmx may be ready before this file or after the page, so both moments are taken: its delay makes one request of them.
window.addEventListener("pageshow", ({ persisted }) => persisted || sayAgain());
document.addEventListener("htmx:after:process", ({ target }) => target === document.body && sayAgain());
