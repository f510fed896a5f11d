import assert from "node:assert/strict";
import test from "node:test";

import { Keymap } from "../../workbench/web/static/annotate/remap.js";

const run = () => {};
const table = () => [
  { id: "next", group: "g", keys: ["Tab"], run, zone: "text" },
  { id: "next", group: "g", keys: ["KeyJ"], run },
  { id: "down", group: "g", keys: ["ArrowDown"], run, zone: "list" },
  { id: "undo", group: "g", keys: ["KeyU", "KeyZ"], run },
];
const keysOf = (actions) => actions.map(({ keys }) => keys);

test("a chosen key replaces the usual ones, in the last place of the table", () => {
  const actions = table();
  const keymap = new Keymap(actions, { next: ["F2"], undo: ["F4"] }, []);
  assert.deepEqual(keysOf(actions), [[], ["F2"], ["ArrowDown"], ["F4"]]);
  assert.ok(keymap.isChosen("next") && !keymap.isChosen("down"));
});

test("a key that does something else is not taken, wherever both can be pressed", () => {
  const actions = table();
  const keymap = new Keymap(actions, {}, ["KeyG"]);
  assert.deepEqual(keymap.conflicts("undo", "KeyJ"), ["next"]);
  assert.deepEqual(keymap.conflicts("undo", "KeyG"), ["label"]);
  assert.deepEqual(keymap.conflicts("undo", "KeyU"), []);
  assert.deepEqual(keymap.conflicts("next", "ArrowDown"), [], "the text and the list never have the keyboard together");
  assert.equal(keymap.choose("undo", "KeyJ"), false);
  assert.deepEqual(keymap.chosen, {});
});

test("the usual keys come back, for one action or all, unless another has taken them", () => {
  const actions = table();
  const keymap = new Keymap(actions, {}, []);
  assert.ok(keymap.choose("undo", "F2"));
  assert.ok(keymap.choose("down", "KeyU"));
  assert.deepEqual(keymap.reset("undo"), ["down"]);
  assert.deepEqual(keymap.chosen, { undo: ["F2"], down: ["KeyU"] });
  assert.deepEqual(keymap.reset("down"), []);
  assert.deepEqual(keymap.reset("undo"), []);
  keymap.choose("undo", "F2");
  assert.deepEqual(keymap.reset(), []);
  assert.deepEqual(keysOf(actions), keysOf(table()));
});

test("an action that is called like a property of every object has its own keys", () => {
  const actions = [{ id: "constructor", group: "g", keys: ["F2"], run }];
  new Keymap(actions, {}, []);
  assert.deepEqual(actions[0].keys, ["F2"]);
});
