"""What the form of an inspection is drawn from (assets/inspect.js): villages of one's scope, choices, words in the reader's language."""

from components.text import catalogue, language, t, word
from data import database, inspections, photos
from data.contract import contracts
from data.viewer import Viewer
from queries import ask


def quarter_of(day) -> str:
    """The quarter that holds a day."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def given(viewer: Viewer, village: str = "") -> dict:
    """Everything the device needs, so that it can go on without the server. ``village``: the one to begin with."""
    today = database.today()
    rows = ask("publicity_villages", viewer, period=quarter_of(today), as_of=today.isoformat()).dicts()
    contract = contracts()["publicity_inspections"]
    items = {name: list(contract[name].allowed) for name in inspections.ITEMS}
    said = {key.removeprefix("inspect."): entry[language()] for key, entry in catalogue().items() if key.startswith("inspect.")}
    said |= {name: t(f"column.{name}") for name in (*inspections.ITEMS, "insp_date")}
    return {
        "who": viewer.name,
        "today": today.isoformat(),
        "limit": photos.limit(),
        "village": village if village in {row["village_code"] for row in rows} else "",
        "villages": [[row["village_code"], row["village_name"], row["town_code"], row["town_name"], row["inspections"]] for row in rows],
        "items": items,
        "values": {one: word(one) for allowed in items.values() for one in allowed},
        "words": said | {"list": t("common.list")},
    }
