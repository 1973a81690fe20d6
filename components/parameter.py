"""A parameter of the regulation in words: its name, its value with the unit, its source. Values in, words out."""

import json

from components.text import BLANK, catalogue, language, t, word


def titled(one: dict) -> str:
    return one["title"] if language() == "zh" else one["title_en"] or one["title"]


def value(found, unit: str | None) -> str:
    """A value as JSON has it, in words and with its unit; blank where there is none."""
    if found is None or found == "":
        return BLANK
    if isinstance(found, bool):
        return t("case.yes" if found else "case.no")
    if isinstance(found, list):
        said = (t("common.list") if found and isinstance(found[0], str) else " / ").join(value(one, None) for one in found)
    else:
        said = f"{found:,}" if isinstance(found, int) else str(found) if isinstance(found, float) else option(found)
    named = word(unit) if unit else ""
    return f"{said} {named.removesuffix('s') if said == '1' and language() == 'en' else named}".strip()


def option(found: str) -> str:
    """One of the values that a parameter may have: a word of the documents, or a code of ours."""
    return t(f"option.{found}") if f"option.{found}" in catalogue() else word(found)


def read(text: str | None):
    """A value as the question policy_values answers it: JSON, a text without its quotation marks."""
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return text


def source(one: dict) -> str:
    return " ".join(part for part in (one.get("document"), one.get("clause")) if part)
