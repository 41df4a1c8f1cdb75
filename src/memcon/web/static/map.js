// The map of the world by number of records, drawn over the table that says the same.
"use strict";
(() => {
  const box = document.querySelector("[data-map]");
  if (!box || !window.d3) return;
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 1000;
  const SMALL = 14; // square units of the drawing: a smaller state gets a ring around it
  const rows = JSON.parse(box.dataset.rows);
  const words = JSON.parse(box.dataset.words);
  const by = new Map(rows.map((row) => [row.id, row]));
  const status = box.querySelector("[role=status]");
  const field = box.querySelector(".world");
  let drawn = [];
  let place = -1;

  const code = (shape) => {
    const told = shape.properties || {};
    return [shape.id, told.ISO_A3, told.iso_a3, told.ADM0_A3].find((each) => by.has(each)) || shape.id;
  };

  // Five steps of the logarithm: numbers of records differ by orders of magnitude.
  const step = (row) => Math.max(1, Math.min(5, Math.ceil(5 * (Math.log1p(row.weight) / Math.log1p(rows[0].weight)))));

  function shapes(layer) {
    if (layer.type === "FeatureCollection") return layer.features;
    const first = Object.keys(layer.objects)[0];
    return window.topojson.feature(layer, layer.objects[first]).features;
  }

  function element(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function draw(layer) {
    const world = { type: "FeatureCollection", features: shapes(layer) };
    const projection = window.d3.geoNaturalEarth1().fitWidth(WIDTH, { type: "Sphere" });
    const path = window.d3.geoPath(projection).digits(1);
    const height = Math.ceil(path.bounds({ type: "Sphere" })[1][1]);
    const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${height}`, "aria-hidden": "true", focusable: "false" });
    svg.append(element("path", { d: path({ type: "Sphere" }), class: "sea" }));
    const rings = [];
    for (const shape of world.features) {
      const row = by.get(code(shape));
      const made = element("path", { d: path(shape) || "", class: row ? `land step-${row.is_focus ? "focus" : step(row)}` : "land" });
      const name = row ? `${row.name} · ${words.records}: ${row.weight}` : (shape.properties || {}).name || "";
      made.append(Object.assign(element("title", {}), { textContent: name }));
      svg.append(made);
      if (!row) continue;
      const item = { row, made };
      if (path.area(shape) < SMALL) {
        const [x, y] = path.centroid(shape);
        item.made = element("circle", { cx: x, cy: y, r: 4, class: `ring step-${row.is_focus ? "focus" : step(row)}` });
        item.made.append(Object.assign(element("title", {}), { textContent: name }));
        rings.push(item.made);
      }
      item.made.addEventListener("click", () => open(item));
      item.made.addEventListener("mouseenter", () => show(item, false));
      drawn.push(item);
    }
    svg.append(...rings);
    drawn.sort((one, other) => rows.indexOf(one.row) - rows.indexOf(other.row));
    field.replaceChildren(svg);
    box.hidden = false;
  }

  function show(item, marked) {
    if (marked) {
      for (const each of drawn) each.made.classList.toggle("here", each === item);
      place = drawn.indexOf(item);
    }
    status.textContent = `${item.row.name} · ${words.records}: ${item.row.weight}`;
  }

  function open(item) {
    if (box.dataset.around && !item.row.is_focus) location.href = `/dyad/${box.dataset.around}-${item.row.id}`;
    else location.href = `${box.dataset.here}${box.dataset.here.includes("?") ? "&" : "?"}party=${encodeURIComponent(item.row.id)}`;
  }

  field.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by && drawn.length) {
      event.preventDefault();
      show(drawn[(place + by + drawn.length) % drawn.length], true);
    } else if (event.key === "Enter" && place >= 0) open(drawn[place]);
  });

  fetch(box.dataset.map).then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then(draw).catch(() => {
    box.hidden = false;
    field.remove();
    status.textContent = words.failed;
  });
})();
