// A button with data-copy copies the text before it, says so, and takes its own words again.
document.addEventListener("click", function (event) {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = button.previousElementSibling, said = button.querySelector("span"), words = said.dataset.words || said.textContent;
  said.dataset.words = words;
  const tell = function () {
    said.textContent = button.dataset.done;
    setTimeout(function () { said.textContent = words; }, 4000);
  };
  const by_hand = function () {  // over plain http browsers keep their clipboard: what is selected is copied the old way
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    if (document.execCommand("copy")) tell();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(source.textContent).then(tell, by_hand);
  else by_hand();
});
