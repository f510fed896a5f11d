import assert from "node:assert/strict";
import test from "node:test";

import { textOf } from "./world.js";

const article = "قال وبغداد 😀 مُحَمَّد.\n\nحاشية\nثم عاد";
const at = (surface) => {
  const start = [...article.slice(0, article.indexOf(surface))].length;
  return { start, end: start + [...surface].length };
};
const text = textOf(article, [Object.values(at("حاشية"))]);

test("a click inside وبغداد finds بغداد", () => {
  assert.deepEqual(text.tokenAt(at("غداد").start), at("بغداد"));
});

test("a click on white space finds no token", () => {
  assert.equal(text.tokenAt(3), null);
});

test("a word is the whole run without white space", () => {
  assert.deepEqual(text.wordAt(at("غداد").start), at("وبغداد"));
  assert.equal(text.wordAt(3), null);
});

test("a selection snaps to tokens at both ends", () => {
  assert.deepEqual(text.toTokens({ start: at("غداد").start, end: at("مُحَ").end }), {
    start: at("بغداد").start,
    end: at("مُحَمَّد").end,
  });
});

test("a selection never cuts a letter from its marks", () => {
  const { start } = at("مُحَمَّد");
  assert.deepEqual(text.toClusters({ start: start + 1, end: start + 3 }), { start, end: start + 4 });
});

test("white space and marks of direction are trimmed off", () => {
  const odd = textOf(" \u00a0بغداد\u200f ");
  assert.equal(odd.surface(odd.trimmed({ start: 0, end: odd.length })), "بغداد");
  assert.equal(odd.trimmed({ start: 0, end: 2 }), null);
});

test("a selection stops where a line begins that is not of the article", () => {
  const line = text.closed[0];
  assert.equal(text.surface({ start: line[0], end: line[1] }), "حاشية");
  assert.equal(text.between(0, text.length).end, line[0]);
  assert.equal(text.between(text.length, 0).start, line[1]);
});

test("edges move by tokens, outward and inward", () => {
  const { start, end } = at("بغداد");
  assert.equal(text.tokenEdge(end, 1), at("😀").end);
  assert.equal(text.tokenEdge(start, -1), start - 1);
  assert.equal(text.innerTokenEdge(at("😀").end, -1), end);
  assert.equal(text.innerTokenEdge(start, 1), at("😀").start);
});

test("edges move by grapheme clusters and stay in the text", () => {
  const { start } = at("مُحَمَّد");
  assert.equal(text.clusterEdge(start, 1), start + 2);
  assert.equal(text.clusterEdge(start + 2, -1), start);
  assert.equal(text.clusterEdge(0, -1), 0);
  assert.equal(text.clusterEdge(text.length, 1), text.length);
});

test("tokens of lines that are not of the article are not offered", () => {
  assert.ok(!text.tokens.some((token) => text.isClosed(token)));
  assert.ok(text.tokens.length >= 8);
});
