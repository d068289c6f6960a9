// Keys, the palette's arrows, dropping files, copying a draft. The page works without it.
"use strict";

document.documentElement.classList.add("scripted");
const typing = (el) => el.closest("input, textarea, select, [contenteditable]");
const find = (selector, from = document) => from.querySelector(selector);

const CARD = "article.nudge, article.pair";
const CURRENT = "article.nudge[aria-current], article.pair[aria-current]";

/* Single letters act on the current card, and only while no field has the focus. */
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    find("#palette").togglePopover();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "/") return find("#log-text") ? press(event, find("#log-text")) : openLog(event);
  if (key === "f") return press(event, find("input[aria-keyshortcuts=f]"));
  if (key === "?") return find("#keys")?.togglePopover();
  const card = event.target.closest(CARD) ?? find(CURRENT) ?? document;
  const named = `button[aria-keyshortcuts="${CSS.escape(key)}"]`;
  // Undo is about the receipt that has the focus, else about the last deed.
  const button = key === "z"
    ? find(named, event.target) ?? find(`.latest ${named}`) ?? [...document.querySelectorAll(named)].at(-1)
    : find(named, card);
  if (button && "dlrnsz".includes(key)) { event.preventDefault(); button.click(); }
});

function press(event, field) {
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/* The log box from anywhere: a sheet where the page has none of its own. */
const logSheet = find("#log-sheet");
function openLog(event) {
  if (!logSheet) return;
  event.preventDefault();
  logSheet.showPopover();
}
logSheet?.addEventListener("toggle", (event) => { if (event.newState === "open") find("input[name=text]", logSheet).focus(); });

/* First steps: circles by number, the row moves on by itself. */
const choose = find("#choose");
if (choose) {
  const rows = [...choose.querySelectorAll("li")];
  const current = () => rows.findIndex((row) => row.hasAttribute("aria-current"));
  const go = (to) => {
    if (to < 0 || to >= rows.length) return;
    rows[current()]?.removeAttribute("aria-current");
    rows[to].setAttribute("aria-current", "true");
    rows[to].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); go(current() + step); return; }
    find(`button[aria-keyshortcuts="${CSS.escape(event.key)}"]`, rows[current()] ?? choose)?.click();
  });
  choose.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=circle]");
    if (!button) return;
    for (const other of button.form.querySelectorAll("button")) {
      other.setAttribute("aria-pressed", String(other === button));
      other.classList.toggle("plain", other !== button);
    }
    go(rows.indexOf(button.closest("li")) + 1);
  });
}

/* The palette: arrows choose, Enter opens. */
const palette = find("#palette");
if (palette) {
  const input = find("input", palette);
  palette.addEventListener("toggle", (event) => {
    input.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "open") { input.focus(); input.select(); htmx.trigger(input, "opened"); }
  });
  palette.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); palette.hidePopover(); return; }
    const options = [...palette.querySelectorAll("[role=option]")];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); options[at].click(); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !options.length) return;
    event.preventDefault();
    options[at]?.setAttribute("aria-selected", "false");
    const next = options[(at + step + options.length) % options.length];
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", next.id);
  });
  palette.addEventListener("click", (event) => { if (event.target.closest("a")) palette.hidePopover(); });
}

/* Dropping: files and whole folders go through the form's own field. */
for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = find("input[type=file]", form);
  const area = find(".drop", form);
  const send = () => {
    const bytes = [...field.files].reduce((sum, file) => sum + file.size, 0);
    const tooMuch = find("[data-too-much]", form);
    tooMuch.hidden = bytes <= Number(form.dataset.drop);  // the server would cut the line, and the page could not say why
    if (!tooMuch.hidden) { field.value = ""; return; }
    find("[data-busy]", form).hidden = false;
    form.setAttribute("aria-busy", "true");
    form.requestSubmit();
  };
  field.addEventListener("change", send);
  area.addEventListener("dragover", (event) => { event.preventDefault(); area.classList.add("over"); });
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", async (event) => {
    event.preventDefault();
    area.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const dropped = new DataTransfer();
    for (const entry of entries) for (const file of await filesOf(entry)) dropped.items.add(file);
    if (!dropped.files.length) return;
    field.files = dropped.files;
    send();
  });
}

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const inner of some) found.push(...await filesOf(inner));
  }
}

/* Copying needs script, so its buttons show only with it. */
const reveal = (root) => { for (const part of root.querySelectorAll("[data-needs-script]")) part.hidden = false; };
reveal(document);
document.addEventListener("htmx:load", (event) => reveal(event.target));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.lastChild.textContent = ` ${button.dataset.said}`;
});

/* After a card has left, the receipt has the focus and the next card is the current one; a file that was read through
   takes the focus where nothing else has it. */
document.addEventListener("htmx:afterSwap", () => {
  if (!find("article.nudge[aria-current]")) find("article.nudge")?.setAttribute("aria-current", "true");
});
document.addEventListener("htmx:load", (event) => {
  const came = event.target;
  const idle = document.activeElement === document.body;
  if ((came.matches?.(".receipt") && !came.closest("#pairs")) || (idle && came.matches?.("article.file") && find(".sum", came))) came.focus();
});

/* Who is who. The next card is the current one at once, before the answer has come back, so that whoever types fast
   answers each card once; more cards come before the page runs out of them. */
const pairs = find("#pairs");
const FEW = 8;
if (pairs) {
  const open = () => [...pairs.querySelectorAll("article.pair:not([inert])")];
  const turnTo = (card, { focus = true } = {}) => {
    for (const other of pairs.querySelectorAll("article.pair[aria-current]")) other.removeAttribute("aria-current");
    card?.setAttribute("aria-current", "true");
    if (card && focus) card.focus();
  };
  const after = (card) => open().find((one) => card.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? open()[0];
  pairs.addEventListener("htmx:beforeRequest", (event) => {
    const card = event.target.closest("article.pair");
    if (!card) return;
    card.inert = true;
    if (!card.matches(".barred")) turnTo(after(card));  // a barred pair may have to be asked once more
  });
  pairs.addEventListener("click", (event) => {
    const card = event.target.closest("article.pair:not([aria-current])");
    if (card) turnTo(card);
  });
  pairs.addEventListener("focusin", (event) => {
    const card = event.target.closest("article.pair:not([aria-current])");
    if (card && event.target.matches(":focus-visible")) turnTo(card, { focus: false });
  });
  /* An answer that was not taken leaves its card there. Only where it is still the current one it takes the focus. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const card = event.detail.elt.closest?.("article.pair[inert]");
    const status = event.detail.xhr.status;  // 0 where the server is gone
    if (!card?.isConnected || (status >= 200 && status < 400)) return;
    card.inert = false;
    if (card.hasAttribute("aria-current")) find(".ask button", card)?.focus();
  });
  document.addEventListener("htmx:load", (event) => {
    const came = event.detail.elt;
    if (came.matches(".receipt")) {
      for (const older of document.querySelectorAll(".receipt.latest")) older.classList.remove("latest");
      came.classList.add("latest");
      if (came.closest("#pairs") && !find(CURRENT)) turnTo(after(came));
      if (!open().length) came.focus();
    } else if (came.matches("article.pair") && (came.hasAttribute("aria-current") || !find(CURRENT))) turnTo(came);
    const more = find("#more-pairs");
    if (more && open().length < FEW) htmx.trigger(more, "more");
  });
}
