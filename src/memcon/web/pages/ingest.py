"""Sending files and addresses to be read, and watching what becomes of them."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from memcon.errors import AccessError, MemconError, MissingError, UsageError
from memcon.model.record import Record
from memcon.web.access import Analyst, AnalystForm, Visit, listed_in, text_in
from memcon.web.errors import status_of
from memcon.web.jobs import Job, jobs_of
from memcon.web.render import is_part, render

router = APIRouter()
_FOLDER = re.compile(r"\S*/memcon-job-[^/\s]+/")
_SHOWN = 200  # results of a job that are listed, the latest first


@router.get("/ingest")
def ingest(request: Request, visit: Analyst) -> HTMLResponse:
    """The form to send documents with, and the jobs of the visitor."""
    return _form(request, visit)


@router.post("/ingest")
def send(request: Request, visit: Analyst, form: AnalystForm) -> Response:
    """Have files and addresses read, by a process of its own."""
    folder = Path(tempfile.mkdtemp(prefix="memcon-sent-"))
    try:
        job = jobs_of(request).submit(
            visit,
            files=_files(form, folder),
            addresses=text_in(form, "addresses").split(),
            day=_day(form),
            labels=listed_in(form, "labels"),
        )
    except AccessError:
        raise
    except MemconError as error:
        return _form(request, visit, fault=str(error), status=status_of(error))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return RedirectResponse(f"/ingest/{job.id}", status_code=303)


@router.get("/ingest/{job_id}")
def job(request: Request, visit: Analyst, job_id: str) -> HTMLResponse:
    """What became of what was sent, so far."""
    found = jobs_of(request).get(visit, job_id)
    return render(
        request,
        "job.html",
        visit,
        job=found,
        outcomes=_outcomes(found),
        results=[_without_folder(each) for each in reversed(found.results[-_SHOWN:])],
        found=lambda record_id: _record(visit, record_id),
        is_part=is_part(request),
    )


@router.post("/ingest/{job_id}")
def cancel(request: Request, visit: Analyst, _: AnalystForm, job_id: str) -> Response:
    """Stop a job; what it has stored stays."""
    found = jobs_of(request).cancel(visit, job_id)
    return RedirectResponse(f"/ingest/{found.id}", status_code=303)


def _form(request: Request, visit: Visit, *, fault: str = "", status: int = 200) -> HTMLResponse:
    return render(
        request,
        "ingest.html",
        visit,
        status=status,
        jobs=jobs_of(request).of(visit)[:20],
        fault=fault,
    )


def _record(visit: Visit, record_id: str) -> Record | None:
    """A record that came of a document, unless it is gone again."""
    try:
        return visit.ledger.record(record_id)
    except MissingError:
        return None


def _without_folder(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result whose message names the file as it was sent, not where it was put meanwhile."""
    told = {"message": _FOLDER.sub("", str(result["message"]))} if "message" in result else {}
    return {**result, **told}


def _outcomes(found: Job) -> list[tuple[str, int]]:
    return Counter(str(each["outcome"]) for each in found.results).most_common()


def _files(form: FormData, folder: Path) -> Sequence[tuple[str, Path]]:
    """The files that were sent, each in a file of its own under a name of ours."""
    found = []
    for number, sent in enumerate(form.getlist("files")):
        if not isinstance(sent, UploadFile) or not sent.filename:
            continue
        path = folder / str(number)
        with path.open("wb") as file:
            shutil.copyfileobj(sent.file, file)
        found.append((sent.filename, path))
    return found


def _day(form: FormData) -> date | None:
    text = text_in(form, "date").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text}: not a date; write YYYY-MM-DD"
        raise UsageError(message) from error
