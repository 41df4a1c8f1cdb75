"""How fast a large ledger answers: 200,000 records from 20,000 documents, asked what people ask.

python benchmarks/answers.py                       make one on each kind of store, and measure
python benchmarks/answers.py --keep large.db       keep the SQLite file, or use the kept one

The documents and records are made up and written straight into the tables, as extraction and
resolution would take hours. Times are of five answers in a process that has the ledger open: the
median by the clock, and the mean of computing, that of PostgreSQL's processes on this machine with
it. Whole commands are timed, too; memory is what the process took at most.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from memcon.model.citation import Citation  # noqa: E402
from memcon.model.document import Block, Document  # noqa: E402
from memcon.model.record import Record, record_id  # noqa: E402

_STATES = """
CHL PER KEN UGA NOR EST VNM SVN MEX JOR MAR NPL FJI GHA PRT MNG BRA ARG ETH EGY TUR GRC POL
SWE FIN DNK ITA ESP FRA DEU NLD BEL AUT CHE CZE HUN ROU BGR SRB HRV IND PAK BGD LKA IDN MYS
THA PHL JPN KOR AUS NZL CAN USA ZAF NGA SEN CIV CMR AGO
"""
STATES = tuple(_STATES.split())
KINDS = ("meeting", "visit", "instrument", "commitment", "figure", "position", "event", "project")
SECTORS = ("trade", "energy", "transport", "security", "culture", "education", "health")
STATUS = {
    "meeting": ("held", "planned"),
    "visit": ("made", "planned"),
    "instrument": ("signed", "under_negotiation"),
    "commitment": ("pending", "met"),
    "project": ("under_way", "planned"),
}
EACH = 10  # records of a document
PAIR = ("KEN", "UGA")  # the pair asked about has more than others, as those that people watch do
SHARE = 0.004
DOUBTS = 0.05  # of the records that may be one with another
SECRET = 100  # every so manieth document is restricted
BATCH = 200  # documents written at once
FIRST = date(2004, 1, 1)
RUNS = 5


def words(rng: random.Random, count: int) -> str:
    """Made-up words: few that are frequent, many that are rare."""
    return " ".join(
        f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{rng.choice('bdklmnrst')}"
        f"{int(rng.paretovariate(0.6)) % 5000:x}"
        for _ in range(count)
    )


def made(number: int, rng: random.Random) -> tuple[Document, list[Record]]:
    """One document with its records, each told of by one sentence."""
    day = FIRST + timedelta(days=number * 7000 // 20_000 + rng.randrange(30))
    name, sentences, starts = f"d{number:05}.txt", [], []
    at = 0
    for _ in range(EACH):
        sentence = f"The two sides agreed {words(rng, 24)}."
        sentences.append(sentence)
        starts.append(at)
        at += len(sentence) + 1
    text = " ".join(sentences)
    blocks = (Block(0, len(text)),)
    document = Document(
        name, text, blocks, title=words(rng, 5), publisher=f"Paper {number % 40}", date=day
    )
    records = []
    for place, (start, sentence) in enumerate(zip(starts, sentences, strict=True)):
        kind = rng.choice(KINDS)
        parties = PAIR if rng.random() < SHARE else rng.sample(STATES, 2)
        slots: dict[str, Any] = {
            "parties": sorted(parties),
            "date": (day - timedelta(days=rng.randrange(20))).isoformat(),
            "sectors": [rng.choice(SECTORS)],
            **_slots(kind, rng, sentence),
        }
        if kind in STATUS:
            slots["status"] = rng.choice(STATUS[kind])
        cite = Citation(name, start, start + len(sentence), sentence)
        ident = record_id(kind, document.text_hash, f"{place}")
        records.append(Record(ident, kind, slots, (cite,)))
    return document, records


def _slots(kind: str, rng: random.Random, sentence: str) -> dict[str, Any]:
    phrase = " ".join(sentence.split()[4:9])
    amount = {"value": rng.randrange(1, 90) * 1e8, "unit": "USD"}
    return {
        "meeting": {"kind": "ministerial", "series": f"{phrase} commission"},
        "visit": {"visit_kind": "official"},
        "instrument": {"title": f"Agreement on {phrase}", "kind": "agreement"},
        "commitment": {"action": f"build {phrase}", "due": "../2026"},
        "figure": {"indicator": "trade.total", "amount": amount, "nature": "actual"},
        "position": {"stance": "supports", "topic": phrase},
        "event": {"event_type": "CONSULT", "mode": "visit"},
        "project": {"name": f"{phrase} railway"},
    }[kind]


def fill(url: str, documents: int) -> None:
    """Write the documents and their records; every tenth record is told of by two documents."""
    from memcon.ledger.connect import writing
    from memcon.ledger.store import Store

    rng = random.Random(11)  # noqa: S311 (no secret)
    with Store.open(url) as store:
        if store.counts()["documents"]:
            return
        writer = _Writer()
        for first in range(1, documents + 1, BATCH):
            with writing(store.engine) as connection:
                for number in range(first, min(first + BATCH, documents + 1)):
                    writer.add(number, *made(number, rng))
                writer.flush(connection)
        mark_as_made(store)
        count_on(store)
        store.vacuum()


def mark_as_made(store: Any) -> None:
    """Note that records and links are as this version makes them, so that nothing is made anew."""
    from sqlalchemy import insert

    from memcon.ledger import computed, schema
    from memcon.ledger.connect import writing

    with writing(store.engine) as connection:
        row = {"key": computed.METHOD, "value": computed._method()}  # noqa: SLF001
        connection.execute(insert(schema.meta), [row])


def count_on(store: Any) -> None:
    """Have PostgreSQL number new rows from the last one on, as these brought their numbers."""
    from sqlalchemy import func, select

    from memcon.ledger import schema
    from memcon.ledger.connect import writing

    if store.engine.dialect.name == "postgresql":
        with writing(store.engine) as connection:
            for table in (schema.documents, schema.records, schema.mentions):
                sequence = func.pg_get_serial_sequence(table.name, "id")
                connection.execute(select(func.setval(sequence, func.max(table.c.id))))


class _Writer:
    """Collects rows and writes them many at a time."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.mention = self.record = 0
        self.chance = random.Random(12)  # noqa: S311 (no secret)
        self.before: Record | None = None
        self.before_day: tuple[str, date | None] = ("", None)

    def add(self, number: int, document: Document, records: list[Record]) -> None:
        """A document with its records; its first one is also the last document's last one."""
        from memcon.ledger.rows import document_row, statement_row, statements_for

        row = {"id": number, **document_row(document, version=1, fingerprint="made")}
        self._put("documents", row)
        for each in statements_for(records):
            self._put("statements", statement_row(each, number))
        for place, record in enumerate(records):
            self._record(number, document, record, joins=place == 0 and self.before is not None)
        self.before, self.before_day = records[-1], (document.name, document.date)

    def _record(self, number: int, document: Document, record: Record, *, joins: bool) -> None:
        from memcon.ledger.computed import facets_of, record_row
        from memcon.ledger.rows import dumps
        from memcon.resolve.merge import merge_records

        whole = record
        if joins and self.before is not None and self.before.type == record.type:
            days = dict([self.before_day, (document.name, document.date)])
            whole = merge_records([self.before, record], published=days)
            self._drop_last()
        else:
            self.record += 1
        row = record_row(whole, dict([self.before_day, (document.name, document.date)]))
        self._put("records", {"id": self.record, **row})
        for facet, value in sorted(facets_of(whole)):
            self._put("facets", {"record": self.record, "facet": facet, "value": value})
        self.mention += 1
        self._put(
            "mentions",
            {
                "id": self.mention,
                "document_id": number,
                "subject": record.id,
                "line": dumps(record.to_json()),
                "compared": True,
                "record": self.record,
            },
        )
        if self.chance.random() < DOUBTS and self.mention > EACH:
            other = self.chance.randrange(1, self.mention - EACH + 1)
            score = round(self.chance.uniform(1, 4), 3)
            self._put("links", {"a": other, "b": self.mention, "score": score, "features": "{}"})

    def _drop_last(self) -> None:
        """Take the record back that is now made of two."""
        self.rows["records"].pop()
        facets = self.rows["facets"]
        while facets and facets[-1]["record"] == self.record:
            facets.pop()

    def _put(self, table: str, row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)

    def flush(self, connection: Any) -> None:
        """Write what was collected; what is written joins nothing any more."""
        from sqlalchemy import insert

        from memcon.ledger import schema

        for name in ("documents", "statements", "records", "facets", "mentions", "links"):
            if self.rows.get(name):
                connection.execute(insert(schema.metadata.tables[name]), self.rows[name])
        self.rows, self.before = {}, None


def questions(ledger: Any) -> dict[str, Callable[[], Any]]:
    """What is asked, by what it is called in the table."""
    from memcon.ledger.reading import DocumentQuery, RecordQuery, place_of

    year = {"since": date(2015, 1, 1), "until": date(2015, 12, 31)}
    pair = RecordQuery(parties=PAIR)
    first = ledger.page(pair).records[0]
    return {
        "list: one pair, all types": lambda: ledger.page(pair).records,
        "list: one pair, planned meetings": lambda: (
            ledger.records("meeting", parties=PAIR, status="planned").records
        ),
        "list: one state, a sector, a year": lambda: (
            ledger.records("instrument", parties=["KEN"], sector="energy", **year).records
        ),
        "list: one pair, words": lambda: (
            ledger.records("record", parties=PAIR, text="ban1").records
        ),
        "list: first page of all meetings": lambda: (
            ledger.page(RecordQuery(types=("meeting",), limit=50)).records
        ),
        "list: a page in the middle": lambda: (
            ledger.page(RecordQuery(limit=50, after=place_of(first))).records
        ),
        "list: first page of one publisher": lambda: (
            ledger.page(RecordQuery(source="Paper 3", limit=50)).records
        ),
        "list: records of one document": lambda: (
            ledger.page(RecordQuery(source="d00003.txt", limit=50)).records
        ),
        "show: record and statements": lambda: [
            *ledger.statements(first.id),
            ledger.record(first.id),
        ],
        "brief of one pair": lambda: [ledger.brief(*PAIR)],
        "search: a rare word": lambda: ledger.search("nel3f"),
        "search: two words": lambda: ledger.search("ban1 dek2"),
        "search: a frequent word": lambda: ledger.search("ban1"),
        "search: the word in every text": lambda: ledger.search("agreed"),
        "counts": lambda: [*ledger.counts()],
        "findings on one pair": lambda: ledger.findings(parties=PAIR),
        "review queue": lambda: ledger.review_queue(limit=50),
        "documents: a page": lambda: ledger.document_page(DocumentQuery(after="d1"))[0],
        "publishers": ledger.publishers,
    }


class Server:
    """The processes of the server that an address is of; of a file there are none."""

    def __init__(self, url: str) -> None:
        """Ask the server for one of its processes, whose parent is that of all."""
        self.parent = ""
        if url.startswith("postgresql"):
            import psycopg

            with psycopg.connect(url) as connection:
                found = connection.execute("SELECT pg_backend_pid()").fetchone()
                self.parent = _stat(Path(f"/proc/{found[0] if found else 0}"))[1]

    def seconds(self) -> float:
        """Seconds of computing that they have taken, those that have ended with them."""
        if not self.parent:
            return 0.0
        ticks = sum(map(int, _stat(Path(f"/proc/{self.parent}"))[11:15]))
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                known = _stat(folder)
                ticks += sum(map(int, known[11:13])) if known[1] == self.parent else 0
        return ticks / os.sysconf("SC_CLK_TCK")


def _stat(folder: Path) -> list[str]:
    """The fields of a process behind its name: state, parent …; see proc_pid_stat(5)."""
    return (folder / "stat").read_text().rpartition(") ")[2].split()


def measure(url: str, *, restricted: bool) -> dict[str, tuple[float, float, int]]:
    """Milliseconds by the clock and of computing, and the number of answers.

    `restricted`: as somebody from whom every hundredth document is hidden.
    """
    import memcon

    with ExitStack() as stack:
        ledger = stack.enter_context(memcon.open(url))
        if restricted:
            names = [each.name for each in ledger.documents()][::SECRET]
            if not ledger.labels():
                ledger.label(*names, label="restricted")
            ledger = stack.enter_context(ledger.view())
        server = Server(url)
        found = {}
        for name, ask in questions(ledger).items():
            answers = len(ask())
            clock = []
            worked = time.process_time() + server.seconds()
            for _ in range(RUNS):
                started = time.perf_counter()
                ask()
                clock.append((time.perf_counter() - started) * 1000)
            worked = time.process_time() + server.seconds() - worked
            found[name] = (statistics.median(clock), worked * 1000 / RUNS, answers)
        return found


def commands(url: str) -> dict[str, tuple[float, float]]:
    """Milliseconds that whole commands take by the clock and of computing, and starting alone.

    As memcon runs once it is installed: its modules are compiled before the first measurement.
    """
    asked = {
        "memcon --version": ["--version"],
        "memcon list": ["list", "meeting", "--parties", ",".join(PAIR), "--status", "planned"],
        "memcon search": ["search", "ban1", "dek2"],
        "memcon brief": ["brief", *PAIR],
    }
    environment = {**os.environ, "MEMCON_DB": url, "PYTHONPATH": str(ROOT / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    server = Server(url)
    found = {}
    with tempfile.TemporaryDirectory(prefix="memcon-compiled-") as folder:
        environment["PYTHONPYCACHEPREFIX"] = folder
        for name, arguments in asked.items():
            command = [sys.executable, "-m", "memcon", *arguments]
            subprocess.run(command, env=environment, check=True, capture_output=True)
            clock = []
            worked = _seconds_of_children() + server.seconds()
            for _ in range(RUNS):
                started = time.perf_counter()
                subprocess.run(command, env=environment, check=True, capture_output=True)
                clock.append((time.perf_counter() - started) * 1000)
            worked = _seconds_of_children() + server.seconds() - worked
            found[name] = statistics.median(clock), worked * 1000 / RUNS
    return found


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report(store: str, url: str, *, restricted: bool = False) -> None:
    """Print the table of one kind of store; `restricted` for a reader who does not see all."""
    import memcon

    with memcon.open(url) as ledger:
        counts = ledger.counts()
    records = sum(counts.values()) - counts["documents"] - counts["statements"]
    seen = ", of which 1 % of the documents are hidden" if restricted else ""
    print(f"## {store}: {counts['documents']} documents, {records} records{seen}")
    print("| question | ms | of computing | answers |\n| --- | ---: | ---: | ---: |")
    for name, (clock, computing, answers) in measure(url, restricted=restricted).items():
        print(f"| {name} | {clock:.0f} | {computing:.0f} | {answers} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| memory of the process, MB | {peak:.0f} | | |")
    for name, (clock, computing) in ({} if restricted else commands(url)).items():
        print(f"| `{name}`, the whole command | {clock:.0f} | {computing:.0f} | |")
    sys.stdout.flush()


@contextmanager
def ledger_on(store: str, keep: Path | None) -> Iterator[str]:
    """The address of a ledger on a kind of store."""
    if store == "postgresql":
        import postgres_server

        with postgres_server.running(durable=True) as server:
            yield server.create("large")
        return
    with tempfile.TemporaryDirectory(prefix="memcon-large-") as folder:
        yield f"sqlite:///{keep or Path(folder) / 'large.db'}"


def main() -> int:
    """Make the ledgers where they are not there, and print the tables."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("--store", choices=("sqlite", "postgresql"), action="append")
    cli.add_argument("--documents", type=int, default=20_000)
    cli.add_argument("--keep", type=Path, help="the SQLite file, kept and used again")
    cli.add_argument("--only-make", action="store_true")
    cli.add_argument("--measure", metavar="URL", help=argparse.SUPPRESS)
    options = cli.parse_args()
    if options.measure:
        store, url, restricted = json.loads(options.measure)
        report(store, url, restricted=restricted)
        return 0
    for store in options.store or ("sqlite", "postgresql"):
        with ledger_on(store, options.keep) as url:
            started = time.perf_counter()
            fill(url, options.documents)
            print(f"made in {time.perf_counter() - started:.0f} s", file=sys.stderr)
            if not options.only_make:  # in a process of its own, whose memory is that of reading
                for restricted in (False, True):
                    asked = json.dumps([store, url, restricted])
                    command = [sys.executable, __file__, "--measure", asked]
                    subprocess.run(command, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
