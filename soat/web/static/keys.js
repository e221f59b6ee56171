// Work by keyboard: what has data-key="n j" is clicked, or entered if it is typed into, by that key.
// Never while somebody types, and never with Ctrl, Alt or Meta. Without this script all stays usable.
"use strict";
(() => {
  const SWITCH = "soat-keys";
  const TYPED = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
  const isOn = () => localStorage.getItem(SWITCH) !== "off";
  const isShown = (element) => element.getClientRects().length > 0 && !element.disabled;

  const help = document.getElementById("keys");
  const wanted = (key) =>
    [...document.querySelectorAll("[data-key]")].find(
      (element) => element.dataset.key.split(" ").includes(key) && isShown(element),
    );

  const enter = (element) => {
    element.focus();
    if (element.select) element.select();
  };

  const use = (element) => {
    if (element.matches(TYPED)) return enter(element);
    const opened = document.getElementById(element.dataset.opens || "");
    if (opened) return opened.showModal();
    element.click();
    const then = document.getElementById(element.dataset.then || "");
    if (then) enter(then);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.target.closest(TYPED)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!isOn() && event.key !== "?") return;
    const element = wanted(event.key);
    if (!element) return event.key === "?" && help ? help.showModal() : undefined;
    event.preventDefault();
    use(element);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener && event.isTrusted) document.getElementById(opener.dataset.opens).showModal();
  });

  const showOpeners = () =>
    document.querySelectorAll("[data-opens]").forEach((opener) => (opener.hidden = false));
  const onBox = document.getElementById("keys-on");
  if (onBox) {
    onBox.checked = isOn();
    onBox.addEventListener("change", () => localStorage.setItem(SWITCH, onBox.checked ? "on" : "off"));
  }
  showOpeners();
  document.addEventListener("htmx:afterSwap", showOpeners);

  // After a form was saved in place: the next case has the focus and nothing scrolls; but what went
  // wrong is gone to.
  document.addEventListener("htmx:afterSettle", () => {
    const wanting = document.querySelector("[data-focus]");
    if (wanting) wanting.focus({ preventScroll: wanting.dataset.focus === "stay" });
  });

  // What could not be saved is never lost silently: the sentences stand in the page's data-….
  const tell = (name) => {
    const place = document.querySelector(`[data-${name}]`);
    if (!place) return;
    const told = document.createElement("p");
    told.className = "told error";
    told.setAttribute("role", "alert");
    told.textContent = place.dataset[name];
    place.prepend(told);
    told.scrollIntoView();
  };
  document.addEventListener("htmx:sendError", () => tell("offline"));
  document.addEventListener("htmx:responseError", () => tell("failed"));

  // An address that ends in the name of a field leads into it.
  const aimed = document.getElementById(location.hash.slice(1));
  if (aimed && aimed.matches(TYPED)) enter(aimed);
})();
