// Keys on the page of a record, and the part of it that takes longer.
"use strict";

function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
}

function press(control) {
  if (control instanceof HTMLDetailsElement) {
    control.open = true;
    const field = control.querySelector("input:not([type=hidden]), textarea, select");
    if (field) field.focus();
  } else if (control instanceof HTMLFormElement) {
    control.requestSubmit();
  } else {
    control.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = event.target instanceof Element && event.target.closest("details[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  const control = key === "c"
    ? document.querySelector("details.correct")
    : [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
  if (!control) return;
  event.preventDefault();
  press(control);
});
