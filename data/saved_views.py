"""我的视图: what a person calls an address of the app. Nothing but the address is kept, so a view never shows more than its reader may see."""

from data import database
from data.privacy import PERSONAL
from data.refusal import Refused
from data.viewer import Viewer

MOST, NAME, ADDRESS = 30, 40, 1000  # views of a person; characters


def listed(viewer: Viewer) -> list[tuple[str, str]]:
    """(name, address) of a person's views, by name."""
    with database.store().reading() as cursor:
        return cursor.execute("select name, address from saved_views where person = ? order by name", [viewer.name]).fetchall()


def save(viewer: Viewer, name: str, address: str) -> None:
    """Keeps an address under a name; the same name again is the new address."""
    name = " ".join(str(name or "").split())[:NAME]
    if not name:
        raise Refused("view_name")
    if not str(address).startswith("/") or str(address).startswith("//") or len(address) > ADDRESS:
        raise Refused("view_address")
    address = PERSONAL.sub("***", address)  # typed into a search
    with database.store().noting(viewer.name, "view saved", address=address) as cursor:
        if cursor.execute("select count(*) from saved_views where person = ? and name <> ?", [viewer.name, name]).fetchone()[0] >= MOST:
            raise Refused("view_many", most=MOST)
        cursor.execute("insert or replace into saved_views values (?, mask_digits(?), ?, ?)", [viewer.name, name, address, database.now()])


def remove(viewer: Viewer, name: str) -> None:
    """Forgets one of a person's own views."""
    with database.store().noting(viewer.name, "view removed") as cursor:
        cursor.execute("delete from saved_views where person = ? and name = ?", [viewer.name, str(name)])
