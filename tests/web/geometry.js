/**
 * Drawn in the page by its own painter and compared with the browser's own ranges: every span of one to six tokens,
 * letters inside words, clicks on letters, all tokens at once, and arcs between them. Answers what differs, in words.
 */
async () => {
  const base = document.querySelector(`script[type=module][src$="/main.js"]`).src.replace(/main\.js.*/, "");
  const load = (name) => import(`${base}${name}.js`);
  const [{ Painter }, { Arcs }, { Lines }, { Schema }, { Speech }, { View }] = await Promise.all(
    ["paint", "arcs", "lines", "rules", "words", "view"].map(load),
  );
  const page = JSON.parse(document.getElementById("page-data").textContent);
  const { documentOf, linesIn } = await load("island");
  const { text, tokens, sections, direction } = documentOf(page.document, linesIn(document.getElementById("text")));
  const points = [...text];
  const rightToLeft = direction === "rtl";
  const root = document.getElementById("text");
  const layer = (names) => root.appendChild(Object.assign(document.createElement("div"), { className: `layer ${names}` }));
  const [under, over, labels] = [layer("under"), layer("over"), layer("over")];
  const svg = document.getElementById("arcs");
  const lines = new Lines(root);
  const schema = new Schema(page.schema);
  const speech = new Speech(page.words, page.language);
  const painter = new Painter({ lines, scroller: document.getElementById("reading"), under, over, schema, speech, rightToLeft });
  const arcs = new Arcs({ svg, labels, painter, rightToLeft, wording: (relation) => relation.label });
  painter.window = { start: 0, end: points.length };
  const problems = [];
  const elements = [...document.querySelectorAll(".line")];

  const ranges = (start, end) =>
    elements.flatMap((line) => {
      const first = Number(line.dataset.start);
      const letters = [...line.firstChild.data];
      const [from, to] = [Math.max(start - first, 0), Math.min(end - first, letters.length)];
      if (from >= to) return [];
      const range = document.createRange();
      range.setStart(line.firstChild, letters.slice(0, from).join("").length);
      range.setEnd(line.firstChild, letters.slice(0, to).join("").length);
      return [...range.getClientRects()].filter((box) => box.width > 0);
    });

  /** The union of boxes as stretches of rows: [top, bottom, left, right]. */
  const union = (boxes) => {
    const rows = [];
    for (const { top, bottom, left, right } of [...boxes].sort((a, b) => a.top - b.top || a.left - b.left)) {
      const near = rows.find((row) => Math.abs(row[0] - top) < 1 && left - row[3] < 1 && row[2] - right < 1);
      if (near) [near[1], near[2], near[3]] = [Math.max(near[1], bottom), Math.min(near[2], left), Math.max(near[3], right)];
      else rows.push([top, bottom, left, right]);
    }
    return rows.sort((a, b) => a[0] - b[0] || a[2] - b[2]);
  };
  const same = (a, b) => a.length === b.length && a.every((row, i) => row.every((edge, k) => Math.abs(edge - b[i][k]) <= 1));
  const meet = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
  const rects = (parent, selector) => [...parent.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
  const letters = ranges(0, points.length);
  const word = (span) => JSON.stringify(points.slice(span.start, span.end).join(""));
  const spanOf = (start, end, i = 0) => ({ id: `t${i}`, start, end, label: "GPE", text: "", attributes: {}, note: "", kb_id: null });
  const open = tokens.filter(([start, end]) => {
    const closed = sections.some(([from, to, kind]) => kind === "boilerplate" && from < end && start < to);
    return !closed && points.slice(start, end).join("").trim();
  });

  const wishes = [];
  for (let i = 0; i < open.length; i++) {
    for (let k = i; k < Math.min(i + 6, open.length); k++) wishes.push(spanOf(open[i][0], open[k][1]));
    const clusters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(points.slice(...open[i]).join(""))];
    let at = open[i][0];
    const edges = [at, ...clusters.map(({ segment }) => (at += [...segment].length))];
    for (let k = 0; k + 1 < edges.length; k++) {
      wishes.push(spanOf(edges[k], edges[k + 1]), spanOf(edges[k], edges.at(-1)), spanOf(edges[0], edges[k + 1]));
    }
  }
  for (const span of wishes) {
    painter.paint([span], new View(), new Set(), new Set());
    const [drawn, wanted] = [union(rects(under, ".mark")), union(ranges(span.start, span.end))];
    if (!same(drawn, wanted)) problems.push(`${word(span)} ${span.start}: drawn ${JSON.stringify(drawn)}, is ${JSON.stringify(wanted)}`);
    for (const tag of rects(over, ".tag")) {
      if (letters.some((letter) => meet(tag, letter))) problems.push(`the tag of ${word(span)} ${span.start} covers letters`);
      if (!wanted.some(([top]) => top - tag.bottom < 4 && top >= tag.bottom)) problems.push(`the tag of ${word(span)} is not at it`);
    }
  }

  for (const [start, end] of open) {
    for (let point = start; point < end; point++) {
      const [box, second] = ranges(point, point + 1);
      const inView = box && box.top > 0 && box.bottom < innerHeight - 60;
      if (!inView || second || box.width < 2) continue;
      const found = lines.letterAt((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      const hit = found === null ? [] : ranges(found, found + 1);
      const there = hit.some((other) => other.left <= box.right && box.left <= other.right && Math.abs(other.top - box.top) < 1);
      if (!there) problems.push(`a click on letter ${point} finds ${found}`);
    }
  }

  const all = open.map(([start, end], i) => spanOf(start, end, i)).filter(({ start, end }) => ranges(start, end).length);
  painter.paint(all, new View(), new Set(), new Set());
  const tags = rects(over, ".tag");
  if (tags.length !== all.length) problems.push(`${tags.length} tags for ${all.length} spans`);
  if (tags.some((tag) => letters.some((letter) => meet(tag, letter)))) problems.push("a tag covers letters");
  if (tags.some((tag, i) => tags.slice(0, i).some((other) => meet(tag, other)))) problems.push("a tag covers a tag");

  const state = { spans: new Map(all.map((span) => [span.id, span])), relations: new Map() };
  const near = ({ x, y }, box, reach) => x > box.left - reach && x < box.right + reach && y > box.top - reach && y < box.bottom + reach;
  for (let i = 0; i < all.length; i++) {
    for (const k of [i + 1, i + 4, i + Math.floor(all.length / 2)].filter((one) => one < all.length)) {
      const relation = { id: "r", head: all[i].id, tail: all[k].id, label: "LOCATED_IN", attributes: {}, note: "" };
      const view = Object.assign(new View(), { focus: { kind: "relation", id: "r" } });
      state.relations = new Map([["r", relation]]);
      arcs.paint(state, view, []);
      const path = svg.querySelector(".arc");
      const origin = root.getBoundingClientRect();
      const end = (length) => {
        const { x, y } = path.getPointAtLength(length);
        return { x: x + origin.left, y: y + origin.top };
      };
      const box = (span) => over.querySelector(`.tag[data-span="${span.id}"]`).getBoundingClientRect();
      const [from, to] = [end(0), end(path.getTotalLength())];
      if (!near(from, box(all[i]), 2) || !near(to, box(all[k]), 2)) problems.push(`the arc from ${word(all[i])} to ${word(all[k])} ends elsewhere`);
      const label = labels.firstElementChild.getBoundingClientRect();
      if (letters.some((letter) => meet(label, letter))) problems.push(`the label of the arc at ${word(all[k])} covers letters`);
    }
  }
  return { count: wishes.length, problems };
}
