"""Ingestion: files and addresses become a job, whose results can be asked for as they come."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from memcon.errors import UsageError
from memcon.run.days import as_day
from memcon.web.access import Analyst
from memcon.web.jobs import MOST_FILES, Job, jobs_of
from memcon.web.rest import answers, shapes
from memcon.web.rest.description import told

router = APIRouter(tags=["ingest"])
JobId = Annotated[
    str, InPath(description="A job's id.", examples=["0f3a5b7c9d1e2a4b"], max_length=60)
]
_CHUNK = 1_000_000
_UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": MOST_FILES,
                            "items": {"type": "string", "format": "binary"},
                            "description": "Files to read; a metadata.csv may be among them.",
                        },
                        "date": {
                            "type": "string",
                            "format": "date",
                            "description": "The day of publication, for those that do not tell.",
                        },
                        "label": {
                            "type": "array",
                            "items": {"type": "string", "pattern": shapes.LABEL},
                            "description": "Only those who hold these see what is new.",
                        },
                    },
                },
                "encoding": {"file": {"contentType": "application/octet-stream"}},
                "example": {"file": ["(the file)"], "date": "2015-12-18"},
            }
        },
    }
}


@router.post(
    "/ingest",
    **told(
        "ingestFiles",
        "Ingest files",
        shapes.Job,
        errors=(413,),
        status=202,
    ),
    openapi_extra=_UPLOAD,
)
async def ingest_files(request: Request, visit: Analyst) -> Response:
    """The job; ask for its state at the address in the header `Location`."""
    # The body is read here, after the visitor was let in.
    with tempfile.TemporaryDirectory(prefix="memcon-upload-") as folder:
        try:
            async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
                files = [
                    (str(each.filename), await _saved(each, Path(folder) / str(number)))
                    for number, each in enumerate(form.getlist("file"))
                    if isinstance(each, UploadFile)
                ]
                day = as_day(str(form.get("date") or "") or None)
                labels = [_label(str(each)) for each in form.getlist("label")]
        except MultiPartException as error:
            message = f"not a form with files: {error.message}"
            raise UsageError(message) from error
        job = await run_in_threadpool(
            jobs_of(request).submit, visit, files=files, day=day, labels=labels
        )
    return _accepted(request, job)


async def _saved(upload: UploadFile, path: Path) -> Path:
    with path.open("wb") as file:
        while part := await upload.read(_CHUNK):
            await run_in_threadpool(file.write, part)
    return path


def _label(text: str) -> str:
    if not re.fullmatch(shapes.LABEL, text):
        message = f"label {text[:60]!r}: give letters, digits, dots and hyphens, 60 at most"
        raise UsageError(message)
    return text


@router.post(
    "/ingest/addresses",
    **told(
        "ingestAddresses",
        "Ingest pages of the web",
        shapes.Job,
        errors=(),
        status=202,
    ),
)
def ingest_addresses(request: Request, visit: Analyst, body: shapes.Addresses) -> Response:
    """The job; only public addresses are fetched, as robots.txt allows."""
    job = jobs_of(request).submit(
        visit, addresses=body.addresses, day=as_day(body.date or None), labels=body.labels
    )
    return _accepted(request, job)


def _accepted(request: Request, job: Job) -> Response:
    headers = {"location": f"{request.scope['root_path']}/jobs/{job.id}"}
    return answers.answer(request, job.to_json(), status=202, headers=headers)


@router.get("/jobs", **told("listJobs", "List your ingestions", shapes.Jobs, cached=True))
def list_jobs(request: Request, visit: Analyst) -> Response:
    """The latest first; admins see everybody's."""
    items = [each.to_json() for each in jobs_of(request).of(visit)]
    return answers.answer(request, {"items": items})


@router.get(
    "/jobs/{job}",
    **told("getJob", "How an ingestion goes", shapes.Job, errors=(404,), cached=True),
)
def get_job(request: Request, visit: Analyst, job: JobId) -> Response:
    """Its state, and what became of each source so far."""
    return answers.answer(request, jobs_of(request).get(visit, job).to_json())


@router.delete(
    "/jobs/{job}",
    **told("cancelJob", "Stop an ingestion", shapes.Job, errors=(404,)),
)
def cancel_job(request: Request, visit: Analyst, job: JobId) -> Response:
    """The job as it then is; what it has stored stays."""
    return answers.answer(request, jobs_of(request).cancel(visit, job).to_json())
