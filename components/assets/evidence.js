// 佐证材料: files chosen in the form of 完成 are sent one after the other and listed there; the cross takes one away again.
(function () {
  function make(tag, look, said) {
    const found = document.createElement(tag);
    if (look) found.className = look;
    if (said) found.textContent = said;
    return found;
  }

  function item(answer, button) {
    const row = make("li"), link = make("a", "mj-link", answer.name), cross = make("button", "mj-square");
    link.href = answer.address;
    link.download = "";
    cross.type = "button";
    cross.dataset.withdraw = answer.address;
    cross.title = button.dataset.withdrawSaid;
    cross.setAttribute("aria-label", button.dataset.withdrawSaid);
    cross.append(make("i", "bi bi-x"));
    row.append(make("i", "bi bi-paperclip"), link, make("small", "", answer.size), cross);
    return row;
  }

  async function ask(method, address, body) {
    const answer = await fetch(address, {method: method, body: body, credentials: "same-origin", headers: {"Content-Type": "application/octet-stream"}});
    if (answer.status === 401) location.assign("/sign-in?ended=1&next=" + encodeURIComponent(location.pathname + location.search));
    const said = await answer.json().catch(function () { return {}; });
    if (!answer.ok) throw new Error(said.said || "");
    return said;
  }

  async function send(button, files) {
    const place = button.closest(".mj-evidence"), list = place.querySelector("ul"), said = place.querySelector(".mj-said");
    button.disabled = true;
    for (const file of files) {
      said.textContent = button.dataset.sending + " " + file.name;
      try {
        if (file.size > Number(button.dataset.limit)) throw new Error(button.dataset.large);
        const answer = await ask("POST", button.dataset.evidence + "?name=" + encodeURIComponent(file.name), file);
        if (!list.querySelector('[href="' + CSS.escape(answer.address) + '"]')) list.append(item(answer, button));
        said.textContent = "";
      } catch (error) {
        said.textContent = file.name + ": " + (error.message || button.dataset.failed);
        break;
      }
    }
    button.disabled = false;
    button.focus();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-evidence]");
    const cross = event.target.closest && event.target.closest("[data-withdraw]");
    if (button) {
      const chooser = Object.assign(document.createElement("input"), {type: "file", multiple: true, accept: button.dataset.accept});
      chooser.onchange = function () { send(button, Array.from(chooser.files)); };
      chooser.click();
    } else if (cross) {
      const said = cross.closest(".mj-evidence").querySelector(".mj-said"), add = cross.closest(".mj-evidence").querySelector("[data-evidence]");
      ask("DELETE", cross.dataset.withdraw).then(function () { cross.closest("li").remove(); add.focus(); },
        function (error) { said.textContent = error.message || add.dataset.failed; });
    }
  });
})();
