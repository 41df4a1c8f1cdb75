// The text and its records point at each other; a selected passage can become a record.
"use strict";

const reading = document.querySelector(".reading");
const held = (element) => (element.dataset.r || "").split(" ");

function light(ids, on) {
  for (const each of document.querySelectorAll("[data-r]")) {
    if (held(each).some((id) => ids.includes(id))) each.classList.toggle("lit", on);
  }
}

for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const element = event.target instanceof Element && event.target.closest("[data-r]");
    if (element) light(held(element), true);
  });
}
for (const kind of ["mouseout", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const element = event.target instanceof Element && event.target.closest("[data-r]");
    if (element) light(held(element), false);
  });
}

// Offsets are counted in code points, as the ledger does; scripts count in UTF-16 units.
const points = (text) => Array.from(text).length;

const holders = () => [...reading.querySelectorAll("[data-o]")];

function within(node, place) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-o]");
  if (!holder) return null;
  const range = document.createRange();
  range.setStart(holder, 0);
  range.setEnd(node, place);
  return Number(holder.dataset.o) + points(range.toString());
}

// Where a selection begins and ends in the text; its ends may be paragraphs, not words.
function bounds(range) {
  const touched = holders().filter((each) => range.intersectsNode(each));
  if (!touched.length) return null;
  const last = touched[touched.length - 1];
  const start = within(range.startContainer, range.startOffset);
  const end = within(range.endContainer, range.endOffset);
  return [
    start === null ? Number(touched[0].dataset.o) : start,
    end === null ? Number(last.dataset.o) + points(last.textContent) : end,
  ];
}

let offer = null;

function withdraw() {
  if (offer) offer.remove();
  offer = null;
}

function propose() {
  withdraw();
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!reading.contains(range.startContainer)) return;
  const found = bounds(range);
  if (!found || found[1] <= found[0]) return;
  const [start, end] = found;
  const box = range.getBoundingClientRect();
  offer = document.createElement("a");
  offer.className = "button offer";
  offer.textContent = reading.dataset.enterLabel;
  offer.href = `${reading.dataset.enter}?at=${start}-${end}`;
  document.body.append(offer);
  offer.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 280)) + scrollX}px`;
  offer.style.top = `${box.bottom + scrollY + 6}px`;
}

if (reading && "mayEnter" in reading.dataset) {
  document.addEventListener("selectionchange", () => {
    clearTimeout(propose.timer);
    propose.timer = setTimeout(propose, 250);
  });
}

// The words sought are where one begins to read.
const sought = document.getElementById("at");
if (sought && location.hash === "#at") sought.focus({ preventScroll: true });
