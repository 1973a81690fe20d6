// The sheet of further pages on a phone: a dialog, so that the focus stays inside, Esc closes it and returns to the button.
(function () {
  const parts = function () { return [document.getElementById("sheet"), document.getElementById("more")]; };
  document.addEventListener("click", function (event) {
    const [sheet, more] = parts();
    if (!sheet) return;
    if (event.target.closest("#more")) {
      sheet.showModal();
      more.setAttribute("aria-expanded", "true");
    } else if (sheet.open && (event.target === sheet || event.target.closest("#sheet a, #sheet [data-close]"))) {
      sheet.close();  // event.target === sheet: the ground behind it
    }
  });
  document.addEventListener("close", function (event) {
    if (event.target.id === "sheet") parts()[1].setAttribute("aria-expanded", "false");
  }, true);
  // 更多 stands for the open page when that one is in the sheet
  const mark = function () {
    const more = parts()[1], bar = document.getElementById("filters");
    if (more && bar) more.classList.toggle("active", more.dataset.paths.split(" ").includes(bar.dataset.path));
  };
  new MutationObserver(mark).observe(document.documentElement, {childList: true, subtree: true});
})();
