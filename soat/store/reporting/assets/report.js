// The page comes alive: pictures, language, sorting, the map's choice, and where a figure is from.
"use strict";
const FIGURES = JSON.parse(document.getElementById("figures").textContent);
const charts = new Map();

function drawAll() {
  for (const frame of document.querySelectorAll(".chart")) {
    const picture = FIGURES.pictures[frame.dataset.picture];
    if (picture) draw(frame, picture);
  }
}
function draw(frame, picture) {
  room = frame.clientWidth;
  const { height, ...options } = DRAWN[picture.kind](picture);
  frame.style.height = `${height}px`;
  frame.setAttribute("aria-label", said(picture.label));
  let chart = charts.get(frame);
  if (!chart) {
    chart = echarts.init(frame, null, { renderer: "svg" });
    charts.set(frame, chart);
  }
  chart.resize();
  chart.setOption(options, true);
  // Paper is of another width than the screen: with a view box the drawing is scaled, not cut.
  const svg = frame.querySelector("svg");
  svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
}

function speak(chosen) {
  document.documentElement.lang = chosen;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
  drawAll();
}

// What is not known comes last, whichever way the table is sorted.
function sortBy(heading) {
  const row = heading.parentElement;
  const at = [...row.children].indexOf(heading);
  const down = heading.getAttribute("aria-sort") !== "descending";
  const body = heading.closest("table").tBodies[0];
  const key = (line) => line.children[at].dataset.sort;
  const rows = [...body.rows].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === "" || b === "") return (a === "") - (b === "");
    const order = at === 0 ? a.localeCompare(b, "vi") : Number(a) - Number(b);
    return down ? -order : order;
  });
  for (const cell of row.children) cell.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  body.append(...rows);
}

function put(element, message) {
  element.replaceChildren(...["vi", "en"].map((language) => {
    const span = document.createElement("span");
    span.className = language;
    span.lang = language;
    span.textContent = message[language];
    return span;
  }));
}
function colourBy(button) {
  const map = button.closest(".map");
  const measure = FIGURES.maps[map.querySelector(".tiles").dataset.epoch][button.dataset.measure];
  for (const tile of map.querySelectorAll(".tile")) {
    const told = measure.tiles[tile.dataset.code];
    tile.className = told && told.shade !== null ? `tile q${told.shade}` : "tile";
    tile.title = told ? told.title : "";
    if (told) put(tile.querySelector("i"), told.text);
  }
  put(map.querySelector(".best"), measure.best);
  put(map.querySelector(".worst"), measure.worst);
  for (const other of map.querySelectorAll("[data-measure]")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
}

function explain(link) {
  const term = document.getElementById(link.hash.slice(1));
  if (!term) return false;  // An address that no definition has: the browser stays where it is.
  const origin = document.createElement("p");
  origin.className = "origin";
  origin.textContent = link.title;
  const close = document.createElement("button");
  close.textContent = said({ vi: "Đóng", en: "Close" });
  close.addEventListener("click", () => dialog.close());
  const meaning = term.nextElementSibling.cloneNode(true);
  dialog.replaceChildren(...term.cloneNode(true).childNodes, origin, ...meaning.childNodes, close);
  dialog.showModal();
  return true;
}

const dialog = document.createElement("dialog");
document.body.append(dialog);
document.addEventListener("click", (event) => {
  const target = event.target;
  const link = target.closest("a.n");
  if (link && explain(link)) event.preventDefault();
  else if (target === dialog) dialog.close();
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.language) speak(button.dataset.language);
  else if (button.dataset.measure) colourBy(button);
  else if (button.closest("table.sortable")) sortBy(button.closest("th"));
});
for (const map of document.querySelectorAll(".map")) colourBy(map.querySelector("[data-measure]"));
speak(document.documentElement.lang);
let waiting = 0;
window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawAll, 150); });
// On paper nothing can be opened: everything is.
window.addEventListener("beforeprint", () => {
  for (const closed of document.querySelectorAll("details")) closed.open = true;
  drawAll();
});
