// Every sheet of paper says what it is: the page and its day on top, who printed it and when below; the numbers of pages are CSS's.
window.addEventListener("beforeprint", function () {
  const word = function (selector) { const found = document.querySelector(selector); return found ? found.innerText.replace(/\s+/g, " ").trim() : ""; };
  const quoted = function (text) { return '"' + text.replace(/["\\]/g, "") + '"'; };
  const period = document.querySelector("#filter-period-field select");
  const now = new Date(), two = function (number) { return String(number).padStart(2, "0"); };
  const day = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  const about = [word(".mj-top h1"), period ? period.selectedOptions[0].text : "", word("#until")].filter(Boolean).join(" · ");
  let style = document.getElementById("paper");
  if (!style) { style = document.createElement("style"); style.id = "paper"; document.head.append(style); }
  style.textContent = "@page { @top-left { content: " + quoted(about) + "; font-size: 9pt; } @bottom-left { content: " +
    quoted(word(".mj-brand b")) + "; font-size: 9pt; } @bottom-right { content: " + quoted([word(".mj-who b"), day].filter(Boolean).join(" · ")) + "; font-size: 9pt; } }";
  // a picture was drawn for the room it has on screen; on paper its card may be lower, and the axis would lie under the footer
  document.querySelectorAll(".mj-figure:has(.js-plotly-plot)").forEach(function (one) { one.style.minHeight = one.offsetHeight + "px"; });
});
window.addEventListener("afterprint", function () {
  document.querySelectorAll(".mj-figure:has(.js-plotly-plot)").forEach(function (one) { one.style.minHeight = ""; });
});
