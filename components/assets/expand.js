// "展开": a button shows what its block keeps folded on a phone; the class it toggles is the button's data-expand.
document.addEventListener("click", function (event) {
  const button = event.target.closest("[data-expand]");
  if (!button) return;
  const open = button.closest(".mj-expandable").classList.toggle(button.dataset.expand);
  button.setAttribute("aria-expanded", String(open));
});
