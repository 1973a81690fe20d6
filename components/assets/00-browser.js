/* A browser that cannot draw the pages gets a sentence (pages/__init__.py puts it there, hidden). This file alone keeps to ES5. */
(function () {
  var said = document.getElementById("old-browser");
  var able = window.Promise && window.fetch && window.structuredClone && Array.prototype.at && window.HTMLDialogElement &&
    window.CSS && CSS.supports && CSS.supports("selector(:has(a))");
  if (said && !able) said.removeAttribute("hidden");
})();
