"""The first schema: documents, statements, decisions, aliases, computed records, full text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _documents() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    texts = ("url", "title", "publisher", "author", "place", "media_type")
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("blocks", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("name", "version", name="documents_version"),
    )
    for column in ("text_hash", "sha256"):
        op.create_index(f"documents_{column}", "documents", [column])
    # An address may be longer than what PostgreSQL takes into a tree.
    op.create_index("documents_url", "documents", ["url"], postgresql_using="hash")
    # A name stands for one document at a time; older versions keep it.
    op.create_index(
        "documents_current_name",
        "documents",
        ["name"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )


def _stored() -> None:
    op.create_table(
        "statements",
        sa.Column(
            "document_id",
            sa.Integer,
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("record_type", sa.String(20), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("spans", sa.Text, nullable=False),
    )
    op.create_index("statements_subject", "statements", ["document_id", "subject"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subjects", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "aliases",
        sa.Column("alias", sa.Text, primary_key=True),
        sa.Column(
            "document_id",
            sa.Integer,
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("target", sa.Text, nullable=False),
    )
    op.create_index("aliases_target", "aliases", ["target"])
    op.create_index("aliases_document", "aliases", ["document_id"])


def _computed() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("dated", sa.Boolean, nullable=False),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("records_type", "records", ["type", "record_id"])
    op.create_table(
        "facets",
        sa.Column(
            "record", sa.Integer, sa.ForeignKey("records.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("facet", sa.String(20), primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
    )
    op.create_index("facets_value", "facets", ["facet", "value"])
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "document_id",
            sa.Integer,
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("record", sa.Integer, sa.ForeignKey("records.id", ondelete="SET NULL")),
        sa.UniqueConstraint("document_id", "subject", name="mentions_subject_of_document"),
    )
    op.create_index("mentions_subject", "mentions", ["subject"])
    op.create_index("mentions_record", "mentions", ["record"])
    op.create_table(
        "block_keys",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("mention", sa.Integer, _of_mention(), primary_key=True),
    )
    op.create_index("block_keys_mention", "block_keys", ["mention"])
    op.create_table(
        "links",
        sa.Column("a", sa.Integer, _of_mention(), primary_key=True),
        sa.Column("b", sa.Integer, _of_mention(), primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("features", sa.Text, nullable=False),
    )
    op.create_index("links_b", "links", ["b"])


def _of_mention() -> sa.ForeignKey:
    return sa.ForeignKey("mentions.id", ondelete="CASCADE")


def _full_text_sqlite() -> None:
    """FTS5 indexes that hold no copy of the text; triggers keep them right."""
    values = "title, text) VALUES"
    for table in ("documents", "records"):
        index = f"{table}_text"
        op.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5("
            f"title, text, content='{table}', content_rowid='id', "
            f"tokenize='unicode61 remove_diacritics 2')"
        )
        old = f"INTO {index}({index}, rowid, {values} ('delete', old.id, old.title, old.text);"
        new = f"INTO {index}(rowid, {values} (new.id, new.title, new.text);"
        changes = {"INSERT": (new,), "DELETE": (old,), "UPDATE OF title, text": (old, new)}
        for change, steps in changes.items():
            name = f"{index}_{change.split()[0].lower()}"
            body = " ".join(f"INSERT {step}" for step in steps)
            op.execute(f"CREATE TRIGGER {name} AFTER {change} ON {table} BEGIN {body} END")


# A collation under which PostgreSQL knows the letters of all languages, first one that is there.
LETTERS = ("pg_c_utf8", "C.utf8", "und-x-icu", "default")
# Words are what FTS5 takes for words: stretches of letters and digits, small and without accents.
FOLD = r"""
CREATE FUNCTION memcon_fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT trim(regexp_replace(
    lower(regexp_replace(normalize(words, NFD), U&'[\0300-\036F]+', '', 'g') COLLATE "%s"),
    '[^[:alnum:]]+', ' ', 'g'))
$$"""
# A tsvector holds 16,383 places, and 256 of one word: a text is indexed in parts that overlap.
PARTS = """
CREATE FUNCTION memcon_parts(title text, words text)
RETURNS TABLE (part integer, lexemes tsvector)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH told AS (
    SELECT left(word, 255) AS word, place::integer AS place
    FROM string_to_table(memcon_fold(words), ' ') WITH ORDINALITY AS cut(word, place)
    WHERE word <> ''
  ), head AS (
    SELECT coalesce(setweight(
      string_agg(left(word, 255) || ':' || least(place, 999), ' ')::tsvector, 'A'), '') AS lexemes
    FROM string_to_table(memcon_fold(title), ' ') WITH ORDINALITY AS cut(word, place)
    WHERE word <> ''
  ), body AS (
    -- One place is left free before the first word, so that no phrase goes on from the title.
    SELECT number, string_agg(word || ':' || (place - number * 1950 + 1), ' ')::tsvector AS lexemes
    FROM told, generate_series(greatest(0, (place - 2001) / 1950), (place - 1) / 1950) AS number
    WHERE place - number * 1950 <= 2000
    GROUP BY number
  )
  SELECT coalesce(number, 0),
    CASE WHEN coalesce(number, 0) = 0 THEN head.lexemes || coalesce(body.lexemes, '')
      ELSE body.lexemes END
  FROM head LEFT JOIN body ON true
$$"""
QUERY = """
CREATE FUNCTION memcon_query(words text, prefix boolean) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT string_agg(left(word, 255) || CASE WHEN prefix AND place = last THEN ':*' ELSE '' END,
    ' <-> ' ORDER BY place)::tsquery
  FROM (
    SELECT word, place, max(place) OVER () AS last
    FROM string_to_table(memcon_fold(words), ' ') WITH ORDINALITY AS cut(word, place)
    WHERE word <> ''
  ) AS cut
$$"""
FOLLOW = """
CREATE FUNCTION memcon_{table}_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.title, OLD.text) = (NEW.title, NEW.text) THEN
      RETURN NULL;
    END IF;
    DELETE FROM {table}_text WHERE id = NEW.id;
  END IF;
  INSERT INTO {table}_text (id, part, words)
    SELECT NEW.id, part, lexemes FROM memcon_parts(NEW.title, NEW.text);
  RETURN NULL;
END
$$"""


def _full_text_postgresql() -> None:
    """Tables of words by the part of the text that they stand in; triggers keep them right."""
    known = sa.text("SELECT collname FROM pg_collation WHERE collencoding IN (-1, 6)")
    names = set(op.get_bind().execute(known).scalars())
    letters = next(name for name in LETTERS if name in names)
    for function in (FOLD % letters, PARTS, QUERY):
        op.get_bind().exec_driver_sql(function.replace("%", "%%"))
    for table in ("documents", "records"):
        owner = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
        op.create_table(
            f"{table}_text",
            sa.Column("id", sa.Integer, owner, primary_key=True, autoincrement=False),
            sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("words", postgresql.TSVECTOR, nullable=False),
        )
        op.create_index(f"{table}_text_words", f"{table}_text", ["words"], postgresql_using="gin")
        op.get_bind().exec_driver_sql(FOLLOW.format(table=table))
        op.execute(
            f"CREATE TRIGGER {table}_text_follows AFTER INSERT OR UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION memcon_{table}_text()"
        )


def upgrade() -> None:
    """Create all tables."""
    _documents()
    _stored()
    _computed()
    if op.get_bind().dialect.name == "sqlite":
        _full_text_sqlite()
    else:
        _full_text_postgresql()
