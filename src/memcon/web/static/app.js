// What pages gain where scripts run. Without it everything can be read, and done by forms.
"use strict";

// Parts of a page that take longer come when the rest is there: <div data-part="address">.
for (const place of document.querySelectorAll("[data-part]")) {
  const before = [...place.childNodes];
  place.textContent = place.dataset.wait || "";
  place.setAttribute("aria-busy", "true");
  fetch(place.dataset.part, { headers: { "X-Part": "yes" } })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
    .then((text) => {
      const made = new DOMParser().parseFromString(text, "text/html");
      place.replaceChildren(...made.body.childNodes);
    })
    .catch(() => place.replaceChildren(...before))
    .finally(() => place.removeAttribute("aria-busy"));
}
