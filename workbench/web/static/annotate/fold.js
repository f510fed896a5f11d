/**
 * A search key: spelling variants made equal, with a map back, as `workbench/text/folding.py` makes it (one table of
 * examples holds both). For finding only, never for stored text.
 */

const HARAKAT =
  "\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u08d3-\\u08e1\\u08e3-\\u08ff";
const INVISIBLE =
  "\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff";
const UNWRITTEN = new RegExp(`^[${HARAKAT}\\u0640${INVISIBLE}]$`, "u");
const HANGING = new RegExp(`^[${HARAKAT}\\u0640]$`, "u");
const SPACE = /^[\s\x1c-\x1f\x85]$/u; // what Python calls white space
const PRESENTATION_FORM = /^[\ufb50-\ufdff\ufe70-\ufefc]$/u;
const FROM = [..."أإآٱىیکة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ßẞς"];
const TO = [..."ااااييكه01234567890123456789", "ss", "ss", "σ"];
const LETTERS = new Map(FROM.map((letter, i) => [letter, TO[i]]));

/**
 * The folded text; for each of its code units the extent in the original that it stands for, in code points. An end
 * takes in the vowel signs that follow.
 * @typedef {{text: string, starts: number[], ends: number[]}} Folded
 */

/** @type {Map<string, string>} */
const known = new Map();

/** Fold a text; folding a folded text changes nothing. @param {string} text @returns {Folded} */
export function fold(text) {
  /** @type {Folded} */
  const folded = { text: "", starts: [], ends: [] };
  const parts = [];
  let place = 0;
  let last = "";
  for (const character of text) {
    const letters = folding(character);
    if (letters === "") stretch(folded.ends, place, character);
    else if (letters !== " " || last !== " ") {
      parts.push((last = letters));
      for (let unit = 0; unit < letters.length; unit++) {
        folded.starts.push(place);
        folded.ends.push(place + 1);
      }
    }
    place++;
  }
  return { ...folded, text: parts.join("") };
}

/**
 * A vowel sign or tatweel belongs to the letter that ends where it stands.
 * @param {number[]} ends
 * @param {number} place
 * @param {string} character
 */
function stretch(ends, place, character) {
  if (ends.at(-1) === place && HANGING.test(character)) ends[ends.length - 1] = place + 1;
}

/** @param {string} character */
function folding(character) {
  const before = known.get(character);
  if (before !== undefined) return before;
  const letters = folded(character);
  known.set(character, letters);
  return letters;
}

/** What a single character becomes. @param {string} character @returns {string} */
function folded(character) {
  if (UNWRITTEN.test(character)) return "";
  if (SPACE.test(character)) return character === "\n" ? "\n" : " ";
  if (PRESENTATION_FORM.test(character)) return [...character.normalize("NFKC").trim()].map(folding).join("");
  return LETTERS.get(character) ?? character.toLowerCase();
}
