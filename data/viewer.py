"""Who asks or acts: every question and every write takes a viewer and cannot run without one."""

from dataclasses import dataclass

# role -> its name on screen lies in the catalogue under role.<name>
ROLES = ("leader", "panel", "finance", "town", "inspector", "auditor", "admin")


@dataclass(frozen=True)
class Viewer:
    """A signed-in person or a door of this machine.

    ``region`` is a prefix of the 12-digit division code and ``contractor`` a credit code: no row
    outside them is ever answered. Blank means the whole county.
    """

    name: str
    role: str
    region: str = ""
    contractor: str | None = None

    def __post_init__(self):
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}")


def machine_administrator() -> Viewer:
    """The person at this machine's command line; names stay masked and each question is logged."""
    return Viewer(name="本机管理员", role="admin")
