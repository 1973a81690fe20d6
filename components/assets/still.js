// Draws what components/still.py has written out: one element whose inside is HTML.
window.mingjian_still = {
  Still: function (props) {
    return window.React.createElement(props.tag, Object.assign({}, props.attributes, {dangerouslySetInnerHTML: {__html: props.html}}));
  }
};
// A link to another page inside such a part is followed as dcc.Link does it: nothing is loaded anew.
document.addEventListener("click", function (event) {
  const link = event.target.closest && event.target.closest("a[data-way]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented || link.target === "_blank") return;
  event.preventDefault();
  window.history.pushState({}, "", link.href);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  window.scrollTo(0, 0);
});
