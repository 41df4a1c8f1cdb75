"""Any brief as a file: Markdown, HTML, PDF or DOCX."""

from __future__ import annotations

from importlib.util import find_spec

from memcon.errors import InputError, UsageError
from memcon.present.brief import check_format as check_brief_format
from memcon.present.brief import render
from memcon.present.brief.parts import Brief

PAPERS = ("pdf", "docx")
FORMATS = ("md", "html", *PAPERS)


def render_bytes(brief: Brief, fmt: str, *, version: str) -> bytes:
    """The brief as the bytes of a file; `version` of memcon is named at its foot.

    Raises UsageError for a format that is none, or that needs a package which is not installed.
    """
    check_format(fmt)
    if fmt == "docx":
        from memcon.present.paper.docx import docx_of  # noqa: PLC0415 (half a second)

        return docx_of(brief, version=version)
    text = render(brief, "html" if fmt == "pdf" else fmt, version=version)
    return _pdf(text) if fmt == "pdf" else text.encode("utf-8", "replace")


def check_format(fmt: str, *, also: tuple[str, ...] = ()) -> None:
    """Raise UsageError for a format that is none, or that needs a package that is missing.

    `also` names those of a paper beside them.
    """
    check_brief_format(fmt, also=(*PAPERS, *also))
    if fmt == "pdf" and find_spec("weasyprint") is None:
        message = "--format pdf needs weasyprint: pip install 'memcon[pdf]' (and Pango)"
        raise UsageError(message)


def _pdf(html: str) -> bytes:
    """A page as PDF, with nothing fetched for it."""
    try:
        import weasyprint  # noqa: PLC0415 (two seconds)
    except OSError as error:  # the library is there, what it draws with is not
        message = "--format pdf needs Pango: install libpango-1.0-0, libpangoft2-1.0-0 and fonts"
        raise InputError(message) from error

    def refuse(address: str, *_: object, **__: object) -> object:
        message = f"{address}: not fetched"
        raise ValueError(message)

    made = weasyprint.HTML(string=html, url_fetcher=refuse).write_pdf(pdf_tags=True)
    assert made is not None  # noqa: S101 (without a target it gives the bytes)
    return bytes(made)
