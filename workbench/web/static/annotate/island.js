/** The document of the page: its text from the lines that are shown, its tokens and sentences from rows of numbers. */

import { Offsets } from "./offsets.js";

/** @import { DocumentData, Island } from "./types.js" */

/**
 * @param {Island} island the document as the page brings it
 * @param {[start: number, text: string][]} shown the lines in the page
 * @returns {DocumentData} tokens and sentences are made when they are first asked for
 */
export function documentOf({ tokens, sentences, unseen, length, ...rest }, shown) {
  /** @type {Partial<Record<"tokens" | "sentences", [number, number][]>>} */
  const made = {};
  return {
    ...rest,
    text: textOf([...shown, ...unseen], length),
    get tokens() {
      return (made.tokens ??= extentsOf(tokens));
    },
    get sentences() {
      return (made.sentences ??= extentsOf(sentences));
    },
  };
}

/**
 * The lines of the article in the page.
 * @param {HTMLElement} root
 * @returns {[start: number, text: string][]}
 */
export function linesIn(root) {
  const lines = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-start]"));
  return [...lines].map((line) => [Number(line.dataset.start), line.textContent ?? ""]);
}

/** A text from its lines; those that are missing are empty. @param {[number, string][]} lines @param {number} length */
function textOf(lines, length) {
  let [text, reached] = ["", 0];
  for (const [start, line] of lines.sort((a, b) => a[0] - b[0])) {
    text += "\n".repeat(start - reached) + line;
    reached = start + new Offsets(line).points;
  }
  return text + "\n".repeat(length - reached);
}

/** Extents from the distances between them and their lengths. @param {number[]} numbers @returns {[number, number][]} */
function extentsOf(numbers) {
  let last = 0;
  return Array.from({ length: numbers.length / 2 }, (_, i) => {
    const start = last + numbers[2 * i];
    last = start + numbers[2 * i + 1];
    return [start, last];
  });
}
