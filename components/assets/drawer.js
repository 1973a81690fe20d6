// The drawer: a dialog that is opened as soon as the server's answer puts it into the page. The dialog element keeps
// the focus inside; Esc and the ground behind take the case out of the address, which takes the dialog away.
(function () {
  let opener = null;
  const close = function () { window.mingjian.set({case: ""}); };
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-set]") && !event.target.closest("dialog")) opener = document.activeElement;
    if (event.target.matches("dialog.mj-drawer")) {
      const box = event.target.getBoundingClientRect();
      if (event.clientX < box.left || event.clientX > box.right) close();
    }
  });
  document.addEventListener("cancel", function (event) {
    if (event.target.matches("dialog.mj-drawer")) { event.preventDefault(); close(); }
  }, true);
  // Tab goes round: from the last control to the first and back
  document.addEventListener("keydown", function (event) {
    const dialog = document.querySelector("dialog.mj-drawer[open]");
    if (!dialog || event.key !== "Tab") return;
    const stops = Array.from(dialog.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex='0']")).filter(
      function (one) { return !one.disabled && one.tabIndex >= 0 && (!one.checkVisibility || one.checkVisibility()); });
    const at = stops.indexOf(document.activeElement);
    if (event.shiftKey ? at <= 0 : at === stops.length - 1) {
      event.preventDefault();
      stops[event.shiftKey ? stops.length - 1 : 0].focus();
    }
  });
  let shown = false;
  new MutationObserver(function () {
    const dialog = document.querySelector("dialog.mj-drawer");
    if (dialog && !dialog.open) dialog.showModal();
    if (shown && !dialog && opener && opener.isConnected) { opener.focus(); opener = null; }
    shown = Boolean(dialog);
  }).observe(document.documentElement, {childList: true, subtree: true});
})();
