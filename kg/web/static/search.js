// Suggestions below search boxes while one types: an editable combobox with a list, as the ARIA
// Authoring Practices Guide describes it (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
// Focus stays in the box; the chosen line is named by aria-activedescendant. Without this script the
// boxes are plain forms.
"use strict";

for (const form of document.querySelectorAll("form.search[data-suggest]")) {
  combobox(form, form.querySelector("input[name=q]"));
}

function combobox(form, box) {
  const pause = 100; // milliseconds without a key before asking
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let lines = [];
  let active = -1;
  let timer = 0;
  let request = null;
  let asked = box.value.trim();

  list.id = box.id + "-suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.className = "unseen";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) box.setAttribute(name, value);

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function open() {
    if (!lines.length) return;
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  }

  function choose(index) {
    active = index;
    [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === index)));
    if (index < 0) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    box.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  function show([, names, notes, urls]) {
    lines = urls;
    list.replaceChildren(...names.map((name, at) => {
      const line = document.createElement("li");
      const note = document.createElement("span");
      line.id = `${list.id}-${at}`;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      note.className = "about";
      note.textContent = notes[at];
      line.append(name, " ", note);
      line.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
      line.addEventListener("click", () => { location.href = urls[at]; });
      return line;
    }));
    status.textContent = names.length ? `${names.length} suggestions` : "No suggestions";
    active = -1;
    box.removeAttribute("aria-activedescendant");
    if (names.length && document.activeElement === box) open(); else close();
  }

  async function ask() {
    const text = box.value.trim();
    if (text === asked) return;
    asked = text;
    request?.abort();
    if (!text) {
      lines = [];
      close();
      return;
    }
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: request.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") close(); // no suggestions; the form still works
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = lines.length - 1;
    if (event.key === "ArrowDown" && last >= 0) {
      const hidden = list.hidden;
      open();
      if (!event.altKey) choose(hidden ? 0 : active < last ? active + 1 : 0);
    } else if (event.key === "ArrowUp" && last >= 0) {
      if (event.altKey) {
        close();
      } else {
        open();
        choose(active > 0 ? active - 1 : last);
      }
    } else if (event.key === "Escape" && !list.hidden) {
      close();
    } else if (event.key === "Enter" && active >= 0) {
      location.href = lines[active];
    } else {
      return;
    }
    event.preventDefault();
  });
}
