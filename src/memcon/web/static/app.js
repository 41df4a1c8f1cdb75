// What pages gain where scripts run. Without it everything can be read, and done by forms.
"use strict";

// Parts of a page that take longer come when the rest is there: <div data-part="address">. What
// is still being worked out (503) is asked for again.
const MOST_ASKED = 400; // ten minutes: findings on a large ledger, on a busy machine

async function fetchPart(address) {
  for (let tries = 0; tries < MOST_ASKED; tries += 1) {
    const answer = await fetch(address, { headers: { "X-Part": "yes" } });
    const text = await answer.text(); // also of a refusal: a request is over when all of it is read
    if (answer.ok) return text;
    if (answer.status !== 503) break;
    await new Promise((go) => setTimeout(go, 1500));
  }
  throw new Error(address);
}

for (const place of document.querySelectorAll("[data-part]")) {
  const before = [...place.childNodes];
  place.textContent = place.dataset.wait || "";
  place.setAttribute("aria-busy", "true");
  fetchPart(place.dataset.part)
    .then((text) => {
      const made = new DOMParser().parseFromString(text, "text/html");
      place.replaceChildren(...made.body.childNodes);
    })
    .catch(() => place.replaceChildren(...before))
    .finally(() => place.removeAttribute("aria-busy"));
}

// Where the menu scrolls sideways, one sees where one is.
const menu = document.querySelector(".menu ul");
const here = menu && menu.querySelector("[aria-current]");
if (here) menu.scrollLeft = here.offsetLeft - menu.offsetLeft - menu.clientWidth / 3;

// What changes while one looks at it: <div data-live="address"> until a part says data-over.
for (const place of document.querySelectorAll("[data-live]")) {
  const look = async () => {
    if (place.querySelector("[data-over]")) return;
    try {
      const answer = await fetch(place.dataset.live, { headers: { "X-Part": "yes" } });
      if (answer.ok) {
        const made = new DOMParser().parseFromString(await answer.text(), "text/html");
        place.replaceChildren(...made.body.childNodes);
      }
    } catch {
      // The server is away for the moment: ask again.
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}

// Files can be dropped on the form that sends them.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const box = form.querySelector(".drop");
  const told = form.querySelector("[data-dropped]");
  const tell = () => {
    if (field.files.length) told.textContent = [...field.files].map((file) => file.name).join(", ");
  };
  field.addEventListener("change", tell);
  for (const kind of ["dragover", "dragenter"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => box.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
    tell();
  });
}

// Suggestions below a box: <input data-complete="address">, by the ARIA pattern of a combobox.
let boxes = 0;
for (const input of document.querySelectorAll("input[data-complete]")) {
  const list = document.createElement("ul");
  list.id = `suggest-${(boxes += 1)}`;
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") || input.placeholder || input.name);
  input.after(list);
  input.parentElement.classList.add("completes");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  let chosen = -1;
  let timer = 0;
  let asked = "";

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const items = [...list.children];
    chosen = items.length ? (place + items.length) % items.length : -1;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
    if (chosen >= 0) {
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (item) => {
    if (item.dataset.address) location.assign(item.dataset.address);
    else input.value = item.dataset.value;
    close();
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = each.label;
      if (each.kind) {
        const kind = document.createElement("small");
        kind.textContent = ` ${each.kind}`;
        item.append(kind);
      }
      if (each.address) item.dataset.address = each.address;
      item.dataset.value = each.value || each.label;
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(item);
      });
      return item;
    }));
    chosen = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text.length < 2) {
      close();
      return;
    }
    timer = setTimeout(async () => {
      asked = text;
      const address = new URL(input.dataset.complete, location.href);
      address.searchParams.set("q", text);
      try {
        const answer = await fetch(address);
        if (answer.ok && asked === text) show(await answer.json());
      } catch {
        close();
      }
    }, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener("blur", close);
}
