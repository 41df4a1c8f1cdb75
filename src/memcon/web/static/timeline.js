// The timeline of a pair or group, drawn by lanes; the table below it says the same.
"use strict";
(() => {
  const DAY = 24 * 3600 * 1000;
  const YEAR = 365 * DAY;
  const LONGEST = 60; // characters of a label
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function text(tag, words, name) {
    const made = document.createElement(tag);
    made.textContent = words;
    if (name) made.className = name;
    return made;
  }

  const cut = (words) => (words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words);

  function drawable(item, lane, asOf) {
    const first = item.first && Date.parse(item.first);
    const last = item.last && Date.parse(item.last) + DAY;
    const open = !first || !last;
    const made = {
      id: item.id,
      group: lane,
      content: text("span", cut(item.what)),
      title: tip(item),
      className: `${lane}${item.is_about || open ? " rough" : ""}`,
      start: first || last - YEAR / 2,
    };
    if (item.is_range) return { ...made, type: "range", end: last || Math.max(asOf, first + YEAR / 2) };
    return { ...made, type: "point" };
  }

  function tip(item) {
    const box = document.createElement("div");
    box.append(text("strong", item.what), text("div", [item.when, item.place, item.status_words].filter(Boolean).join(" · ")));
    for (const source of item.sources) box.append(text("div", source, "soft"));
    return box;
  }

  async function draw(box) {
    const answer = await fetch(box.dataset.timeline);
    if (!answer.ok) throw new Error(answer.status);
    const told = await answer.json();
    const words = JSON.parse(box.dataset.lanes);
    const asOf = Date.parse(told.as_of);
    const items = told.lanes.flatMap((lane) => lane.items.map((item) => drawable(item, lane.lane, asOf)));
    const groups = told.lanes.map((lane, order) => ({ id: lane.lane, content: text("span", words[lane.lane]), order }));
    box.hidden = false;
    const field = box.querySelector(".lanes");
    const ends = items.map((item) => item.end || item.start);
    const latest = Math.max(...ends, asOf);
    const made = new window.vis.Timeline(field, new window.vis.DataSet(items), new window.vis.DataSet(groups), {
      start: asOf - 2.5 * YEAR,
      end: Math.min(latest, asOf + YEAR) + 60 * DAY,
      min: Math.min(...items.map((item) => item.start)) - YEAR,
      max: latest + 2 * YEAR,
      maxHeight: Math.round(innerHeight * 0.75),
      verticalScroll: true,
      zoomKey: "ctrlKey",
      horizontalScroll: false,
      stack: true,
      margin: { item: { horizontal: 4, vertical: 3 } },
      orientation: { axis: "both" },
      showCurrentTime: false,
      selectable: true,
      tooltip: { followMouse: false, overflowMethod: "flip" },
      xss: { disabled: false },
    });
    made.addCustomTime(asOf, "asOf");
    made.on("doubleClick", (at) => { if (at.item) location.href = `/record/${encodeURIComponent(at.item)}`; });
    tools(box, made);
  }

  function tools(box, made) {
    const moved = { animation: !still };
    const shift = (share) => {
      const { start, end } = made.getWindow();
      const by = (end - start) * share;
      made.setWindow(new Date(+start + by), new Date(+end + by), moved);
    };
    const does = {
      earlier: () => shift(-0.5), later: () => shift(0.5),
      closer: () => made.zoomIn(0.6, moved), farther: () => made.zoomOut(0.6, moved), all: () => made.fit(moved),
    };
    for (const button of box.querySelectorAll("[data-tool]")) button.addEventListener("click", does[button.dataset.tool]);
  }

  for (const box of document.querySelectorAll("[data-timeline]")) {
    draw(box).catch(() => {
      box.hidden = false;
      box.replaceChildren(text("p", box.dataset.failed, "soft"));
    });
  }
})();
