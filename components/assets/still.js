// Draws what components/still.py has written out: one element whose inside is HTML.
(function () {
  // a disclosure's inside is made when it is opened
  const unfold = function (details) {
    const kept = details.open && details.querySelector(":scope > template");
    if (kept) kept.replaceWith(kept.content);
  };
  document.addEventListener("toggle", function (event) { unfold(event.target); }, true);
  window.mingjian_still = {
    Still: function (props) {
      const React = window.React, at = React.useRef(null);
      React.useLayoutEffect(function () { unfold(at.current); }, [props.html]);
      return React.createElement(props.tag, Object.assign({}, props.attributes, {ref: at, dangerouslySetInnerHTML: {__html: props.html}}));
    }
  };
})();
// A link to another page inside such a part is followed as dcc.Link does it: nothing is loaded anew.
document.addEventListener("click", function (event) {
  const link = event.target.closest && event.target.closest("a[data-way]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented || link.target === "_blank") return;
  event.preventDefault();
  window.history.pushState({}, "", link.href);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  window.scrollTo(0, 0);
});
