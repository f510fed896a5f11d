import assert from "node:assert/strict";
import test from "node:test";

import {
  barDepth,
  freeNear,
  lanes,
  levels,
  placeTags,
  roundedPath,
  route,
} from "../../workbench/web/static/annotate/layout.js";
import { span } from "./world.js";

const wish = (id, at, width = 30, more = {}) => ({ id, row: 0, at, width, small: 8, rank: 1, ...more });
const apart = (places) =>
  places.every((a, i) =>
    places.slice(i + 1).every((b) => a.row !== b.row || a.x + a.width <= b.x || b.x + b.width <= a.x),
  );

test("the outermost of nested spans has the lowest bar", () => {
  const found = levels([
    span("out", 0, 20),
    span("mid", 0, 10),
    span("in", 2, 5),
    span("other", 12, 15),
    span("far", 30, 40),
  ]);
  assert.deepEqual(Object.fromEntries(found), { out: 2, mid: 1, in: 0, other: 0, far: 0 });
  assert.ok(barDepth(2) > barDepth(1) && barDepth(1) > barDepth(0));
});

test("a tag stands at the start of its span, on the reader's side", () => {
  assert.equal(placeTags([wish("a", 50)], false, 300)[0].x, 50);
  assert.equal(placeTags([wish("a", 50)], true, 300)[0].x, 20);
});

test("tags step aside from each other and stay on the page, in both directions", () => {
  for (const rightToLeft of [false, true]) {
    const places = placeTags(
      [10, 12, 15, 100, 105, 290].map((at, i) => wish(`${i}`, at)),
      rightToLeft,
      300,
    );
    assert.ok(apart(places));
    assert.ok(places.every(({ x, width }) => x >= -0.5 && x + width <= 300.5));
  }
});

test("a tag that would stray too far shrinks to a chip", () => {
  const places = placeTags(
    Array.from({ length: 8 }, (_, i) => wish(`${i}`, 100 + i)),
    false,
    1000,
  );
  assert.ok(places.some(({ small }) => small));
  assert.ok(apart(places));
});

test("what is in focus keeps its full tag", () => {
  const crowd = Array.from({ length: 8 }, (_, i) => wish(`${i}`, 100 + i, 30, { rank: i === 7 ? 2 : 1 }));
  const place = placeTags(crowd, false, 1000).find(({ id }) => id === "7");
  assert.deepEqual([place.small, place.x], [false, 107]);
});

test("tags of different rows do not know each other", () => {
  const places = placeTags([wish("a", 10), wish("b", 10, 30, { row: 50 })], false, 300);
  assert.deepEqual(
    places.map(({ x }) => x),
    [10, 10],
  );
});

test("a label finds the free place nearest to where it wants to be", () => {
  assert.equal(freeNear([{ from: 40, to: 60 }], 50, 20, 200), 62);
  assert.equal(freeNear([{ from: 40, to: 60 }], 30, 20, 200), 18);
  assert.equal(freeNear([], 500, 20, 200), 180);
});

test("an arc on one row runs straight from side to side, between rows through the gutter", () => {
  const box = (x, y) => ({ x, y, width: 20, height: 14 });
  const same = route(box(10, 0), box(100, 0), 0, 0, -1);
  assert.deepEqual(
    same.points.map(({ x }) => x),
    [30, 100],
  );
  const across = route(box(100, 0), box(150, 50), 2, 40, -1);
  assert.deepEqual(
    across.points.map(({ x }) => x),
    [100, 26, 26, 150],
  );
});

test("arcs that run beside each other take different lanes, others share one", () => {
  assert.deepEqual(
    lanes([
      { top: 0, bottom: 50 },
      { top: 40, bottom: 90 },
      { top: 60, bottom: 80 },
    ]),
    [0, 1, 0],
  );
});

test("a path begins and ends where it should", () => {
  const path = roundedPath([
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 50 },
  ]);
  assert.ok(path.startsWith("M0.0 0.0") && path.endsWith("L50.0 50.0"));
});
