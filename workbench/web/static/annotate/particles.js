/** Words that are never the beginning of a name: the cursor steps over them when it looks for names. */

import { fold } from "./fold.js";

/** @import { Names } from "./names.js" */
/** @import { Extent } from "./types.js" */

const LETTER = /[\p{L}\p{N}]/u;
const SIGN = /^[%٪‰\p{Sc}]$/u;
const CLOSING = new Map([")(", "][", "”“", "»«", "’‘"].map(([closing, opening]) => [closing, opening]));
const PARTICLES = new Set(
  `في من على إلى عن مع بين نحو ضد عند منذ خلال بعد قبل حتى حول عبر دون تحت فوق أمام وراء لدى ضمن غير سوى مثل
  أن إن لأن بأن كأن لكن لعل ليت أنه أنها إنه إنها أنهم إنهم هو هي هم هما نحن أنا أنت هذا هذه هذان هؤلاء ذلك تلك أولئك
  الذي التي الذين اللذان اللتان اللواتي ما لا لم لن لما قد سوف هل كم كيف متى أين حيث حين إذ إذا لو لولا ثم أو أم بل كما
  كان كانت كانوا يكون تكون ليس ليست قال قالت وقال أي كل بعض له لها لهم به بها بهم فيه فيها فيهم منه منها منهم عليه عليها
  عليهم إليه إليها عنه عنها معه معها أيضا بينما رغم عندما بسبب بشأن كذلك the of and in to for on at by with a an from`
    .split(/\s+/)
    .map((word) => fold(word).text),
);

/** Whether a name may begin with a token: it is no mark, no particle and not glued to the next. @param {Extent} token @param {Names} names */
export function mayBeName(token, names) {
  const word = fold(names.text.surface(token)).text;
  return LETTER.test(word) && !PARTICLES.has(word) && !names.isProclitic(token);
}

/**
 * Whether a choice may end with a token: a mark only where it is a sign of its number, or closes what opened inside.
 * @param {string} token
 * @param {string} before the letters of the choice before it
 */
export function mayEnd(token, before) {
  if (LETTER.test(token) || SIGN.test(token)) return true;
  const opening = CLOSING.get(token);
  return opening !== undefined && before.lastIndexOf(opening) > before.lastIndexOf(token);
}
