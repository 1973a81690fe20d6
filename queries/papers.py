"""Papers in Word: a template and its values make one document. An office's own template stands before ours.

Templates hold {{ value }}, {% if %} and rows as docxtpl writes them ({%tr for ... %}); values are text, ready for paper.
"""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from data import database
from data.refusal import Refused

OURS = Path(__file__).parents[1] / "data" / "papers"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Picture:
    """A picture among the values: PNG, and what it shows for who cannot see it."""

    content: bytes
    said: str
    width: int = 155  # millimetres


class _Drawn:
    """A picture on its place in a document, as docxtpl puts one there, with its words."""

    def __init__(self, document: DocxTemplate, picture: Picture):
        self.document, self.picture = document, picture

    def __html__(self) -> str:
        inline = self.document.current_rendering_part.new_pic_inline(io.BytesIO(self.picture.content), Mm(self.picture.width), None)
        inline.docPr.set("descr", self.picture.said)
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'

    __str__ = __html__


def template(name: str) -> Path:
    """NAME.docx in the store's folder ``papers``, else ours."""
    if not re.fullmatch(r"[a-z_]+", name):
        raise Refused("paper_unknown", name=name)
    for folder in (database.store().folder / "papers", OURS):
        if (path := folder / f"{name}.docx").is_file():
            return path
    raise Refused("paper_unknown", name=name)


def render(name: str, context: dict) -> bytes:
    """The document NAME with these values. Refused when there is no such template or it asks for what is not there."""
    path, content = template(name), io.BytesIO()
    # a template may come from anywhere: the sandbox keeps it from doing more than showing values, escaping from breaking the XML
    rules = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document = DocxTemplate(path)
        shown = {name: _Drawn(document, value) if isinstance(value, Picture) else value for name, value in context.items()}
        document.render(shown, rules)
        document.save(content)
    except (TemplateError, ValueError, KeyError, OSError) as error:
        raise Refused("paper_unreadable", name=path.name, why=str(error).splitlines()[0]) from error
    return content.getvalue()
