"""The OpenAPI description: FastAPI's, with the errors that every operation can answer with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel

from memcon.version import __version__
from memcon.web.errors import PROBLEM
from memcon.web.rest.shapes import Fault, Problem

DESCRIPTION = """The ledger over HTTP: what the command line can do, for programs.

Come in with a token (`memcon token create`): `Authorization: Bearer memcon_…`. A ledger without
users is served to its own machine alone, and there no token is needed.

Lists come in pages: give `next` of one page as `after` of the following one. Reads carry an `ETag`;
with `If-None-Match` they answer 304 where nothing has changed. Decisions take `If-Match` with the
etag of the record that was looked at, and answer 412 where it has changed since. Errors are
`application/problem+json` (RFC 9457).
"""
TAGS = (
    ("documents", "What has been read."),
    ("ingest", "Reading documents in."),
    ("records", "What the documents tell, cited."),
    ("decisions", "What analysts decide."),
    ("review", "What to look at first, and how good the record is."),
    ("views", "Findings, series, figures and search."),
    ("papers", "Briefs, reports, packs, follow-ups and plans: as data, and as files to print."),
    ("exports", "Everything, to be taken away."),
    ("searches", "Searches that are kept, and followed by feed."),
    ("people", "Users, tokens and the log."),
    ("server", "The server itself."),
)
_ERRORS: Mapping[int, tuple[str, str]] = {
    400: ("What is asked for cannot be used.", "after x: not where a page ended"),
    401: ("No token, or one that is not good.", "log in first"),
    403: ("The token may not do that.", "ana: a reader may not do that (needs write)"),
    404: ("There is no such thing.", "meeting-000000000000: no record of that id"),
    409: ("The ledger refuses.", "ana: there is a user of that name"),
    412: ("The record has changed since.", "meeting-0f3a5b7c9d1e: changed since you looked"),
    413: ("Too much at once.", "too large: 200 MB are taken at once"),
    422: ("The request is not as described here.", "query.limit: Input should be less than 500"),
    429: ("Too many requests.", "too many requests; wait 3 seconds"),
    500: ("A fault of memcon.", "internal error 1a2b3c4d; the server's log says more"),
    503: ("For the moment.", "this is being worked out; ask again in a moment"),
}
_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token of `memcon token create`.",
}
_ALWAYS = (400, 422, 429, 500, 503)
_OF_SCOPE = ("401", "403")


def told(
    name: str,
    summary: str,
    model: type[BaseModel] | None = None,
    *,
    errors: tuple[int, ...] = (),
    status: int = 200,
    media: Mapping[str, Any] | None = None,
    tag: str = "",
    cached: bool = False,
) -> dict[str, Any]:
    """How an operation is described, for the decorators of routes.

    `media` are examples of its answer by media type, where that is no `model`; `cached` says that
    it may answer 304.
    """
    answers: dict[int | str, dict[str, Any]] = {
        each: _error(each) for each in sorted({*errors, *_ALWAYS})
    }
    good: dict[str, Any] = {"description": f"{summary}."}
    if model is not None:
        good["model"] = model
    if media is not None:
        good["content"] = {
            kind: {
                "schema": {"type": "string" if isinstance(example, str) else "object"},
                "example": example,
            }
            for kind, example in media.items()
        }
    answers[status] = good
    if cached:
        answers[304] = {"description": "What was asked for with `If-None-Match` is current."}
    return {
        "operation_id": name,
        "summary": summary,
        "responses": answers,
        "status_code": status,
        "response_model": None,
        "tags": [tag] if tag else None,
    }


def _error(status: int) -> dict[str, Any]:
    meaning, example = _ERRORS[status]
    problem = {"type": "about:blank", "status": status, "detail": example}
    return {
        "description": meaning,
        "content": {
            PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": problem}
        },
    }


def describe(api: FastAPI) -> dict[str, Any]:
    """The description of the API, made once."""
    if api.openapi_schema:
        return api.openapi_schema
    made = get_openapi(
        title="memcon",
        version=__version__,
        summary="A cited record of relations between states.",
        description=DESCRIPTION,
        routes=api.routes,
        tags=[{"name": name, "description": text} for name, text in TAGS],
        servers=[{"url": "/api/v1"}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for shape in (Problem, Fault):
        schemas[shape.__name__] = shape.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        schemas[shape.__name__].pop("$defs", None)
    made["components"]["securitySchemes"] = {"token": _TOKEN}
    scopes = {
        each.operation_id: _scope(each) for each in api.state.routes if isinstance(each, APIRoute)
    }
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(operation, schemas, path)
            _restrict(operation, scopes[operation["operationId"]])
    api.openapi_schema = made
    return made


def _scope(route: APIRoute) -> str:
    """What a token needs for an operation; nothing where everybody may ask."""
    needed = (getattr(each.call, "scope", "") for each in route.dependant.dependencies)
    return next(filter(None, needed), "")


def _restrict(operation: dict[str, Any], scope: str) -> None:
    """Say what an operation needs, and how it answers those who lack it."""
    if not scope:
        operation["security"] = []
        return
    operation["description"] += f"\n\nNeeds the scope `{scope}`."
    operation["security"] = [{"token": []}, {}]  # a ledger without users needs none
    more = {status: _error(int(status)) for status in _OF_SCOPE}
    operation["responses"] = dict(sorted({**operation["responses"], **more}.items()))


def _complete(operation: dict[str, Any], schemas: Mapping[str, Any], path: str) -> None:
    """An example for each answer and parameter that has none."""
    for parameter in operation.get("parameters", ()):
        if "example" not in parameter and "examples" not in parameter:
            parameter["example"] = example_of(parameter["schema"], schemas)
        if not parameter.get("description"):
            parameter["description"] = f"The {parameter['name'].replace('_', ' ')} in {path}."
    contents = [each.get("content", {}) for each in operation["responses"].values()]
    contents.append(operation.get("requestBody", {}).get("content", {}))
    for content in contents:
        for media in content.values():
            if "example" not in media and "examples" not in media and "schema" in media:
                media["example"] = example_of(media["schema"], schemas)


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any], depth: int = 6) -> Any:
    """A value that a schema allows: its example, else the plainest one."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas, depth)
    for key in ("example", "const", "default"):
        if key in schema and schema[key] not in ("", [], {}, None):
            return schema[key]
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas, depth)
    kind = schema.get("type")
    if kind == "object":
        return {
            name: example_of(each, schemas, depth - 1)
            for name, each in schema.get("properties", {}).items()
            if depth and (name in schema.get("required", ()) or each.get("examples"))
        }
    if kind == "array":
        return [example_of(schema["items"], schemas, depth - 1)] if depth > 0 else []
    plain = {"string": "", "integer": 1, "number": 1.0, "boolean": False}
    if "default" in schema:
        return schema["default"]
    return plain.get(str(kind))
