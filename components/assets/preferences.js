// Language and theme: one cookie each, then a full reload, so that server and page never disagree.
document.addEventListener("click", function (event) {
  const button = event.target.closest("[data-preference]");
  if (button) {
    document.cookie = button.dataset.preference + "=" + button.dataset.value + "; path=/; max-age=31536000; samesite=lax"
      + (location.protocol === "https:" ? "; secure" : "");
    location.reload();
  }
  if (event.target.closest("[data-print]")) window.mingjian_print();
});
