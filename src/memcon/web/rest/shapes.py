"""What the API takes and gives, for its description; the fields are those of the record format."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from memcon.model.record import TYPES
from memcon.present.labels import labels

RecordType = Literal[
    "meeting",
    "visit",
    "body",
    "instrument",
    "project",
    "commitment",
    "figure",
    "position",
    "event",
]
Role = Literal["reader", "analyst", "admin"]
Scope = Literal["read", "write", "admin", "feed"]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Words = Annotated[str, StringConstraints(max_length=5000, pattern=r"^[^\x00]*$")]
RecordId = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+-[0-9a-f]{12}$", min_length=1, max_length=60)
]
LABEL = r"^[A-Za-z0-9_.-]{1,60}$"
Label = Annotated[str, StringConstraints(pattern=LABEL)]
# Days of the calendar from 1000 to 2999: what fits is a day.
LEAP = "(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:12|16|20|24|28)00)-02-29"
DAY = (
    "^(?:[12][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    f"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|{LEAP})?$"
)
# A year, month or day of the calendar, from 1000 to 2999.
DATE = (
    "^(?:[12][0-9]{3}"
    "(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?"
    "|-(?:0[13-9]|1[0-2])-(?:29|30)|-(?:0[13578]|1[02])-31)?"
    f"|{LEAP})?$"
)
PLAIN = r"^[^\x00-\x1f]*$"
SECTORS = "^(" + "|".join(labels().sectors) + ")?$"
STATUSES = "^(" + "|".join(map(re.escape, labels().statuses)) + ")?$"
Line = Annotated[str, StringConstraints(max_length=500, pattern=PLAIN)]
assert set(TYPES) == set(RecordType.__args__)  # type: ignore[attr-defined] # noqa: S101


class Shape(BaseModel):
    """Something that the API gives; fields without a value are left out."""

    model_config = ConfigDict(extra="allow")


class Given(BaseModel):
    """Something that is sent to the API: no fields besides, no numbers as text."""

    model_config = ConfigDict(extra="forbid", strict=True)


# ---------------------------------------------------------------------- errors


class Fault(Shape):
    """One thing that is wrong with a request."""

    where: str = Field(examples=["query.limit"])
    what: str = Field(examples=["Input should be less than or equal to 500"])


class Problem(Shape):
    """An error as RFC 9457 describes it."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["meeting-000000000000: no record of that id"])
    instance: str = Field("", examples=["/api/v1/records/meeting-000000000000"])
    errors: list[Fault] = Field(default=[], description="What is wrong, one by one.")


# ---------------------------------------------------------------------- documents


class DocumentInfo(Shape):
    """What is known of a document."""

    name: str = Field(examples=["dispatch-2015-12-18.html"])
    version: int
    title: str = ""
    publisher: str = ""
    date: str = Field("", description="The day of publication.")
    language: str = ""
    url: str = ""
    media_type: str = ""
    sha256: str = Field("", description="Of the original bytes.")
    sources: dict[str, Any] = Field({}, description="How each of these was found.")
    characters: int = Field(0, description="The length of its text.")
    records: int = Field(0, description="How many records it tells of.")
    copies: list[str] = Field([], description="Documents with the same text: one witness.")
    labels: list[str] = Field([], description="Only those who hold all of these see it.")


class Documents(Shape):
    """A page of documents."""

    items: list[DocumentInfo]
    next: str | None = Field(description="The `after` of the next page; null at the end.")


class Block(Shape):
    """A stretch of body text."""

    start: int
    end: int
    kind: str = Field(examples=["paragraph"])
    language: str = Field(description="ISO 639-1", examples=["en"])


class Text(Shape):
    """The extracted text: every citation is a pair of offsets into it."""

    name: str
    text: str
    blocks: list[Block]


class Box(Shape):
    """A rectangle on a page, in points from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Location(Shape):
    """Where a stretch of a text stands in the original."""

    start: int
    end: int
    words: str
    place: str = Field(examples=["page 3, paragraph 12"])
    line: int
    page: int = Field(description="From 1; 0 where the original has no pages.")
    paragraph: int
    element: str
    boxes: list[Box]


class LabelSet(Given):
    """The labels of a document."""

    labels: list[Label] = Field(examples=[["restricted"]], max_length=50)


class Labels(Shape):
    """The labels that a document has now."""

    name: str
    labels: list[str]


class Removal(Shape):
    """What taking a document out did."""

    name: str
    removed: int = Field(description="Records that are gone.")
    weakened: int = Field(description="Records that others still tell of.")


# ---------------------------------------------------------------------- records


class Citation(Shape):
    """The words that something rests on: `quote` is `text[start:end]` of the document."""

    doc: str
    start: int
    end: int
    quote: str


class Record(Shape):
    """A record in the record format; which further fields it has depends on its type."""

    id: str = Field(examples=["meeting-0f3a5b7c9d1e"])
    type: RecordType
    parties: list[str] = Field([], examples=[["CHN", "RUS"]])
    date: str = Field("", description="EDTF.", examples=["2015-12-17"])
    status: str = ""
    evidence: list[Citation]
    etag: str = Field("", description="What `If-Match` takes.")


class Records(Shape):
    """A page of records."""

    items: list[Record]
    next: str | None = Field(description="The `after` of the next page; null at the end.")
    undated: int = Field(description="Records that a period leaves out, as they have no date.")


class Statement(Shape):
    """What one document says of one field of one record."""

    id: str
    record: str = Field(description="The id that the record has in its own document.")
    record_type: RecordType
    field: str
    value: Any
    doc: str
    evidence: list[Citation]


class Statements(Shape):
    """Statements."""

    items: list[Statement]


# ---------------------------------------------------------------------- decisions


class Decision(Shape):
    """What somebody decided."""

    id: str = Field(examples=["decision-0f3a5b7c9d1e"])
    kind: str = Field(examples=["accept"])
    subjects: list[str]
    by: str
    at: str
    reason: str = ""
    payload: dict[str, Any]


class HistoryEntry(Decision):
    """A decision with what became of it."""

    holds: bool
    record: str = Field(description="The record that it is on now; empty where there is none.")
    undone_by: str = ""


class History(Shape):
    """Decisions, oldest first."""

    items: list[HistoryEntry]
    next: str | None = None


class Reason(Given):
    """Why."""

    reason: Words = Field("", examples=["as the communiqué says"])


class NeededReason(Given):
    """Why; this decision is not taken without a reason."""

    reason: Words = Field(min_length=1, examples=["misprint in the dispatch"])


class Correction(NeededReason):
    """Another value for one field; null leaves the field without one."""

    field: Word = Field(examples=["date"])
    value: str | bool | int | float | list[Any] | dict[str, Any] | None = Field(
        description="As people write it, or as the record format has it.", examples=["2016-11-07"]
    )


class Split(NeededReason):
    """What becomes a record of its own: what some documents say, or some statements."""

    documents: list[Word] = Field([], max_length=200)
    statements: list[Word] = Field([], max_length=200)


class Note(Given):
    """A note."""

    text: Words = Field(min_length=1, examples=["Ask the embassy for the list of participants."])


class Group(NeededReason):
    """Records that are one."""

    records: list[RecordId] = Field(
        min_length=2, max_length=50, examples=[["meeting-0f3a5b7c9d1e", "meeting-1a2b3c4d5e6f"]]
    )


class Pair(Reason):
    """Two records that are one."""

    records: list[RecordId] = Field(
        min_length=2, max_length=2, examples=[["meeting-0f3a5b7c9d1e", "meeting-1a2b3c4d5e6f"]]
    )


class PairApart(NeededReason):
    """Two records that are not one."""

    records: list[RecordId] = Field(
        min_length=2, max_length=2, examples=[["meeting-0f3a5b7c9d1e", "meeting-1a2b3c4d5e6f"]]
    )


class Entry(NeededReason):
    """A record entered by hand; it rests on words of a document, or on a note."""

    type: RecordType
    fields: dict[str, str | bool | int | float | list[Any] | dict[str, Any]] = Field(
        examples=[{"parties": ["KEN", "UGA"], "date": "2024-05-16", "status": "held"}]
    )
    document: Words = ""
    quote: Words = Field("", examples=["met in Nairobi"])
    start: int | None = Field(None, ge=0, le=1_000_000_000)
    end: int | None = Field(None, ge=0, le=1_000_000_000)
    note: Words = Field("", examples=["Told by the embassy on 17 May 2024."])


# ---------------------------------------------------------------------- reviewing and findings


class ReviewRecord(Shape):
    """A record to be looked at, with the etag to decide on it."""

    id: str
    etag: str
    record: Record


class ReviewItem(Shape):
    """One thing to decide on: a record, or two that may be one."""

    cause: str = Field(examples=["doubt"])
    why: str
    weight: float
    records: list[ReviewRecord]


class Review(Shape):
    """The first items of the queue."""

    items: list[ReviewItem]
    is_current: bool = Field(description="False where the ledger has changed since.")


class TypeQuality(Shape):
    """How many records of a type are right, as far as they were judged."""

    type: str
    basis: str
    records: int
    judged: int
    right: int
    precision: float | None
    low: float
    high: float


class Quality(Shape):
    """An estimate for each type that was judged."""

    items: list[TypeQuality]


class Side(Shape):
    """One side of a finding, with its evidence."""

    role: str
    record: str
    docs: list[str] = []
    evidence: list[Citation] = []


class Finding(Shape):
    """What a rule concludes from records."""

    id: str
    kind: str = Field(examples=["overdue"])
    rule: str
    state: str
    parties: list[str]
    as_of: str
    confidence: float
    text: str = Field(description="The finding in one sentence.")
    sides: list[Side]


class Findings(Shape):
    """A page of findings."""

    items: list[Finding]
    next: str | None
    total: int
    is_current: bool = Field(description="False where the ledger has changed since.")


class Meeting(Shape):
    """A meeting of a series."""

    record: str
    ordinal: int | None
    date: str
    status: str


class SeriesItem(Shape):
    """The meetings of one format between the same parties."""

    kind: str
    name: str
    parties: list[str]
    cadence_days: int | None
    next_due: str | None
    missing: list[int] = Field(description="Numbers that no meeting on record carries.")
    meetings: list[Meeting]


class SeriesList(Shape):
    """Series, those with the most meetings first."""

    items: list[SeriesItem]


class Figure(Shape):
    """A number about a relationship at a time."""

    record: str
    indicator: str = Field(examples=["trade.total"])
    period: str = Field(examples=["2015"])
    value: float | None
    unit: str
    nature: str = Field(examples=["actual"])
    parties: list[str]
    documents: list[str]


class Figures(Shape):
    """A page of figures."""

    items: list[Figure]
    next: str | None


class Hit(Shape):
    """A document or record with the words that were looked for."""

    kind: Literal["document", "record"]
    name: str
    title: str
    snippet: str = Field(description="What was looked for is in square brackets.")
    score: float


class Hits(Shape):
    """The best hits, each kind by itself, best first."""

    items: list[Hit]


class DyadItem(Shape):
    """Two parties with the number of records on both."""

    parties: list[str]
    names: list[str]
    records: int


class Dyads(Shape):
    """Pairs, those with the most records first."""

    items: list[DyadItem]
    is_current: bool = True


class Dyad(Shape):
    """What is on record on a pair or group."""

    parties: list[str]
    names: list[str]
    records: int
    types: dict[str, int]
    first: str = Field(description="The first day of the first dated record.")
    last: str


# ---------------------------------------------------------------------- jobs


class JobResult(Shape):
    """What became of one source."""

    name: str
    outcome: str = Field(examples=["added"])
    records: int
    message: str = ""


class Job(Shape):
    """An ingestion: its state, and what became of each source so far."""

    id: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    by: str
    created_at: str
    sources: list[str]
    total: int
    results: list[JobResult]
    message: str = ""


class Jobs(Shape):
    """Ingestions, the latest first."""

    items: list[Job]


class Addresses(Given):
    """Pages of the web to ingest."""

    addresses: list[Annotated[str, StringConstraints(pattern=r"^https?://[^\s\x00]{1,2000}$")]] = (
        Field(min_length=1, max_length=100, examples=[["https://ministry.example/communique"]])
    )
    date: Annotated[str, StringConstraints(pattern=DAY)] = Field(
        "", description="For pages that do not tell theirs.", examples=["2015-12-18"]
    )
    labels: list[Label] = Field([], max_length=20)


# ---------------------------------------------------------------------- searches


class Conditions(Given):
    """Which records are searched for: the conditions of `/records`, under the same names."""

    party: list[Word] = Field([], max_length=20, examples=[["CHN", "RUS"]])
    type: list[RecordType] = Field([], examples=[["meeting"]])
    since: Annotated[str, StringConstraints(pattern=DATE)] = Field("", examples=["2015"])
    until: Annotated[str, StringConstraints(pattern=DATE)] = ""
    sector: Annotated[str, StringConstraints(pattern=SECTORS)] = ""
    status: Annotated[str, StringConstraints(pattern=STATUSES)] = ""
    series: Line = ""
    source: Line = ""
    text: Line = ""
    rejected: bool = False


class NewSearch(Given):
    """A search to be kept; one of the same name is replaced."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][^\x00-\x1f\x7f-\xa0]{0,99}$")] = (
        Field(examples=["Far East"])
    )
    conditions: Conditions


class Search(Shape):
    """A search that is kept, with where to ask it, and where to follow it."""

    id: str = Field(examples=["0f3a5b7c9d1e"])
    name: str = Field(examples=["Far East"])
    conditions: dict[str, Any] = Field(examples=[{"party": ["CHN", "RUS"], "type": ["meeting"]}])
    created_at: str
    records: str = Field(examples=["/api/v1/records?party=CHN&party=RUS&type=meeting"])
    feed: str = Field(examples=["/feeds/searches/0f3a5b7c9d1e.atom"])


class Searches(Shape):
    """The searches that you keep."""

    items: list[Search]


# ---------------------------------------------------------------------- exports


class Format(Shape):
    """A format of export."""

    name: str = Field(examples=["csv"])
    title: str = Field(examples=["CSV tables"])
    holds: str = Field(examples=["a table for each record type"])
    reads: str = Field(description="What reads it.", examples=["R, pandas"])
    suffix: str = Field(examples=[".csv.zip"])
    media_type: str = Field(examples=["application/zip"])
    is_available: bool = Field(description="Whether the server has the packages that it needs.")


class Formats(Shape):
    """The formats of export."""

    items: list[Format]


# ---------------------------------------------------------------------- who


class Me(Shape):
    """Who asks, and what they may do."""

    name: str
    role: str
    scopes: list[str]
    labels: list[str]
    way: str = Field(examples=["token"])


class User(Shape):
    """A user."""

    name: str
    role: Role
    labels: list[str] = []
    disabled: bool = False
    has_password: bool = False
    created_at: str = ""


class Users(Shape):
    """All users by name."""

    items: list[User]


class NewUser(Given):
    """A user to be made; without a password they come in by tokens or another provider only."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.@-]{1,100}$")] = Field(
        examples=["ana"]
    )
    role: Role = "reader"
    password: Annotated[str, StringConstraints(min_length=12, max_length=200)] | None = Field(
        None, examples=["four words are enough"]
    )
    labels: list[Label] = Field([], max_length=50)


class UserChange(Given):
    """What is to be another way with a user; what is left out stays."""

    role: Role | None = Field(None, examples=["analyst"])
    password: Annotated[str, StringConstraints(min_length=12, max_length=200)] | None = None
    labels: list[Label] | None = Field(None, max_length=50)
    disabled: bool | None = None


class Token(Shape):
    """A token without its secret."""

    id: str
    user: str
    kind: str
    name: str = ""
    scopes: list[str]
    created_at: str
    expires_at: str
    revoked_at: str = ""


class Tokens(Shape):
    """Tokens and sessions, the latest first."""

    items: list[Token]


class NewToken(Given):
    """A token to be made."""

    user: Word = Field(examples=["ana"])
    name: Annotated[str, StringConstraints(max_length=200)] = Field("", examples=["dashboard"])
    scopes: list[Scope] = Field(["read"], min_length=1, max_length=4)
    days: int = Field(90, ge=1, le=3650)


class MadeToken(Shape):
    """A new token, told this once."""

    token: str


class AuditEntry(Shape):
    """One change."""

    number: int
    at: str
    by: str
    action: str
    subject: str
    details: dict[str, Any]
    hash: str


class Audit(Shape):
    """Changes, oldest first."""

    items: list[AuditEntry]


class Health(Shape):
    """Whether the server can answer."""

    status: Literal["ok"]


class About(Shape):
    """What this server is, and what its ledger holds."""

    memcon: str
    format_version: int
    counts: dict[str, int]
    is_current: bool
