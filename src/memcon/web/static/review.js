// Keys of the review queue: they act on the item that has the focus, else on the first.
"use strict";

const items = [...document.querySelectorAll("[data-item]")];
const current = () => {
  const inside = document.activeElement && document.activeElement.closest("[data-item]");
  return inside ? items.indexOf(inside) : -1;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !items.length) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    const place = current() + (key === "j" ? 1 : -1);
    const item = items[Math.max(0, Math.min(items.length - 1, place))];
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "center" });
    return;
  }
  const control = items[Math.max(0, current())].querySelector(`[data-act="${CSS.escape(key)}"]`);
  if (!control) return;
  event.preventDefault();
  press(control);
});
