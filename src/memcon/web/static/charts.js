// Figures with targets, and events by quad class, drawn over the tables that say the same.
"use strict";
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const drawn = [];

  const colour = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const sides = ["accent", "instrument", "body", "visit", "project", "commitment", "figure", "event"];
  const symbols = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect", "circle"];

  function base() {
    const text = { color: colour("ink"), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 };
    return {
      animation: !still,
      textStyle: text,
      // Boxes of HTML would need inline styles, which the pages' policy forbids.
      tooltip: { renderMode: "richText", backgroundColor: colour("panel"), borderColor: colour("line"), textStyle: { ...text, fontSize: 12 } },
      legend: { top: 0, type: "scroll", textStyle: text, pageTextStyle: text },
      grid: { left: 8, right: 16, top: 42, bottom: 8, containLabel: true },
      aria: { enabled: false },
    };
  }

  const axis = (more) => ({
    axisLine: { lineStyle: { color: colour("soft") } },
    axisLabel: { color: colour("soft"), hideOverlap: true, fontSize: 12 },
    splitLine: { lineStyle: { color: colour("line") } },
    nameTextStyle: { color: colour("soft") },
    ...more,
  });

  const wrapped = (text, width) => {
    const lines = [""];
    for (const word of String(text).split(" ")) {
      if ((lines[lines.length - 1] + word).length > width) lines.push("");
      lines[lines.length - 1] += `${word} `;
    }
    return lines.map((line) => line.trim()).join("\n");
  };

  // Large numbers with the words of briefs for a million, a billion and so on.
  const shortened = (scales) => (number) => {
    for (const [power, mark] of scales) {
      const size = 10 ** power;
      if (Math.abs(number) >= size) return `${+(number / size).toFixed(1)} ${mark}`;
    }
    return String(number);
  };

  // ------------------------------------------------------------ figures

  const isBeside = (point) => point.kind === "part" || point.is_other || point.is_early;

  function figure(box) {
    const chart = JSON.parse(box.dataset.figure);
    const words = JSON.parse(box.dataset.words);
    const middle = (point) => (Date.parse(point.first) + Date.parse(point.last)) / 2;
    const lines = chart.lines.map((line, place) => ({
      name: line.nature === "forecast" ? `${line.name} (${words.forecast})` : line.name,
      type: "line",
      color: colour(sides[place % sides.length]),
      lineStyle: { type: line.nature === "forecast" ? "dashed" : "solid", width: 2 },
      symbol: symbols[place % symbols.length],
      symbolSize: 9,
      // What is not the number of a whole period stands beside, and no line leads to it.
      data: line.points.filter((point) => !isBeside(point)).map((point) => ({ value: [middle(point), point.number], point, line })),
    }));
    const parts = chart.lines.flatMap((line, place) => {
      const told = line.points.filter(isBeside);
      if (!told.length) return [];
      return [{
        name: `${line.name}: ${words.beside}`, type: "scatter", color: colour(sides[place % sides.length]),
        symbol: "circle", symbolSize: 9, itemStyle: { color: colour("paper"), borderColor: colour(sides[place % sides.length]), borderWidth: 2 },
        data: told.map((point) => ({ value: [middle(point), point.number], point, line })),
      }];
    });
    const targets = chart.targets.filter((target) => target.due);
    const aims = targets.length ? [{
      name: words.target, type: "scatter", symbol: "diamond", symbolSize: 14, color: colour("target"),
      data: targets.map((target) => ({ value: [Date.parse(target.due), target.number], target })),
      markLine: {
        silent: true, symbol: "none", lineStyle: { color: colour("target"), type: "dashed" }, label: { show: false },
        data: [...new Set(targets.map((target) => target.number))].map((number) => ({ yAxis: number })),
      },
    }] : [];
    const shown = [...lines, ...parts, ...aims].filter((each) => each.data.length);
    return {
      ...base(),
      xAxis: axis({ type: "time", minInterval: 3600 * 24 * 365 * 1000, axisLabel: { color: colour("soft"), formatter: "{yyyy}", hideOverlap: true, fontSize: 12 } }),
      yAxis: axis({ type: "value", axisLabel: { color: colour("soft"), formatter: shortened(words.scales), fontSize: 12 }, max: (at) => Math.max(at.max, ...targets.map((target) => target.number)) * 1.05 }),
      series: shown,
      tooltip: { ...base().tooltip, trigger: "item", formatter: ({ data }) => {
        const told = data.point || data.target;
        const from = told.sources.slice(0, 3).map((each) => `${each.publisher || each.title}${each.when ? `, ${each.when}` : ""}`);
        const head = data.point ? `${told.when}: ${told.words}` : `${words.target}: ${told.words}, ${told.when}`;
        const notes = data.point ? [told.kind === "part" && words.part, told.is_early && words.early, told.derived.length && words.derived] : [];
        const how = notes.filter(Boolean).map((note) => `\n(${note})`).join("");
        const quote = told.sources.length ? `\n“${told.sources[0].quote}”` : "";
        return wrapped(head, 50) + how + quote.split("\n").map((line) => wrapped(line, 50)).join("\n") + `\n${from.join("\n")}`;
      } },
    };
  }

  // ------------------------------------------------------------ events

  const FEW = 48; // months that can be told apart

  function events(box) {
    const told = JSON.parse(box.dataset.events);
    const words = JSON.parse(box.dataset.words);
    if (!box.dataset.by) box.dataset.by = told.months.spans.length > FEW ? "years" : "months";
    const by = told[box.dataset.by];
    const patterns = { 1: null, 2: { symbol: "circle" }, 3: { symbol: "rect", symbolSize: 0.5 }, 4: { symbol: "triangle" } };
    return {
      ...base(),
      tooltip: { ...base().tooltip, trigger: "axis" },
      xAxis: axis({ type: "category", data: by.spans }),
      yAxis: [
        axis({ type: "value", minInterval: 1 }),
        axis({ type: "value", min: -10, max: 10, interval: 5, splitLine: { show: false }, name: box.dataset.goldstein, nameLocation: "end", nameTextStyle: { align: "right", color: colour("soft") } }),
      ],
      grid: { ...base().grid, top: 62 },
      series: [
        ...Object.keys(words).map((quad) => ({
          name: words[quad], type: "bar", stack: "events", color: colour(`quad-${quad}`), data: by.quads[quad],
          itemStyle: patterns[quad] ? { decal: { ...patterns[quad], color: "rgba(255,255,255,.45)", symbolSize: 0.5 } } : {},
        })),
        { name: box.dataset.goldstein, type: "line", yAxisIndex: 1, data: by.goldstein, color: colour("ink"), symbolSize: 6, connectNulls: false, lineStyle: { width: 2 } },
      ],
    };
  }

  function switcher(box) {
    const told = JSON.parse(box.dataset.events);
    if (told.months.spans.length < 2 || told.years.spans.length < 2) return;
    const tools = document.createElement("div");
    tools.className = "tools";
    for (const name of ["years", "months"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = box.dataset[name];
      button.addEventListener("click", () => {
        box.dataset.by = name;
        for (const each of tools.children) each.setAttribute("aria-pressed", each === button);
        draw();
      });
      button.setAttribute("aria-pressed", box.dataset.by === name);
      tools.append(button);
    }
    box.before(tools);
  }

  // ------------------------------------------------------------ all

  function draw() {
    for (const each of drawn) each.chart.setOption(each.make(each.box), true);
  }

  function start(selector, make, after) {
    for (const box of document.querySelectorAll(selector)) {
      box.hidden = false;
      drawn.push({ box, make, chart: window.echarts.init(box, null, { renderer: "canvas" }) });
      drawn[drawn.length - 1].chart.setOption(make(box), true);
      if (after) after(box);
    }
  }

  function go() {
    start("[data-figure]", figure);
    start("[data-events]", events, switcher);
    addEventListener("resize", () => drawn.forEach((each) => each.chart.resize()));
    dark.addEventListener("change", draw);
  }
  if (window.echarts) go();
})();
