// A session that has ended answers 401 to Dash's own calls, which Dash shows to nobody: go and sign in again.
(function () {
  const ask = window.fetch;
  window.fetch = async function (address, options) {
    let answer;
    const cut = document.getElementById("cut-off");
    try {
      answer = await ask.call(this, address, options);
    } catch (error) {  // no answer at all: the server is away
      if (cut && String(address.url || address).includes("/_dash-")) cut.hidden = false;
      throw error;
    }
    if (cut) cut.hidden = true;
    if (answer.status === 401 && String(address.url || address).includes("/_dash-")) {
      location.assign("/sign-in?ended=1&next=" + encodeURIComponent(location.pathname + location.search));
      return new Promise(function () {});  // the page is leaving: nobody waits for this answer
    }
    return answer;
  };
  document.addEventListener("click", function (event) { if (event.target.closest("[data-again]")) location.reload(); });
})();
