/** Why something was decided so: the kind of error, whether the guidelines have a gap, the reason in words. */

import { byId } from "../annotate/dom.js";

/** The small form under the question. */
export class Why {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("keydown", (event) => {
      if (event.code === "Escape" || (event.code === "Enter" && event.ctrlKey)) byId("text").focus();
    });
  }

  /** What is sent with a decision. */
  get fields() {
    const data = new FormData(this.form);
    return { category: String(data.get("category") ?? ""), gap: data.has("gap"), reason: String(data.get("reason") ?? "") };
  }

  /** Ready for the next decision. */
  clear() {
    this.form.reset();
  }

  /** Take the keyboard to a field; the gap is switched at once. @param {string} name */
  focus(name) {
    const found = this.form.elements.namedItem(name);
    if (found instanceof RadioNodeList) {
      const radios = [...found].filter((one) => one instanceof HTMLInputElement);
      (radios.find((radio) => radio.checked) ?? radios[0]).focus();
    } else if (found instanceof HTMLInputElement) found.checked = !found.checked;
    else if (found instanceof HTMLElement) found.focus();
  }
}
