// The places for files: what was chosen or dropped is named, and its size told before it is sent.

const list = document.getElementById("chosen");
const inputs = [...document.querySelectorAll(".drop input")].map((input) => /** @type {HTMLInputElement} */ (input));
const FEW = 5;

/** @param {string} text */
const line = (text) => {
  const item = document.createElement("li");
  item.dir = "auto";
  item.textContent = text;
  return item;
};

const tell = () => {
  const files = inputs.flatMap((input) => [...(input.files ?? [])]);
  const names = files.slice(0, FEW).map((file) => line(file.webkitRelativePath || file.name));
  const megabytes = files.reduce((sum, file) => sum + file.size, 0) / 1e6;
  const size = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: megabytes < 1 ? "kilobyte" : "megabyte", maximumFractionDigits: 1,
  }).format(megabytes < 1 ? megabytes * 1000 : megabytes);
  const count = new Intl.NumberFormat(document.documentElement.lang).format(files.length);
  if (files.length) names.push(line(files.length > FEW ? `… ${count} · ${size}` : size));
  list?.replaceChildren(...names);
};

for (const input of inputs) {
  input.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) input.addEventListener(kind, () => input.parentElement?.classList.add("over"));
  for (const kind of ["dragleave", "drop"]) input.addEventListener(kind, () => input.parentElement?.classList.remove("over"));
}
tell();

export {};
