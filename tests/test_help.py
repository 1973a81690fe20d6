"""帮助: the same chapters in both languages, nothing lost on the way from the text; a glossary without gaps."""

import re

from test_components import words

from components import help_text, text


def test_both_languages_say_the_same_chapters_and_every_line_arrives():
    both = {language: help_text.chapters(language) for language in text.LANGUAGES}
    shapes = [[(len(body), type(body[-1]).__name__, len(body[-1].children)) for _, body in chapters] for chapters in both.values()]
    assert shapes[0] == shapes[1] and len(shapes[0]) >= 5
    for language, chapters in both.items():
        source = (help_text.DOCS / f"help.{language}.md").read_text(encoding="utf-8")
        said = "".join(title + "".join(map(words, body)) for title, body in chapters)
        squeezed = [re.sub(r"(?m)^(## |- |\d+\. )|[`\s]", "", one) for one in (source, said)]
        assert squeezed[0] == squeezed[1]
        assert bool(re.search("[\u4e00-\u9fff]", said)) == (language == "zh")


def test_the_glossary_has_both_sides():
    terms = help_text.glossary()
    assert len(terms) >= 100 and terms["承接主体"].startswith("contractor")
    assert all(re.search("[\u4e00-\u9fff]", chinese) and english and not re.search("[\u4e00-\u9fff]", english) for chinese, english in terms.items())
