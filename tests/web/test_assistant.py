"""The ledger for an assistant, asked over stdin and stdout as an assistant's program does."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio
import pytest

from memcon.api import Ledger

pytest.importorskip("mcp")

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

Ask = Callable[..., dict[str, Any]]


def asked(path: Path, *calls: tuple[str, dict[str, Any]], options: tuple[str, ...] = ()) -> Any:
    """What a server answers to some calls, and the names of its tools."""

    async def talk() -> tuple[list[str], list[Any]]:
        command = ["-m", "memcon", "mcp", "--db", str(path), *options]
        server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            found = [await session.call_tool(name, values) for name, values in calls]
            return [each.name for each in tools], found

    made: Callable[[], Coroutine[Any, Any, Any]] = talk
    return anyio.run(made)


def body(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    return json.loads(result.content[0].text)


def test_every_answer_has_its_citations(example_ledger: Path) -> None:
    with Ledger(example_ledger) as ledger:
        record = ledger.records("meeting").records[0]
        (pair, _), *_ = ledger.pairs()
        texts = {each.name: ledger.document(each.name).text for each in ledger.documents()}
    calls = (
        ("search", {"query": "minister", "limit": 5}),
        ("list_records", {"record_type": "meetings", "limit": 3}),
        ("show", {"record_id": record.id}),
        ("brief", {"parties": list(pair)}),
        ("findings", {"limit": 3}),
    )
    tools, answers = asked(example_ledger, *calls)
    assert sorted(tools) == ["brief", "findings", "list_records", "search", "show"]
    found, listed, shown, brief, findings = map(body, answers)
    assert {each["kind"] for each in found["hits"]} == {"document", "record"}
    assert len(listed["records"]) == 3
    assert listed["next"]
    assert shown["record"]["id"] == record.id
    assert brief["text"].startswith("# ")
    assert findings["total"] >= len(findings["findings"]) > 0
    lists = [*found["hits"], *listed["records"], shown, *brief["citations"], *findings["findings"]]
    lists += shown["statements"]
    for each in lists:
        assert each["citations"], each
        for cite in each["citations"]:
            quote = texts[cite["document"]][cite["start"] : cite["end"]]
            assert quote == cite["quote"]
            assert quote.strip()


@pytest.mark.parametrize(
    ("tool", "values", "says"),
    [
        ("show", {"record_id": "meeting-000000000000"}, "no record of that id"),
        ("brief", {"parties": ["Atlantis", "CHN"]}, "no state or organisation"),
        ("list_records", {"record_type": "tea"}, "no such record type"),
        ("list_records", {"since": "yesterday"}, "not a date"),
    ],
)
def test_errors_are_lines(example_ledger: Path, tool: str, values: Any, says: str) -> None:
    _, (answer,) = asked(example_ledger, (tool, values))
    assert answer.is_error
    assert says in answer.content[0].text
    assert "Traceback" not in answer.content[0].text
    assert "\n" not in answer.content[0].text.strip()


def test_a_user_is_shown_what_they_see(ledger: Ledger) -> None:
    path = Path(ledger.name)
    name = ledger.documents()[0].name
    ledger.label(name, label="secret")
    ledger.users.add("admin", role="admin")
    ledger.users.add("rosa")
    call = ("list_records", {"limit": 50})
    _, (answer,) = asked(path, call, options=("--user", "rosa"))
    assert name not in answer.content[0].text
