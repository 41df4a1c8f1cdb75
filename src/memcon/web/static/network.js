// The network of parties, drawn over the tables that say the same.
"use strict";
(() => {
  const box = document.querySelector("[data-network]");
  if (!box || !window.cytoscape) return;
  const told = JSON.parse(box.dataset.network);
  const words = JSON.parse(box.dataset.words);
  const status = box.querySelector("[role=status]");
  const field = box.querySelector(".graph");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  // Where an element of this name stands, the library puts no styles of its own into the page.
  const mark = document.createElement("span");
  mark.id = "__________cytoscape_stylesheet";
  mark.hidden = true;
  document.body.append(mark);
  box.hidden = false;
  // Those with most fit on a small screen; the tables have all.
  const narrow = field.clientWidth < 600;
  if (narrow) {
    told.nodes = told.nodes.slice(0, 25);
    const drawn = new Set(told.nodes.map((node) => node.id));
    told.edges = told.edges.filter((edge) => drawn.has(edge.a) && drawn.has(edge.b));
  }

  const most = Math.max(...told.nodes.map((node) => node.weight));
  const widest = Math.max(...told.edges.map((edge) => edge.weight));
  const graph = window.cytoscape({
    container: field,
    elements: [
      ...told.nodes.map((node) => ({ data: { ...node, label: node.name, size: 8 + 34 * Math.sqrt(node.weight / most) } })),
      ...told.edges.map((edge) => ({ data: { id: `${edge.a} ${edge.b}`, source: edge.a, target: edge.b, weight: edge.weight, width: 1 + 9 * Math.sqrt(edge.weight / widest) } })),
    ],
    minZoom: 0.2,
    maxZoom: 4,
    userZoomingEnabled: false, // the wheel scrolls the page
    layout: { name: "cose", animate: false, randomize: false, nodeRepulsion: () => 400000, idealEdgeLength: () => 60, nodeOverlap: 40, componentSpacing: 80, gravity: 1.2, numIter: told.edges.length > 150 ? 400 : 1500, padding: 30 },
  });

  // Sizes are those of the screen when all of it is seen, however far the layout spreads.
  const unit = 1 / graph.zoom();
  function paint() {
    const style = getComputedStyle(document.body);
    graph.style([
      { selector: "node", style: { width: (node) => node.data("size") * unit, height: (node) => node.data("size") * unit, "background-color": colour("accent"), label: "data(label)", color: colour("ink"), "font-family": style.fontFamily, "font-size": 12 * unit, "text-valign": "bottom", "text-margin-y": 2 * unit, "text-outline-color": colour("paper"), "text-outline-width": 2 * unit } },
      { selector: "node[?is_focus]", style: { "background-color": colour("focus") } },
      { selector: "edge", style: { width: (edge) => edge.data("width") * unit, "line-color": colour("soft"), "line-opacity": 0.4, "curve-style": "straight" } },
      { selector: ".here", style: { "border-width": 4 * unit, "border-color": colour("focus") } },
      { selector: "edge.here", style: { "line-color": colour("focus"), "line-opacity": 0.9 } },
      { selector: "edge.nearest", style: { "line-color": colour("accent"), "line-opacity": 0.8 } },
    ]);
  }

  let place = -1;
  function show(node) {
    graph.elements().removeClass("here nearest");
    node.addClass("here");
    node.connectedEdges().addClass("nearest");
    place = told.nodes.findIndex((each) => each.id === node.id());
    status.textContent = `${node.data("name")} · ${words.records}: ${node.data("weight")} · ${words.partners}: ${node.data("partners")}`;
    graph.center(node);
  }
  function address(id) {
    return `${box.dataset.here}${box.dataset.here.includes("?") ? "&" : "?"}party=${encodeURIComponent(id)}`;
  }
  field.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      place = (place + step + told.nodes.length) % told.nodes.length;
      show(graph.getElementById(told.nodes[place].id));
    } else if (event.key === "Enter" && place >= 0) location.href = address(told.nodes[place].id);
    else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.3 : 1 / 1.3);
    else if (event.key === "0") graph.fit(undefined, 30);
  });
  graph.on("tap", "node", (event) => {
    if (event.target.hasClass("here")) location.href = address(event.target.id());
    else show(event.target);
  });
  graph.on("tap", "edge", (event) => {
    const pair = [event.target.data("source"), event.target.data("target")].sort();
    location.href = `/dyad/${pair.join("-")}`;
  });
  graph.on("mouseover", "node, edge", (event) => {
    const data = event.target.data();
    if (event.target.isEdge()) {
      const names = [data.source, data.target].map((id) => graph.getElementById(id).data("name"));
      status.textContent = `${names.join(" – ")} · ${words.records}: ${data.weight}`;
    } else status.textContent = `${data.name} · ${words.records}: ${data.weight} · ${words.partners}: ${data.partners}`;
  });

  function zoom(by) {
    const level = graph.zoom() * by;
    const at = { x: field.clientWidth / 2, y: field.clientHeight / 2 };
    if (still) graph.zoom({ level, renderedPosition: at });
    else graph.animate({ zoom: { level, renderedPosition: at } }, { duration: 150 });
  }
  const does = { closer: () => zoom(1.4), farther: () => zoom(1 / 1.4), all: () => graph.fit(undefined, 30) };
  for (const button of box.querySelectorAll("[data-tool]")) button.addEventListener("click", does[button.dataset.tool]);
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  addEventListener("resize", () => { graph.resize(); graph.fit(undefined, 30); });
})();
