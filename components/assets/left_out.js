// An ⓘ that is opened asks how many rows each reason left out of its number; what nobody opens is never asked for.
document.addEventListener("toggle", function (event) {
  const menu = event.target;
  if (!menu.matches || !menu.matches("details.mj-info") || !menu.open) return;
  menu.querySelectorAll("[data-left-out]").forEach(async function (place) {
    const asked = place.dataset.leftOut;
    delete place.dataset.leftOut;  // once for each time that it is drawn
    try {
      const answer = await fetch(asked, {credentials: "same-origin", headers: {"Accept": "application/json"}});
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json(), list = document.createElement("ul");
      told.rows.forEach(function (row) {
        const line = list.appendChild(document.createElement("li"));
        line.appendChild(document.createElement("span")).textContent = row[0];
        line.appendChild(document.createElement("b")).textContent = row[1];
      });
      const none = document.createElement("p");
      none.textContent = told.none;
      place.replaceChildren(...(told.rows.length ? [list] : []), ...(told.none ? [none] : []));
    } catch (error) {
      place.textContent = place.dataset.failed;
      place.dataset.leftOut = asked;
    }
  });
}, true);
