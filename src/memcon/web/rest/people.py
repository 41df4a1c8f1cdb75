"""Users, tokens and the log of changes, for admins; and for everybody who they are."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from memcon.web.access import Admin, Reader
from memcon.web.rest import answers, shapes
from memcon.web.rest.description import told

router = APIRouter(tags=["people"])
UserName = Annotated[str, Path(description="A user's name.", examples=["ana"], max_length=100)]
TokenId = Annotated[
    str, Path(description="A token's id.", examples=["0f3a5b7c9d1e"], max_length=60)
]
OfUser = Annotated[str, Query(description="Of this user only.", examples=["ana"], max_length=100)]


@router.get("/me", **told("getMe", "Who you are here", shapes.Me, cached=True))
def get_me(request: Request, visit: Reader) -> Response:
    """Your name, what you may do, and which restricted documents you see."""
    body = {
        "name": visit.name,
        "role": visit.role,
        "scopes": sorted(visit.scopes),
        "labels": list(visit.labels),
        "way": visit.way,
    }
    return answers.answer(request, body)


@router.get("/users", **told("listUsers", "List users", shapes.Users, cached=True))
def list_users(request: Request, visit: Admin) -> Response:
    """All users by name, without anything secret."""
    return answers.answer(request, {"items": [u.to_json() for u in visit.ledger.users.all()]})


@router.post(
    "/users",
    **told("addUser", "Make a user", shapes.User, errors=(409,), status=201),
)
def add_user(request: Request, visit: Admin, body: shapes.NewUser) -> Response:
    """The user; without a password they come in by tokens or another provider only."""
    made = visit.ledger.users.add(
        body.name, role=body.role, password=body.password or "", labels=body.labels
    )
    return answers.answer(request, made.to_json(), status=201)


@router.get(
    "/users/{name}",
    **told("getUser", "One user", shapes.User, errors=(404,), cached=True),
)
def get_user(request: Request, visit: Admin, name: UserName) -> Response:
    """A user without anything secret."""
    return answers.answer(request, visit.ledger.users.get(name).to_json())


@router.patch(
    "/users/{name}",
    **told("changeUser", "Change a user", shapes.User, errors=(404, 409)),
)
def change_user(
    request: Request, visit: Admin, name: UserName, body: shapes.UserChange
) -> Response:
    """The user as they then are; a new password or keeping somebody out ends their sessions."""
    users = visit.ledger.users
    users.get(name)
    if body.role is not None:
        users.set_role(name, body.role)
    if body.labels is not None:
        users.set_labels(name, body.labels)
    if body.password is not None:
        users.set_password(name, body.password)
    if body.disabled is not None:
        users.disable(name, disabled=body.disabled)
    return answers.answer(request, users.get(name).to_json())


@router.get(
    "/tokens",
    **told("listTokens", "List tokens", shapes.Tokens, errors=(404,), cached=True),
)
def list_tokens(request: Request, visit: Admin, user: OfUser = "") -> Response:
    """Tokens and sessions of a user or of all, without their secrets, the latest first."""
    found = visit.ledger.users.tokens(user)
    return answers.answer(request, {"items": [each.to_json() for each in found]})


@router.post(
    "/tokens",
    **told(
        "createToken",
        "Make a token",
        shapes.MadeToken,
        errors=(404, 409),
        status=201,
    ),
)
def create_token(request: Request, visit: Admin, body: shapes.NewToken) -> Response:
    """The token, told this once."""
    made = visit.ledger.users.create_token(
        body.user, name=body.name, scopes=body.scopes, days=body.days
    )
    headers = {"cache-control": "no-store"}
    return answers.answer(request, {"token": made}, status=201, headers=headers)


@router.delete(
    "/tokens/{token}",
    **told("revokeToken", "Let a token no longer be good", status=204, errors=(404,)),
)
def revoke_token(visit: Admin, token: TokenId) -> Response:
    """Nothing."""
    visit.ledger.users.revoke(token)
    return Response(status_code=204)


@router.get("/audit", **told("listAudit", "Who changed what", shapes.Audit, cached=True))
def list_audit(
    request: Request,
    visit: Admin,
    *,
    subject: Annotated[
        str, Query(description="On one document, record or user.", max_length=500)
    ] = "",
    by: Annotated[str, Query(description="By one person.", max_length=100)] = "",
    limit: Annotated[int, Query(description="The last so many.", ge=1, le=1000)] = 100,
) -> Response:
    """The latest changes, oldest first, each sealed with the one before."""
    found = visit.ledger.audit(subject=subject, by=by, limit=limit)
    return answers.answer(request, {"items": [each.to_json() for each in found]})
