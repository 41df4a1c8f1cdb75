"""A brief as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import jinja2
from markupsafe import Markup, escape

from memcon.errors import UsageError
from memcon.present.brief.parts import Brief, Cite, Row
from memcon.present.brief.plot import draw, in_text
from memcon.present.dates import day_in_words
from memcon.present.labels import labels

FORMATS = ("md", "html")
_SPECIAL = re.compile(r"([\\`*_<>|\[\]])")


def render(brief: Brief, fmt: str, *, version: str) -> str:
    """The brief in a format; `version` of memcon is named at its foot.

    Raises UsageError for a format that is none.
    """
    check_format(fmt)
    template = environment(fmt).get_template(f"brief.{fmt}.j2")
    text = template.render(brief=brief, version=version, words=labels().brief)
    return text.strip() + "\n"


def check_format(fmt: str, *, also: tuple[str, ...] = ()) -> None:
    """Raise UsageError for a format that is none; `also` names those of a paper beside them."""
    known = (*FORMATS, *also)
    if fmt not in known:
        named = f"{', '.join(known[:-1])} and {known[-1]}"
        message = f"--format {fmt}: no such format of a brief; there are {named}"
        raise UsageError(message)


@lru_cache(maxsize=len(FORMATS))  # with its templates, once compiled
def environment(fmt: str) -> jinja2.Environment:
    """The templates of a format, `md` or `html`, with the filters that they use."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("memcon.present"),
        autoescape=fmt == "html",  # noqa: S701 (Markdown has its own escaping, `md`)
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["day"] = _day
    if fmt == "html":
        made.filters["cites"] = _html_cites
        made.filters["plot"] = draw
    else:
        made.filters["cites"] = _md_cites
        made.filters["md"] = _md_text
        made.filters["plot"] = in_text
    return made


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def _md_text(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _md_cites(row: Row | Iterable[Cite]) -> str:
    numbers = ", ".join(str(cite.number) for cite in _cites(row))
    return f"[{numbers}]" if numbers else ""


def _html_cites(row: Row | Iterable[Cite]) -> Markup:
    """Marks that lead to the list of sources and show the words they rest on."""
    marks = [
        Markup('<a class="cite" href="#source-{0}" title="{1}">{0}</a>').format(
            cite.number, escape(" ".join(cite.quote.split()))
        )
        for cite in _cites(row)
    ]
    return Markup("<sup>{}</sup>").format(Markup(",").join(marks)) if marks else Markup("")


def _cites(row: Row | Iterable[Cite]) -> Iterable[Cite]:
    return row.cites if isinstance(row, Row) else row
