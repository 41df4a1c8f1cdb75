"""The tables of a ledger, as Alembic's migrations leave them.

What is stored: `documents`, `originals` with their `contents`, `statements`, `decisions`,
`aliases`; and of those who use it `users`, `tokens`, `saved_searches`, labels and the log. What is
computed from it and can be computed again: `decision_subjects`, `mentions` (a document's records),
`block_keys` and `links` between them (doubtful pairs too: their scores tell them apart), `records`
and their `facets`, and of documents `signatures`, their `bands` and the `copies` found by them.
JSON is kept as text, written in one way only.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    literal_column,
)

REVISION = "0013"  # the migration that this code reads and writes
REVISIONS = (  # all that it knows, oldest first
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
)
FORMAT_VERSION = 1  # of the JSONL exchange

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("date", String(10), nullable=False),
    Column("modified", String(10), nullable=False, server_default=""),  # where it says so
    Column("language", String(20), nullable=False),
    Column("author", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("sources", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("anchors", Text, nullable=False, server_default=""),  # where the text stands in it
    Column("text", Text, nullable=False),
    UniqueConstraint("name", "version", name="documents_version"),
)
Index("documents_text_hash", documents.c.text_hash)
Index("documents_sha256", documents.c.sha256)
Index("documents_publisher", documents.c.publisher)
Index("documents_url", documents.c.url, postgresql_using="hash")

originals = Table(
    "originals",
    metadata,
    Column(
        "document_id",
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("read_at", String(40), nullable=False),
    Column("read_from", Text, nullable=False),
)
Index("originals_sha256", originals.c.sha256)

contents = Table(  # of originals that are kept in the database, compressed
    "contents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("subject", Text, nullable=False),
    Column("record_type", String(20), nullable=False),
    Column("field", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("spans", Text, nullable=False),
)
Index("statements_subject", statements.c.document_id, statements.c.subject)

decisions = Table(
    "decisions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("at", String(40), nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subjects", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

decision_subjects = Table(
    "decision_subjects",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("decision", ForeignKey("decisions.id", ondelete="CASCADE"), primary_key=True),
    Column("holds", Boolean, nullable=False),
)
Index("decision_subjects_decision", decision_subjects.c.decision)

aliases = Table(
    "aliases",
    metadata,
    Column("alias", Text, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("target", Text, nullable=False),
)
Index("aliases_target", aliases.c.target)
Index("aliases_document", aliases.c.document_id)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stored_id", Text, nullable=False, unique=True),  # the id, behind an audience's key
    Column("record_id", Text, nullable=False),
    Column("audience", String(64), nullable=False),  # "" for the record as all documents make it
    Column("type", String(20), nullable=False),
    Column("status", String(40), nullable=False),
    Column("judgement", String(10), nullable=False),
    Column("series", Text, nullable=False),
    Column("dated", Boolean, nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
    Column("cause", String(20), nullable=False),  # why to look at it, "" for no reason
    Column("weight", Float, nullable=False),  # how much so, among those of that cause
    Column("line", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
)
Index("records_record_id", records.c.record_id)
# By which records of a type are sorted; those without a date come last.
WHEN: ColumnElement[str] = func.coalesce(
    records.c.first, records.c.last, literal_column("'9999'"), type_=String()
)
Index("records_order", records.c.type, WHEN, records.c.record_id)
Index("records_cause", records.c.cause, records.c.weight.desc(), records.c.record_id)
Index("records_counted", records.c.type, records.c.judgement, records.c.audience)

facets = Table(
    "facets",
    metadata,
    Column("record", ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
    Column("facet", String(20), primary_key=True),
    Column("value", Text, primary_key=True),
)
Index("facets_record", facets.c.facet, facets.c.value, facets.c.record)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("subject", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("compared", Boolean, nullable=False),  # with all others that share a key
    Column("record", ForeignKey("records.id", ondelete="SET NULL")),
    UniqueConstraint("document_id", "subject", name="mentions_subject_of_document"),
)
Index("mentions_subject", mentions.c.subject)
Index("mentions_record", mentions.c.record)
Index("mentions_compared", mentions.c.compared)

block_keys = Table(
    "block_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("mention", ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
)
Index("block_keys_mention", block_keys.c.mention)

links = Table(
    "links",
    metadata,
    Column("a", ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
    Column("b", ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("features", Text, nullable=False),
)
Index("links_b", links.c.b)
Index("links_score", links.c.score)

signatures = Table(
    "signatures",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("method", String(60), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("witness", Text, nullable=False),
)

bands = Table(
    "bands",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
)
Index("bands_document", bands.c.document_id)

copies = Table(
    "copies",
    metadata,
    Column("a", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("b", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
)
Index("copies_b", copies.c.b)

# ---------------------------------------------------------------------- who may see and do what

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password", Text, nullable=False),  # as argon2 hashes it; "" for none
    Column("issuer", Text, nullable=False),
    Column("external_subject", Text),  # who it is for another provider of identities
    Column("disabled", Boolean, nullable=False),
    Column("created_at", String(40), nullable=False),
    UniqueConstraint("issuer", "external_subject", name="users_external"),
)

user_labels = Table(
    "user_labels",
    metadata,
    Column("user", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("label", Text, primary_key=True),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("user", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("secret", String(64), nullable=False),  # SHA-256 of what only its holder has
    Column("scopes", Text, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Column("revoked_at", String(40), nullable=False),
)
Index("tokens_user", tokens.c.user)

saved_searches = Table(  # `owner` by name: a ledger without users has no row for who works on it
    "saved_searches",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),  # its conditions as JSON
    Column("created_at", String(40), nullable=False),
    UniqueConstraint("owner", "name", name="saved_searches_name"),
)

document_labels = Table(  # by name: all versions have them, and a document that comes back
    "document_labels",
    metadata,
    Column("document", Text, primary_key=True),
    Column("label", Text, primary_key=True),
)

decision_labels = Table(
    "decision_labels",
    metadata,
    Column("decision", ForeignKey("decisions.id", ondelete="CASCADE"), primary_key=True),
    Column("label", Text, primary_key=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("by", Text, nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

# Computed: the records as those see them who lack some label, where that is not the whole record.

audiences = Table(
    "audiences",
    metadata,
    Column("audience", String(64), primary_key=True),
    Column("labels", Text, nullable=False),
)

veils = Table(  # the whole records that an audience does not see
    "veils",
    metadata,
    Column("audience", String(64), primary_key=True),
    Column("record", ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
)
Index("veils_record", veils.c.record)

veiled_mentions = Table(  # and the records in their place
    "veiled_mentions",
    metadata,
    Column("audience", String(64), primary_key=True),
    Column("mention", ForeignKey("mentions.id", ondelete="CASCADE"), primary_key=True),
    Column("record", ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
)
Index("veiled_mentions_mention", veiled_mentions.c.mention)
Index("veiled_mentions_record", veiled_mentions.c.record)
Index(  # of the few that are not whole, so that nobody looks for all the others by it
    "records_audience",
    records.c.audience,
    sqlite_where=records.c.audience != "",
    postgresql_where=records.c.audience != "",
)
