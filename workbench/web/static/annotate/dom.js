/** Making elements in one line. */

/**
 * An element with attributes and children; `class` and `data-…` are attributes like any other, false ones are left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | boolean | number | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * An element of the page that must be there.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Text with its [bracketed] parts marked, as the schema writes its examples.
 * @param {string} text
 */
export function bracketed(text) {
  return text.split(/\[(?:\w+:)?([^\]]*)\]/).map((part, i) => (i % 2 ? make("mark", {}, part) : part));
}

/**
 * The text of a template with nodes in place of its `{placeholders}`.
 * @param {string} template
 * @param {Record<string, Node>} nodes
 */
export function filled(template, nodes) {
  return template.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? (nodes[part] ?? "") : part));
}

/**
 * The data of the nearest element around an event's target that has it.
 * @param {Event} event
 * @param {string} name as in `data-name`
 * @returns {string | undefined}
 */
export function dataOf(event, name) {
  const found = event.target instanceof Element ? event.target.closest(`[data-${name}]`) : null;
  return found instanceof HTMLElement || found instanceof SVGElement ? found.dataset[name] : undefined;
}

/**
 * Items by a key, in the order in which the keys first occur.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 */
export function grouped(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** Do something when the page has nothing more urgent to do. @param {() => void} task */
export function whenIdle(task) {
  requestIdleCallback(() => task(), { timeout: 500 });
}
