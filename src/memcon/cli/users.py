"""`memcon user`, `memcon token`, `memcon label`, `memcon audit`: who may see and do what."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from memcon.cli.options import Db, Json, opened, say, terminal_width, write, write_json
from memcon.errors import UsageError

PASSWORD = "MEMCON_PASSWORD"  # noqa: S105 (the name of a variable of the environment)

app = typer.Typer(name="user", help="Who may use the ledger on a server.", rich_markup_mode=None)
tokens = typer.Typer(name="token", help="Tokens by which programs come in.", rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The user.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, analyst or admin.")]
NewRole = Annotated[str, typer.Argument(metavar="ROLE", help="reader, analyst or admin.")]
Labels = Annotated[
    list[str] | None,
    typer.Option(
        "--label",
        metavar="LABEL",
        help="They see documents of this label; may be repeated.",
        show_default=False,
    ),
]
NoPassword = Annotated[
    bool, typer.Option("--no-password", help="They come in by tokens or another provider only.")
]
Undo = Annotated[bool, typer.Option("--undo", help="Let them in again.")]


@app.command("add")
def add(
    name: Name,
    *,
    role: Role = "reader",
    label: Labels = None,
    no_password: NoPassword = False,
    db: Db = None,
) -> None:
    """Make a user.

    Readers read, analysts also ingest and decide, admins also manage users and labels.

    The password is asked for, or taken from MEMCON_PASSWORD or from the first line of the input.
    """
    with opened(db) as ledger:
        password = "" if no_password else _password()
        user = ledger.users.add(name, role=role, password=password, labels=label or ())
    say(f"{user.name}: {user.role}{_seen(user.labels)}")


@app.command("list")
def list_users(*, db: Db = None, as_json: Json = False) -> None:
    """List the users."""
    with opened(db) as ledger:
        found = ledger.users.all()
    if as_json:
        for user in found:
            write_json(user.to_json())
        return
    from memcon.present.tables import grid

    rows = [
        (
            user.name,
            user.role,
            ", ".join(user.labels),
            "disabled" if user.disabled else "",
            user.created_at[:10],
        )
        for user in found
    ]
    columns = ("name", "role", "labels", "state", "since")
    write(grid(columns, rows, width=terminal_width()))
    if not found:
        say("no users; local use needs none. Make one: memcon user add NAME --role admin")


@app.command("role")
def role(name: Name, new: NewRole, *, db: Db = None) -> None:
    """Give a user another role."""
    with opened(db) as ledger:
        ledger.users.set_role(name, new)
    say(f"{name}: {new}")


@app.command("labels")
def user_labels(name: Name, *, label: Labels = None, db: Db = None) -> None:
    """Say which labels a user sees.

    Those given and no others; without any, no restricted document.
    """
    with opened(db) as ledger:
        ledger.users.set_labels(name, label or ())
    say(f"{name}{_seen(tuple(label or ()))}")


@app.command("password")
def password(name: Name, *, db: Db = None) -> None:
    """Give a user another password.

    Their sessions end.
    """
    with opened(db) as ledger:
        ledger.users.get(name)
        ledger.users.set_password(name, _password())
    say(f"{name}: new password; sessions have ended")


@app.command("disable")
def disable(name: Name, *, undo: Undo = False, db: Db = None) -> None:
    """Keep a user out.

    Their sessions and tokens are revoked.
    """
    with opened(db) as ledger:
        ledger.users.disable(name, disabled=not undo)
    say(f"{name}: {'let in again' if undo else 'kept out'}")


def _seen(labels: tuple[str, ...]) -> str:
    return f", sees {', '.join(labels)}" if labels else ", sees no restricted documents"


def _password() -> str:
    given = os.environ.get(PASSWORD)
    if given:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("password", hide_input=True, confirmation_prompt=True))


# ---------------------------------------------------------------------- tokens

For = Annotated[str, typer.Argument(metavar="USER", help="Whose token it is.")]
Scope = Annotated[
    list[str] | None,
    typer.Option(
        "--scope",
        metavar="SCOPE",
        help="read, write, admin, or feed (feeds alone); may be repeated. [read]",
        show_default=False,
    ),
]
Days = Annotated[int, typer.Option("--days", min=1, metavar="N", help="For how many days.")]
What = Annotated[str, typer.Option("--name", metavar="TEXT", help="What it is for.")]
TokenId = Annotated[
    str, typer.Argument(metavar="TOKEN_ID", help="The token, as `memcon token list` has it.")
]
OfUser = Annotated[str, typer.Option("--user", metavar="NAME", help="Of one user only.")]


@tokens.command("create")
def create(
    user: For, *, scope: Scope = None, days: Days = 90, name: What = "", db: Db = None
) -> None:
    """Make a token for a program.

    It is written once, to stdout: keep it; the ledger has only its hash.
    """
    with opened(db) as ledger:
        write(ledger.users.create_token(user, name=name, scopes=scope or ["read"], days=days))
    say(f"good for {days} days; revoke it with: memcon token revoke TOKEN_ID")


@tokens.command("list")
def list_tokens(*, user: OfUser = "", db: Db = None, as_json: Json = False) -> None:
    """List tokens and sessions, without their secrets."""
    with opened(db) as ledger:
        found = ledger.users.tokens(user)
    if as_json:
        for token in found:
            write_json(token.to_json())
        return
    from memcon.present.tables import grid

    rows = [
        (
            token.id,
            token.user,
            token.kind,
            token.name,
            ", ".join(token.scopes),
            token.expires_at[:16].replace("T", " "),
            "revoked" if token.revoked_at else "",
        )
        for token in found
    ]
    columns = ("id", "user", "kind", "name", "scopes", "until", "state")
    write(grid(columns, rows, width=terminal_width()))
    if not found:
        say("no tokens")


@tokens.command("revoke")
def revoke(token_id: TokenId, *, db: Db = None) -> None:
    """Let a token or session no longer be good."""
    with opened(db) as ledger:
        ledger.users.revoke(token_id)
    say(f"{token_id}: revoked")


# ---------------------------------------------------------------------- labels and the log

Docs = Annotated[
    list[str],
    typer.Argument(metavar="DOC... LABEL", help="Documents, and the label as the last word."),
]
Remove = Annotated[bool, typer.Option("--remove", help="Take the label off them.")]


def label(docs: Docs, *, remove: Remove = False, db: Db = None) -> None:
    """Restrict documents to those who hold a label.

    To everybody else it is as if they had never been read: their records, values, citations,
    counts and hits are gone from lists, briefs, search and exports. A document with several labels
    is seen by those who hold all.

    memcon label cable-1.txt cable-2.txt restricted
    """
    if len(docs) < 2:  # noqa: PLR2004 (a document and a label)
        message = "give one document or more, and then the label"
        raise UsageError(message)
    *names, given = docs
    with opened(db) as ledger:
        ledger.label(*names, label=given, remove=remove)
        known = ledger.labels()
    for name in names:
        say(f"{name}: {', '.join(known.get(name, [])) or 'open'}")


Subject = Annotated[
    str, typer.Option("--subject", metavar="NAME", help="On one document, record or user.")
]
ByWhom = Annotated[str, typer.Option("--by", metavar="NAME", help="By one person.")]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="The last so many.")]


def audit(
    *,
    subject: Subject = "",
    by: ByWhom = "",
    limit: Limit = 100,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Show who changed what, when.

    The log is only added to; `memcon db check` finds whether anybody got round that.
    """
    with opened(db) as ledger:
        entries = ledger.audit(subject=subject, by=by, limit=limit)
    if as_json:
        for entry in entries:
            write_json(entry.to_json())
        return
    from memcon.present.tables import grid

    rows = [
        (
            str(entry.number),
            entry.at[:19].replace("T", " "),
            entry.by,
            entry.action,
            entry.subject,
            ", ".join(f"{name}: {_plain(value)}" for name, value in entry.details.items()),
        )
        for entry in entries
    ]
    columns = ("number", "time (UTC)", "by", "what", "on", "details")
    write(grid(columns, rows, width=terminal_width()))
    if not entries:
        say("nothing in the log")


def _plain(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
