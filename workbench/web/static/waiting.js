// A form whose answer may take long: while the browser waits for it, its buttons rest and a line says how far the work is.

const EVERY = 400;

/** @param {HTMLFormElement} form @param {string} name */
function wait(form, name) {
  const line = document.createElement("div");
  line.className = "waiting";
  line.setAttribute("role", "status");
  line.append(document.createElement("progress"), ` ${form.dataset.waiting ?? ""}`);
  form.append(line);
  form.setAttribute("aria-busy", "true");
  const ask = async () => {
    const answer = await fetch(`${form.dataset.howFar}?watch=${name}`, { cache: "no-store" }).catch(() => null);
    if (answer?.status === 200) line.innerHTML = await answer.text();
    timer = setTimeout(ask, EVERY);
  };
  let timer = setTimeout(ask, EVERY);
  // On the way back the browser may show this page as it was left.
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    line.remove();
    form.removeAttribute("aria-busy");
  }, { once: true });
}

for (const form of document.querySelectorAll("form[data-waiting]")) {
  form.addEventListener("submit", (event) => {
    const sent = /** @type {HTMLFormElement} */ (event.currentTarget);
    if (sent.hasAttribute("aria-busy")) return event.preventDefault(); // the second click on a slow morning
    if (/** @type {SubmitEvent} */ (event).submitter?.hasAttribute("data-quick")) return;
    const name = crypto.getRandomValues(new Uint32Array(2)).join("-");
    const field = sent.querySelector("input[name=watch]");
    if (field instanceof HTMLInputElement) field.value = name;
    wait(sent, name);
  });
}

export {};
