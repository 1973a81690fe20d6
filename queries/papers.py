"""Papers in Word: a template and its values make one document. An office's own template stands before ours.

Templates hold {{ value }}, {% if %} and rows as docxtpl writes them ({%tr for ... %}); values are text, ready for paper.
"""

import io
import re
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from data import database
from data.refusal import Refused

OURS = Path(__file__).parents[1] / "data" / "papers"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
        document.render(context, rules)
        document.save(content)
    except (TemplateError, ValueError, KeyError, OSError) as error:
        raise Refused("paper_unreadable", name=path.name, why=str(error).splitlines()[0]) from error
    return content.getvalue()
