"use strict";
// Keys, and the way from a selection in the article to offsets into its text.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // A row beside a paragraph lights up what it is about.
  const light = (event, on) => {
    const row = event.target.closest?.("[data-row]");
    if (!row) return;
    for (const span of $$(`[data-r~="${CSS.escape(row.dataset.row)}"]`)) span.classList.toggle("lit-text", on);
  };
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => light(event, on));
  }
  const root = $("[data-review]");
  if (!root) return;
  const text = $("[data-text]"), judge = $("[data-judge]"), wrong = $("#wrong"), toolbar = $("[data-toolbar]");
  const problem = $("[data-problem]");
  const mentions = JSON.parse(root.dataset.mentions ?? "[]");

  // --- Selections ------------------------------------------------------------------------------

  // Offsets count characters as the tables do: code points, not the browser's UTF-16 units.
  const points = (string) => [...string].length;

  // What of a selection lies in a piece of the article, as { start, end, text }; null for nothing.
  const within = (range, piece) => {
    const part = document.createRange();
    part.selectNodeContents(piece);
    const before = part.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    if (part.collapsed) return null;
    before.setEnd(part.startContainer, part.startOffset);
    const start = Number(piece.dataset.o) + points(before.toString());
    return { start, end: start + points(part.toString()), text: part.toString() };
  };

  // The selection in the article, without white space at its ends; null for none.
  const selected = () => {
    const selection = window.getSelection();
    if (!text || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const parts = $$("[data-o]", text).filter((piece) => range.intersectsNode(piece)).map((piece) => within(range, piece)).filter(Boolean);
    if (!parts.length) return null;
    let chosen = "", end = parts[0].start;
    for (const part of parts) {
      chosen += (part.start > end ? " " : "") + part.text;
      end = part.end;
    }
    const lead = points(parts[0].text) - points(parts[0].text.trimStart());
    const last = parts.at(-1).text;
    end -= points(last) - points(last.trimEnd());
    return chosen.trim() ? { start: parts[0].start + lead, end, text: chosen.trim(), range } : null;
  };

  // --- The toolbar: what the selected text is -----------------------------------------------------

  let dragging = false;
  const missingForm = () => $("[data-missing-panel][open] [data-missing-form]");
  const place = () => {
    const now = dragging ? null : selected();
    if (!toolbar) return;
    toolbar.hidden = !now;
    if (!now) return;
    // A selection fills the form that is open: of what is missing, else of what is wrong.
    const form = missingForm() ?? judge;
    for (const button of $$("[data-sets]", toolbar)) button.hidden = !form?.elements[button.dataset.sets];
    const box = now.range.getBoundingClientRect(), height = toolbar.offsetHeight + 8;
    const top = box.bottom + height < window.innerHeight ? box.bottom + 8 : Math.max(box.top - height, 8);
    toolbar.style.top = `${top}px`;
    toolbar.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - toolbar.offsetWidth - 8))}px`;
  };
  document.addEventListener("pointerdown", (event) => { dragging = !toolbar?.contains(event.target); });
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { dragging = false; setTimeout(place); });
  document.addEventListener("selectionchange", place);
  for (const name of ["scroll", "resize"]) window.addEventListener(name, place, { passive: true });
  // Pressing a button of the toolbar must not lose the selection.
  toolbar?.addEventListener("mousedown", (event) => event.preventDefault());

  // --- Forms --------------------------------------------------------------------------------------

  const open = () => {
    if (!wrong) return;
    for (const panel of $$("[data-missing-panel][open]")) panel.open = false;
    wrong.hidden = false;
    $("[data-opens]").setAttribute("aria-expanded", "true");
    wrong.scrollIntoView({ block: "nearest" });
    // On a phone the form lies over the lower half: what is judged stays above it.
    if (main && matchMedia("(max-width: 61.99rem)").matches) {
      window.scrollBy({ top: main.getBoundingClientRect().top - window.innerHeight * 0.15, behavior: "instant" });
    }
  };
  const shut = () => {
    if (!wrong || wrong.hidden) return false;
    wrong.hidden = problem.hidden = true;
    $("[data-opens]").setAttribute("aria-expanded", "false");
    return true;
  };
  // One thing at a time: the selection, what is missing, what is wrong.
  const close = () => {
    const panels = $$("[data-missing-panel][open]");
    if (toolbar && !toolbar.hidden) { window.getSelection().removeAllRanges(); return; }
    if (panels.length) { for (const panel of panels) panel.open = false; return; }
    drop();
    if (shut()) $("[data-opens]").focus();
  };
  const set = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const fill = (form, name, span) => {
    set(form.elements[name], span.text.replace(/[^\S\ufeff]+/g, " "));
    form.elements[`${name}_at`].value = `${span.start}-${span.end}`;
    const named = form.elements[`${name}_name`];
    if (named) set(named, nameOf(span));
  };
  // Whom a span names, as the server has it: the last mention in it, or one around it.
  const nameOf = (span) => {
    const inside = mentions.filter(([start, end]) => span.start <= start && end <= span.end);
    const around = mentions.filter(([start, end]) => start <= span.start && span.end <= end);
    return (inside.at(-1) ?? around.at(-1))?.[2] ?? span.text;
  };
  // The selection goes into the form that is open: of what is missing, else of what is wrong.
  const use = (names) => {
    const span = selected();
    const form = missingForm() ?? judge;
    const name = form && names.find((one) => form.elements[one] && form.elements[`${one}_at`]);
    if (!span || !name) return false;
    if (form === judge) open();
    fill(form, name, span);
    window.getSelection().removeAllRanges();
    (form === judge ? $("[data-save]") : form.elements[name]).focus();
    return true;
  };
  const missing = (table) => {
    const panel = $(`[data-missing-panel="${table}"]`);
    if (!panel) return;
    const span = selected(), form = $("[data-missing-form]", panel);
    shut();
    for (const other of $$("[data-missing-panel][open]")) other.open = other === panel;
    panel.open = true;
    if (span) fill(form, table === "quotes" ? "content" : "number", span);
    window.getSelection().removeAllRanges();
    (span ? $("[required]:not([data-main])", form) : $("[data-main]", form)).focus();
    panel.scrollIntoView({ block: "nearest" });
  };

  // --- Why a row is there, or none is --------------------------------------------------------------

  // What the link in the panel leads to comes into it when it is opened; where it cannot, it stays.
  const tell = async (panel) => {
    if (!panel.open || panel.dataset.told) return;
    panel.dataset.told = "";
    try {
      const reply = await fetch(panel.dataset.why);
      const told = $("[data-why-told]", new DOMParser().parseFromString(await reply.text(), "text/html"));
      if (told) $("p", panel).replaceWith(...told.childNodes);
    } catch { delete panel.dataset.told; }
  };
  for (const panel of $$("[data-why]")) panel.addEventListener("toggle", () => tell(panel));
  for (const button of $$("[data-asks-why]")) button.addEventListener("click", () => {
    const span = selected();
    if (span) window.open(`/why?${new URLSearchParams({ document: root.dataset.document, at: `${span.start}-${span.end}` })}`, "_blank", "noopener");
  });

  // A field that was changed says what is wrong; text typed by hand has no offsets of a selection.
  const spaced = (string) => string.split(/\s+/).filter(Boolean).join(" ");
  const same = (field) => {
    if (field.inputMode !== "decimal") return spaced(field.value) === field.dataset.was;
    const plain = field.value.replace(/\s/g, "").replace(",", ".");
    return plain === field.dataset.was || (plain !== "" && field.dataset.was !== "" && Number(plain) === Number(field.dataset.was));
  };
  const compare = (field) => {
    field.classList.toggle("changed", !same(field) || Boolean(judge.elements[`${field.name}_at`]?.value));
    const box = $(`[name=fault][value="${field.dataset.fault}"]`, judge);
    if (!box) return;
    // What was ticked for a change alone is no fault any more once nothing is changed.
    const needed = $$(".changed", judge).some((one) => one.dataset.fault === box.value);
    if (needed && !box.checked) box.dataset.ticked = "";
    if (needed) box.checked = true;
    else if ("ticked" in box.dataset) { box.checked = false; delete box.dataset.ticked; }
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form, at = form?.elements[`${event.target.name}_at`];
    if (event.isTrusted && at) at.value = "";
    if (form === judge && "was" in event.target.dataset) compare(event.target);
  });
  for (const field of $$("[data-was]")) compare(field);
  // What the form held when the page came: closing it goes back there.
  const kept = $$("input, textarea, select", judge ?? undefined).map((field) => [field, field.value, field.checked]);
  const dirty = (form) => form === judge
    ? kept.some(([field, value, checked]) => field.value !== value || field.checked !== checked)
    : $$("input:not([type=hidden]), textarea, select", form).some((field) => field.value !== (field.tagName === "SELECT" ? field.options[0].value : field.defaultValue));

  const complain = (what) => {
    problem.textContent = what;
    problem.hidden = false;
  };
  judge?.addEventListener("submit", (event) => {
    const verdict = event.submitter?.value, changed = !wrong.hidden && ($(".changed", judge) || $("[name=fault]:checked", judge));
    let what = "";
    if (verdict === "wrong" && !changed) what = "Say what is wrong: tick it, or put it right.";
    if (verdict !== "wrong" && changed) what = "Something is put right below: save it as wrong, or close that with Esc.";
    if (!what) return;
    event.preventDefault();
    event.stopPropagation();
    complain(what);
  });
  // Closing what is put right drops it: a verdict that follows is about the row alone.
  const drop = () => {
    if (!judge || wrong.hidden) return;
    for (const [field, value, checked] of kept) {
      if (field.name === "note") continue;
      if (field.type === "checkbox") field.checked = checked; else field.value = value;
    }
    for (const field of $$("[data-was]", judge)) compare(field);
  };
  let sent = null;
  document.addEventListener("submit", (event) => {
    if (sent && !event.defaultPrevented) event.preventDefault();
    if (!event.defaultPrevented) sent = event.target;
  });
  // What was typed and not sent is not left without asking.
  window.addEventListener("beforeunload", (event) => {
    const forms = [judge, ...$$("[data-missing-form]")].filter((form) => form && form !== sent);
    if (forms.some(dirty)) { event.preventDefault(); sent = null; }
  });
  // A page from the browser's memory shows verdicts of before.
  window.addEventListener("pageshow", (event) => {
    sent = null;
    if (event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.reload();
  });

  for (const button of $$("[data-sets]")) button.addEventListener("click", () => use([button.dataset.sets]));
  for (const button of $$("[data-missing]")) button.addEventListener("click", () => missing(button.dataset.missing));
  $("[data-opens]")?.addEventListener("click", () => { open(); $("input", wrong).focus({ preventScroll: true }); });
  $("[data-close]")?.addEventListener("click", () => { drop(); shut(); });

  // --- Keys ---------------------------------------------------------------------------------------

  const SETS = { b: ["content", "number"], s: ["speaker", "source"], k: ["cue"], y: ["relay"], h: ["who"] };
  const enter = (event) => {
    const at = event.target;
    if (at === $("[name=note]", judge ?? undefined) && wrong?.hidden) { event.preventDefault(); at.blur(); return; }
    const saves = wrong && !wrong.hidden && !event.shiftKey && (at === document.body || judge.contains(at));
    if (!saves || at.closest("button, a, select")) return;
    event.preventDefault();
    $("[data-save]").click();
  };
  // The row of digits has other signs on a French keyboard.
  const digitOf = (event) => /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? (/^[1-9]$/.test(event.key) ? event.key : null);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    const field = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select");
    if (event.key === "Escape") { if (field) field.blur(); else close(); return; }
    if (event.key === "Enter") { enter(event); return; }
    if (field) return;
    const digit = digitOf(event), key = event.key.toLowerCase();
    if (digit && wrong && !wrong.hidden) {
      const box = $(`[data-digit="${digit}"]`, wrong);
      if (box) { box.checked = !box.checked; event.preventDefault(); }
      return;
    }
    if (key in SETS && use(SETS[key])) { event.preventDefault(); return; }
    if (key === "/") { event.preventDefault(); $("#find").focus(); return; }
    if (key === "m" || (key === "f" && !judge)) {
      event.preventDefault();
      missing(judge ? root.dataset.table : { m: "quotes", f: "claims" }[key]);
      return;
    }
    const target = $$("[data-key]").find((one) => one.dataset.key === key);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "INPUT") target.focus(); else target.click();
  });

  // --- What is judged comes into view, with its speaker or source if the window holds both ---------

  const spans = location.hash || !root.dataset.item ? [] : $$(`[data-r~="${CSS.escape(root.dataset.item)}"]`, text ?? root);
  const main = spans.find((span) => span.matches(".content, .number"));
  if (main) {
    const boxes = spans.filter((span) => !span.matches(".evidence:not(.number, .who, .source)")).map((span) => span.getBoundingClientRect());
    const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
    const fits = bottom - top < window.innerHeight * 0.6;
    const middle = fits ? (top + bottom) / 2 : main.getBoundingClientRect().top + window.innerHeight * 0.2;
    window.scrollBy({ top: middle - window.innerHeight * 0.45, behavior: "instant" });
  }
  place();
})();
