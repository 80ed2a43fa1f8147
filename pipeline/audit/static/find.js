"use strict";
// Suggestions for a filter: the values that hold what is typed, each with how many rows have it.
// A combobox with a list box, as WAI-ARIA describes it: arrows choose, Enter takes, Escape closes.
(() => {
  const PAUSE = 120;
  const element = (tag, attributes) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  const suggesting = (field) => {
    const box = element("ul", { role: "listbox", id: `${field.id}-list`, class: "suggested", "aria-label": `Known: ${field.labels[0].textContent.trim()}` });
    const told = element("span", { role: "status", class: "vh" });
    let asked = null, chosen = -1, timer = 0;
    box.hidden = true;
    field.after(box, told);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": box.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

    const open = (on) => {
      box.hidden = !on;
      field.setAttribute("aria-expanded", String(on));
      if (!on) choose(-1);
    };
    const choose = (number) => {
      box.children[chosen]?.removeAttribute("aria-selected");
      chosen = number;
      const option = box.children[chosen];
      if (!option) { field.removeAttribute("aria-activedescendant"); return; }
      option.setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };
    const take = (option) => {
      field.value = asked = option.dataset.value;
      open(false);
      field.focus();
    };
    const fill = (values) => {
      box.replaceChildren(...values.map(([value, rows], number) => {
        const option = element("li", { role: "option", id: `${box.id}-${number}`, "data-value": value });
        const name = element("bdi", { lang: "fr" }), count = element("span", { class: "muted" });
        name.textContent = value;
        count.textContent = ` ${rows.toLocaleString("fr")}`;
        option.append(name, count);
        return option;
      }));
      chosen = -1;
      field.removeAttribute("aria-activedescendant");
      told.textContent = values.length ? `${values.length} known` : "none known";
      open(values.length > 0);
    };
    const ask = async () => {
      const typed = field.value.trim();
      asked = typed;
      try {
        const reply = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: typed })}`);
        const values = reply.ok ? await reply.json() : [];
        // An answer that comes late is about something else.
        if (asked === typed && document.activeElement === field) fill(values);
      } catch { open(false); }
    };

    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    field.addEventListener("click", () => { if (box.hidden && !field.value) ask(); });
    field.addEventListener("blur", () => { clearTimeout(timer); asked = null; open(false); });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const down = event.key === "ArrowDown", last = box.children.length - 1;
      if (down && box.hidden) { event.preventDefault(); ask(); return; }
      if (box.hidden) return;
      if (down || event.key === "ArrowUp") {
        event.preventDefault();
        choose(down ? (chosen >= last ? -1 : chosen + 1) : (chosen < 0 ? last : chosen - 1));
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        take(box.children[chosen]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        open(false);
      }
    });
    // Pressing on the list must not take the field's focus, which would close it.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) take(option); });
  };

  for (const field of document.querySelectorAll("[data-suggest]")) suggesting(field);
})();
