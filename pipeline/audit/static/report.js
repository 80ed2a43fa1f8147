// The index's search box. Its data lie in a file of their own, which is read when it is first used.
(function () {
  "use strict";
  const area = document.getElementById("search");
  const box = area.querySelector("input");
  const note = area.querySelector("p");
  const list = area.querySelector("ol");
  const shown = 50;
  let documents = null;

  const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

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

  function show() {
    const words = folded(box.value).split(/\s+/).filter(Boolean);
    if (documents === null) return;
    if (words.length === 0) {
      list.replaceChildren();
      note.textContent = "";
      return;
    }
    const found = documents.filter(([text]) => words.every((word) => text.includes(word)));
    list.replaceChildren(...found.slice(0, shown).map(([, entry]) => item(entry)));
    note.textContent = found.length === 0 ? "No document has these words in title, outlet, day or path."
      : found.length > shown ? `${found.length} documents, the first ${shown} are shown.`
      : found.length === 1 ? "One document." : `${found.length} documents.`;
  }

  function load() {
    box.removeEventListener("input", load);
    const script = document.createElement("script");
    script.src = "search.js";
    script.onload = () => {
      documents = window.depecheDocuments.map((entry) => [folded(entry.slice(1, 5).join(" ")), entry]);
      box.addEventListener("input", show);
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
