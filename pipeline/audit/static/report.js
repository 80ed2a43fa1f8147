// The index's search box. Its data lie in a file of their own, which is read when it is first used.
(function () {
  "use strict";
  const area = document.getElementById("search");
  const box = area.querySelector("input[type=search]");
  const whole = area.querySelector("input[type=checkbox]");
  const note = area.querySelector("[role=status]");
  const list = area.querySelector("ol");
  const shown = 50;
  let documents = null;

  // What counts of a text when it is looked for, as `matching.folded` of the review app has it.
  const LETTERS = { "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss" };
  const folded = (text) => text
    .replace(/[\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07]/g, "'")
    .replace(/[-\u2010-\u2015\u2212\ufe63\uff0d]/g, " ")
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[œæøłđıß]/g, (letter) => LETTERS[letter])
    .replace(/\s+/g, " ").trim();
  // Words are separate, but for those between quotation marks, which stand together.
  const terms = (typed) => [...typed.replace(/[“”„«»]/g, '"').matchAll(/"([^"]+)"|([^\s"]+)/g)]
    .map(([, phrase, word]) => folded(phrase ?? word)).filter(Boolean);
  const held = (text, term) => text.includes(term);
  const letter = /[\p{L}\p{N}_]/u;
  const heldWhole = (text, term) => {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      if (!letter.test(text[at - 1] ?? " ") && !letter.test(text[at + term.length] ?? " ")) return true;
    }
    return false;
  };
  const count = (n) => (n === 1 ? "one document" : `${n.toLocaleString("fr")} documents`);

  function item(entry) {
    const [page, title, outlet, day, path, quotes, figures] = entry;
    const line = document.createElement("li");
    const link = document.createElement("a");
    const about = document.createElement("div");
    link.href = page;
    link.lang = "fr";
    link.dir = "auto";
    link.textContent = title || path;
    about.className = "path";
    about.textContent = [day, outlet, path, quotes + " quotes", figures + " figures"].filter(Boolean).join(" · ");
    line.append(link, about);
    return line;
  }

  // Documents with all words; where none has, those with most of them, which is said.
  function show() {
    const words = terms(box.value);
    if (documents === null) return;
    if (words.length === 0) {
      list.replaceChildren();
      note.textContent = "";
      return;
    }
    const having = (test) => documents.filter(([text]) => words.every((word) => test(text, word)));
    const parts = having(held), exactly = having(heldWhole);
    let found = whole.checked ? exactly : parts;
    const n = (which) => which.length.toLocaleString("fr");
    const others = parts.length === exactly.length ? ", all as whole words"
      : whole.checked ? `, of ${n(parts)} that have them as parts of words` : `, ${n(exactly)} of them as whole words`;
    note.textContent = `${count(found.length)} of ${n(documents)}${others}`
      + (found.length > shown ? `; the first ${shown} are shown.` : ".");
    if (found.length === 0) {
      note.textContent = `No document has ${whole.checked ? "these whole words" : "these words"} in title, outlet, day or path`
        + (parts.length ? `, ${count(parts.length)} as parts of words.` : ".");
      found = parts.length ? [] : nearest(words);
      if (found.length) note.textContent += ` ${count(found.length)} with some of them:`;
    }
    list.replaceChildren(...found.slice(0, shown).map(([, entry]) => item(entry)));
  }

  function nearest(words) {
    const scored = documents.map((one) => [words.filter((word) => held(one[0], word)).length, one]);
    const most = scored.reduce((best, [score]) => Math.max(best, score), 0);
    return most === 0 ? [] : scored.filter(([score]) => score === most).map(([, one]) => one);
  }

  function load() {
    box.removeEventListener("input", load);
    const script = document.createElement("script");
    script.src = "search.js";
    script.onload = () => {
      documents = window.depecheDocuments.map((entry) => [folded(entry.slice(1, 5).join(" · ")), entry]);
      box.addEventListener("input", show);
      whole.addEventListener("change", show);
      show();
    };
    script.onerror = () => {
      note.textContent = "search.js does not lie beside this file, so there is nothing to search in. It belongs to the report's folder.";
    };
    note.textContent = "Reading the list of documents …";
    document.head.append(script);
  }

  box.addEventListener("input", load);
  area.hidden = false;
})();
