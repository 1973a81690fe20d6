// How a ledger writes values; the grid calls these by name.
(function () {
  const functions = window.dashAgGridFunctions = window.dashAgGridFunctions || {};
  const blank = "\u2014";
  const digits = function (value, places) {
    // half rounds up, as components/text.py does it
    const sign = value < 0 ? "\u2212" : "";
    const factor = Math.pow(10, places);
    const rounded = Math.round((Math.abs(value) + 1e-9 / factor) * factor) / factor;
    return sign + rounded.toLocaleString("en-US", {minimumFractionDigits: places, maximumFractionDigits: places});
  };
  functions.whole = function (value) { return value == null ? blank : digits(Number(value), 0); };
  functions.two = function (value) { return value == null ? blank : digits(Number(value), 2); };
  functions.words = function (value) { return value == null || value === "" ? blank : String(value); };
  functions.said = function (value, words) { return value == null ? blank : (words[value] || String(value)); };

  const components = window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};
  // a status is text and glyph, never colour alone: the cell's value is {text, tone, glyph}
  components.Tag = function (props) {
    if (!props.value || !props.value.text) return blank;
    return React.createElement("span", {className: "mj-tag mj-" + props.value.tone},
      React.createElement("i", {className: "bi " + props.value.glyph, "aria-hidden": true}), props.value.text);
  };
  // the key of a case opens it beside the page: ?case=...
  components.Case = function (props) {
    if (!props.value) return blank;
    const said = "case=" + encodeURIComponent(props.value);
    return React.createElement("a", {href: "?" + said, "data-set": said, className: "mj-link"}, props.value);
  };
  // a cell that leads to another page: {text, href}
  components.Way = function (props) {
    return props.value ? React.createElement("a", {href: props.value.href, className: "mj-link"}, props.value.text) : blank;
  };
  // a cell that leads to the rows behind it: {text, said, goto}
  components.Rows = function (props) {
    if (!props.value) return blank;
    return React.createElement("a", {href: "?" + props.value.said, "data-set": props.value.said, "data-goto": props.value.goto, className: "mj-link"}, props.value.text);
  };
})();
window.dashAgGridFunctions.tagOrder = function (one, other) {
  return String(one ? one.text : "").localeCompare(String(other ? other.text : ""), "zh");
};
