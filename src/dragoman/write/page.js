"use strict";
(() => {
  const marks = [...document.querySelectorAll(".m")];
  const cards = [...document.querySelectorAll(".card")];
  const ofCard = new Map(cards.map(card => [card.id, []]));
  for (const mark of marks) {
    mark.links = mark.dataset.r.split(" ").map(pair => pair.split(":"));
    for (const [id, role] of mark.links) ofCard.get(id)?.push([mark, role]);
  }
  let pinned = null;
  let shown = null;

  const clear = () => {
    for (const [mark] of ofCard.get(shown) ?? []) {
      mark.classList.remove("on", ...[...mark.classList].filter(name => name.startsWith("on-")));
      mark.removeAttribute("data-label");
    }
    document.getElementById(shown)?.classList.remove("on");
    shown = null;
  };
  const show = id => {
    if (id === shown) return;
    clear();
    if (!ofCard.has(id)) return;
    shown = id;
    document.getElementById(id).classList.add("on");
    const labelled = new Set();
    for (const [mark, role] of ofCard.get(id)) {
      if (role !== "content" || !mark.classList.contains("trigger")) mark.classList.add("on");
      mark.classList.add("on-" + role);
      if (!labelled.has(role) && role !== "trigger" && role !== "content") mark.dataset.label = role;
      labelled.add(role);
    }
  };
  const back = () => pinned ? show(pinned) : clear();
  const intoView = (element, box) => {
    const a = element.getBoundingClientRect(), b = box.getBoundingClientRect();
    if (a.top < b.top + 8 || a.bottom > b.bottom - 8) box.scrollTop += a.top - b.top - b.height / 3;
  };

  for (const card of cards) {
    const first = () => (ofCard.get(card.id).find(([, role]) => role === "trigger") ?? ofCard.get(card.id)[0])?.[0];
    const reveal = () => { const mark = first(); if (mark) intoView(mark, mark.closest(".text")); };
    card.addEventListener("mouseenter", () => show(card.id));
    card.addEventListener("mouseleave", back);
    card.addEventListener("focus", () => { pinned = card.id; show(card.id); reveal(); });
    card.addEventListener("click", () => { pinned = card.id; show(card.id); reveal(); });
  }
  for (const mark of marks) {
    const open = () => mark.links.map(([id]) => id).find(id => !document.getElementById(id)?.hidden);
    mark.addEventListener("mouseenter", () => { const id = open(); if (id) show(id); });
    mark.addEventListener("mouseleave", back);
    mark.addEventListener("focus", () => { const id = open(); if (id) show(id); });
    mark.addEventListener("click", event => {
      const id = open();
      if (!id) return;
      event.preventDefault();
      pinned = id;
      show(id);
      document.getElementById(id).scrollIntoView({block: "nearest"});
      history.replaceState(null, "", "#" + id);
    });
  }
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") { pinned = null; clear(); return; }
    if ((event.key !== "j" && event.key !== "k") || event.ctrlKey || event.metaKey || event.altKey) return;
    const seen = cards.filter(card => !card.hidden);
    const next = seen[seen.findIndex(card => card.id === pinned) + (event.key === "j" ? 1 : -1)];
    next?.focus();
  });

  const chips = [...document.querySelectorAll(".chip[data-value]")];
  const status = document.querySelector(".shown");
  const refresh = () => {
    const off = new Set(chips.filter(chip => chip.getAttribute("aria-pressed") === "false")
      .map(chip => chip.dataset.filter + ":" + chip.dataset.value));
    for (const card of cards) card.hidden = off.has("type:" + card.dataset.type) || off.has("status:" + card.dataset.status);
    for (const mark of marks) mark.classList.toggle("off", mark.links.every(([id]) => document.getElementById(id)?.hidden));
    const seen = cards.filter(card => !card.hidden).length;
    status.textContent = off.size ? `${seen} of ${cards.length} records shown` : "";
  };
  // A first click on a chip, all being on, keeps only that value of its kind: what a reader mostly wants.
  for (const chip of chips) chip.addEventListener("click", () => {
    const kin = chips.filter(other => other.dataset.filter === chip.dataset.filter);
    const all = kin.every(other => other.getAttribute("aria-pressed") === "true");
    if (all) for (const other of kin) other.setAttribute("aria-pressed", String(other === chip));
    else chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") === "false"));
    if (kin.every(other => other.getAttribute("aria-pressed") === "false"))
      for (const other of kin) other.setAttribute("aria-pressed", "true");
    refresh();
  });
  document.querySelector(".chip[data-filter=all]")?.addEventListener("click", () => {
    for (const chip of chips) chip.setAttribute("aria-pressed", "true");
    refresh();
  });
  const filters = document.querySelector(".filters");
  if (filters) filters.hidden = false;
  if (ofCard.has(location.hash.slice(1))) { pinned = location.hash.slice(1); show(pinned); }
})();
