"use strict";
// Keys, and the way from a selection in the article to offsets into its text.
(() => {
  const root = document.querySelector("[data-review]");
  const text = document.querySelector("[data-text]");
  const judge = document.querySelector("[data-judge]");
  const wrong = document.getElementById("wrong");
  const toolbar = document.querySelector("[data-toolbar]");

  // The rows beside a paragraph light up what they are about, and the other way round.
  const light = (event, on) => {
    const row = event.target.closest?.("[data-row]");
    if (!row) return;
    for (const span of document.querySelectorAll(`[data-r~="${CSS.escape(row.dataset.row)}"]`)) span.classList.toggle("lit-text", on);
  };
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => light(event, on));
  }
  if (!root) return;

  // Offsets count characters as the tables do: code points, not the browser's UTF-16 units.
  const points = (string) => [...string].length;
  const offsetOf = (node, offset) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-o]");
    if (!piece || !text.contains(piece)) return null;
    if (node.nodeType !== Node.TEXT_NODE) return Number(piece.dataset.o) + (offset > 0 ? points(piece.textContent) : 0);
    return Number(piece.dataset.o) + points(node.data.slice(0, offset));
  };
  // A selection may begin or end between the pieces (in a margin, a label): its nearest pieces count.
  const selected = () => {
    if (!text) return null;
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer) && !range.intersectsNode(text)) return null;
    let start = null, end = null, chosen = "";
    for (const piece of text.querySelectorAll("[data-o]")) {
      if (!range.intersectsNode(piece) || !piece.firstChild) continue;
      const node = piece.firstChild;
      const from = range.startContainer === node ? range.startOffset : 0;
      const to = range.endContainer === node ? range.endOffset : node.data.length;
      if (from >= to) continue;
      start ??= offsetOf(node, from);
      end = offsetOf(node, to);
      chosen += node.data.slice(from, to);
    }
    if (start === null) return null;
    const trimmed = chosen.trimStart();
    start += points(chosen) - points(trimmed);
    return trimmed.trim() ? { start, end, text: trimmed.trimEnd(), range } : null;
  };
  let marked = null;
  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (now) marked = now;
    if (!toolbar) return;
    toolbar.hidden = !now;
    if (!now) return;
    const box = now.range.getBoundingClientRect();
    const below = Math.min(box.bottom + 8, window.innerHeight - toolbar.offsetHeight - 8);
    toolbar.style.top = `${Math.max(below, 8)}px`;
    toolbar.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - toolbar.offsetWidth - 8))}px`;
  });
  // Pressing a button of the toolbar must not lose the selection.
  toolbar?.addEventListener("mousedown", (event) => event.preventDefault());

  const open = () => {
    if (!wrong) return;
    wrong.hidden = false;
    wrong.scrollIntoView({ block: "nearest" });
    judge.querySelector("[data-opens]").setAttribute("aria-expanded", "true");
  };
  const fill = (form, name, span) => {
    const field = form.elements[name];
    if (!field) return false;
    field.value = span.text.replace(/\s+/g, " ");
    form.elements[`${name}_at`].value = span.start;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };
  const correct = (name) => {
    const span = selected() ?? marked;
    if (!span || !judge) return;
    open();
    if (fill(judge, name, span)) { toolbar.hidden = true; judge.elements[name].focus(); }
  };
  const missing = (table) => {
    const panel = document.querySelector(table ? `[data-missing-panel="${table}"]` : "[data-missing-panel]");
    if (!panel) return;
    const span = selected() ?? marked;
    const form = panel.querySelector("[data-missing-form]");
    panel.open = true;
    if (span) fill(form, form.elements.content ? "content" : "number", span);
    if (span && form.elements.value) form.elements.value.value = digits(span.text);
    if (toolbar) toolbar.hidden = true;
    form.querySelector("[data-main]").focus();
    panel.scrollIntoView({ block: "nearest" });
  };
  const digits = (string) => {
    const plain = string.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
    return /^\d+(\.\d+)?$/.test(plain) ? plain : "";
  };

  // A field that was changed says what is wrong; a text typed by hand loses the offset of the selection.
  const FAULTS = { content: "bounds", number: "bounds", speaker_name: "speaker", relay_name: "relay", source_name: "source", low: "value", high: "value" };
  judge?.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.closest(".field")) return;
    const before = field.tagName === "SELECT" ? [...field.options].find((o) => o.defaultSelected)?.value ?? field.options[0].value : field.defaultValue;
    field.classList.toggle("changed", field.value !== before);
    const box = judge.querySelector(`[name=fault][value="${FAULTS[field.name] ?? field.name}"]`);
    if (box && field.value !== before) box.checked = true;
    if (event.isTrusted && judge.elements[`${field.name}_at`]) judge.elements[`${field.name}_at`].value = "";
  });
  for (const form of document.querySelectorAll("[data-missing-form]")) {
    form.addEventListener("input", (event) => {
      const at = form.elements[`${event.target.name}_at`];
      if (event.isTrusted && at) at.value = "";
    });
  }
  let sent = false;
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });

  for (const button of document.querySelectorAll("[data-sets]")) button.addEventListener("click", () => correct(button.dataset.sets));
  for (const button of document.querySelectorAll("[data-missing]")) button.addEventListener("click", () => missing(button.dataset.missing));
  document.querySelector("[data-opens]")?.addEventListener("click", () => { open(); wrong.querySelector("input").focus(); });

  const SELECTION_KEYS = { b: ["content", "number"], s: ["speaker", "source"], k: ["cue"], y: ["relay"], h: ["who"] };
  const close = () => {
    if (wrong && !wrong.hidden) {
      wrong.hidden = true;
      judge.querySelector("[data-opens]").setAttribute("aria-expanded", "false");
      judge.querySelector("[data-opens]").focus();
    }
    for (const panel of document.querySelectorAll("[data-missing-panel][open]")) panel.open = false;
    if (toolbar) toolbar.hidden = true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select");
    if (event.key === "Escape") { field?.blur(); close(); return; }
    if (event.key === "Enter" && wrong && !wrong.hidden && !event.target.closest("textarea, button, a, summary, [data-missing-form]")) {
      event.preventDefault();
      wrong.querySelector(".save").click();
      return;
    }
    if (field) return;
    if (/^[1-9]$/.test(event.key) && wrong && !wrong.hidden) {
      const box = wrong.querySelector(`[data-key="${event.key}"]`);
      if (box) { box.checked = !box.checked; event.preventDefault(); }
      return;
    }
    if (event.key in SELECTION_KEYS && (selected() || marked) && judge) {
      for (const name of SELECTION_KEYS[event.key]) if (judge.elements[name]) { event.preventDefault(); correct(name); return; }
    }
    if (event.key === "m" || event.key === "f") {
      const table = root.dataset.table === "document" ? { m: "quotes", f: "claims" }[event.key] : "";
      if (event.key === "m" || table) { event.preventDefault(); missing(table); }
      return;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([data-sets]):not([name=fault])`);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "INPUT") target.focus(); else target.click();
  });

  document.getElementById("here")?.scrollIntoView({ block: "center", behavior: "instant" });
})();
