// A session that has ended answers 401 to Dash's own calls, which Dash shows to nobody: go and sign in again.
(function () {
  const ask = window.fetch;
  window.fetch = async function (address, options) {
    const answer = await ask.call(this, address, options);
    if (answer.status === 401 && String(address.url || address).includes("/_dash-")) {
      location.assign("/sign-in?ended=1&next=" + encodeURIComponent(location.pathname + location.search));
      return new Promise(function () {});  // the page is leaving: nobody waits for this answer
    }
    return answer;
  };
})();
