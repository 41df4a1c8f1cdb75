"""Records and their values in words: one line that says what a record is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from memcon.model.record import TOP_KINDS, Record
from memcon.present.amounts import human_amount, human_change
from memcon.present.dates import human_date
from memcon.present.labels import labels
from memcon.present.names import PartyNames, join

_PAIR = 2
_SHORT_ROLE = 3  # words of a role that goes before the name


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words for records; `home` are the parties whose persons need no country beside them."""

    names: PartyNames
    home: frozenset[str] = frozenset()

    def who(self, value: Any) -> str:
        """An actor value: a party's name, "Premier Li Qiang", "Petrobras (Brazil)", "officials"."""
        if isinstance(value, str):
            return self.names.name(value)
        if isinstance(value, list):
            return join([self.who(item) for item in value])
        if not isinstance(value, Mapping):
            return ""
        country = str(value.get("country", ""))
        place = self.names.name(country) if country and country not in self.home else ""
        name = str(value.get("name") or value.get("organisation") or "")
        role = str(value.get("role", ""))
        if not name:
            return f"{role} ({self.names.name(country)})" if country else role
        notes = [place] if place else []
        if _goes_before(role) and role.casefold() not in name.casefold():
            name = f"{_as_title(role)} {name}"
        elif role:
            notes = [role, *notes]
        return f"{name} ({', '.join(notes)})" if notes else name

    def headline(self, record: Record) -> str:
        """What a record is about, without its date and status."""
        return _HEADLINES[record.type](self, record)

    def date(self, record: Record) -> str:
        """The record's date in words, or ''."""
        value = record.get("date")
        return human_date(value) if isinstance(value, str) else ""

    def status(self, record: Record) -> str:
        """The record's status in words, or ''."""
        return labels().status(str(record.get("status", "")))

    def place(self, record: Record) -> str:
        """Where it happened, or '' where the headline tells; with its country unless at home."""
        place = record.get("place")
        if not isinstance(place, Mapping):
            return ""
        country = str(place.get("country", ""))
        shown = self.names.name(country) if country and country not in self.home else ""
        name = str(place.get("name", ""))
        if name and name.casefold() in self.headline(record).casefold():
            return ""
        return ", ".join(part for part in (name, shown) if part)

    def said_by(self, record: Record) -> str:
        """Who is reported as the source, or ''."""
        return self.who(record.get("said_by"))

    def indicator(self, record: Record) -> str:
        """What a figure counts: "Exports, Chile to Peru"."""
        return self.indicator_words(
            str(record.get("indicator", "")),
            reporter=str(record.get("reporter", "")),
            counterpart=str(record.get("counterpart", "")),
            unit=str((record.get("amount") or {}).get("unit", "")),
        )

    def indicator_words(
        self, code: str, *, reporter: str = "", counterpart: str = "", unit: str = ""
    ) -> str:
        """The words for a dotted indicator, with the direction where both sides are known.

        A last part that only repeats the unit ("4 submarines") is left out.
        """
        known = labels().indicators
        parts = code.split(".")
        for end in range(len(parts), 0, -1):
            entry = known.get(".".join(parts[:end]))
            if entry is None:
                continue
            text = entry["plain"]
            if reporter and counterpart and "directed" in entry:
                sides = (self.names.name(reporter), self.names.name(counterpart))
                text = entry["directed"].format(reporter=sides[0], counterpart=sides[1])
            elif reporter and reporter not in self.home:
                text = f"{text} ({self.names.name(reporter)})"
            rest = " ".join(parts[end:]).replace("_", " ")
            return f"{text}: {rest}" if rest and rest != unit else text
        return code.replace(".", ", ").replace("_", " ").capitalize()

    def amount(self, record: Record) -> str:
        """The record's amount, else its change, in words."""
        amount, change = record.get("amount"), record.get("change")
        if isinstance(amount, Mapping):
            return human_amount(amount)
        return human_change(change) if isinstance(change, Mapping) else ""

    def value(self, slot: str, value: Any) -> str:
        """Any slot's value in words, for listing values side by side."""
        if slot in _WHO_SLOTS:
            return self.who(value)
        if isinstance(value, Mapping):
            return self._object(slot, value)
        if isinstance(value, list):
            return ", ".join(self.value("", item) for item in value)
        if slot in ("date", "due"):
            return human_date(str(value))
        return labels().status(value) if slot == "status" else str(value)

    def _object(self, slot: str, value: Mapping[str, Any]) -> str:
        if slot in ("amount", "target"):
            return human_amount(value)
        if slot == "change":
            return human_change(value)
        if slot == "place":
            parts = [str(value.get("name", "")), self.names.name(str(value.get("country", "")))]
            return ", ".join(part for part in parts if part)
        return ", ".join(str(part) for part in value.values())

    def _meeting(self, record: Record) -> str:
        kind = str(record.get("kind", "other"))
        words = labels().meetings.get(kind, labels().meetings["other"])
        number, series = record.get("ordinal"), str(record.get("series", ""))
        people = self.who(record.get("participants", []))
        if number:
            return f"{ordinal(int(number))} {series_name(series) or words['numbered']}"
        text = sentence_case(series) if series else words["plain"]
        if people:
            text = f"{text}: {people}"
        if record.get("occasion"):
            text = f"{text} ({record.get('occasion')})"
        return text

    def _visit(self, record: Record) -> str:
        kind = labels().visits.get(str(record.get("visit_kind", "")), labels().visits["other"])
        host = self.names.name(str(record.get("host", "")))
        visitor = self.who(record.get("visitor")) or sentence_case(labels().visits["other"])
        text = f"{visitor} to {host}"
        return text if kind == labels().visits["other"] else f"{text}, {kind}"

    def _body(self, record: Record) -> str:
        name = sentence_case(str(record.get("name") or labels().kind(str(record.get("kind", "")))))
        number = record.get("ordinal")
        notes = [f"the {ordinal(int(number))}"] if number else []
        notes += [str(record.get("cadence"))] if record.get("cadence") else []
        if record.get("chairs"):
            notes.append(f"chaired by {self.who(record.get('chairs'))}")
        text = f"{name} ({', '.join(notes)})" if notes else name
        remit = str(record.get("remit", ""))
        return f"{text}: {remit}" if remit and remit.casefold() not in name.casefold() else text

    def _instrument(self, record: Record) -> str:
        title = sentence_case(str(record.get("title") or labels().kind(str(record.get("kind")))))
        signatories = record.get("signatories")
        amount = self.amount(record)
        text = f"{title}, {amount}" if amount and amount.split()[0] not in title else title
        return f"{text} ({self.who(signatories)})" if signatories else text

    def _project(self, record: Record) -> str:
        name = sentence_case(str(record.get("name", "")))
        amount = self.amount(record)
        return f"{name}, {amount}" if amount else name

    def promise(self, record: Record) -> str:
        """What is promised or planned, without when."""
        if record.type != "commitment":
            return self.headline(record)
        by, action = record.get("by") or [], str(record.get("action", ""))
        return f"{self.who(by)}: {action}" if by else sentence_case(action)

    def _commitment(self, record: Record) -> str:
        text, due = self.promise(record), record.get("due")
        return f"{text} ({human_date(due)})" if isinstance(due, str) else text

    def _figure(self, record: Record) -> str:
        text = f"{self.indicator(record)}: {self.amount(record)}"
        nature = labels().natures.get(str(record.get("nature", "")), "")
        change = record.get("change")
        if isinstance(change, Mapping) and isinstance(record.get("amount"), Mapping):
            text = f"{text}, {human_change(change)}"
        return f"{text} ({nature})" if nature else text

    def _position(self, record: Record) -> str:
        return f"{self.who(record.get('holder'))} {self.stance(record)}"

    def stance(self, record: Record) -> str:
        """What a position's holder holds: "opposes the tariff (toward Peru)"."""
        code, holder = str(record.get("stance", "")), record.get("holder")
        forms = labels().stances.get(code, {})
        verb = forms.get("many" if isinstance(holder, list) and len(holder) > 1 else "one", code)
        topic = str(record.get("topic", ""))
        text = f"{forms.get('that', verb) if _is_clause(topic) else verb} {topic}".strip()
        toward = str(record.get("toward", ""))
        shown = self.names.name(toward) if toward else ""
        is_clear = toward in self.home and len(self.home) == _PAIR  # the other side, who else?
        is_told = not shown or is_clear or shown.casefold() in text.casefold()
        return text if is_told else f"{text} (toward {shown})"

    def _event(self, record: Record) -> str:
        kind = str(record.get("event_type", ""))
        mode = str(record.get("mode", ""))
        text = f"{kind} ({mode})" if mode else kind
        actors, recipients = self._sides(record, "actors"), self._sides(record, "recipients")
        if not recipients:
            return f"{text}: {join(actors)}"
        return f"{text}: {join(actors)} → {join(recipients)}"

    def _sides(self, record: Record, slot: str) -> list[str]:
        names: dict[str, None] = {}
        for item in record.get(slot) or []:
            code = str(item.get("country", "")) if isinstance(item, Mapping) else str(item)
            text = str(item.get("text", "")) if isinstance(item, Mapping) else ""
            names[self.names.name(code) if code else text] = None
        return [name for name in names if name]


_WHO_SLOTS = frozenset(
    {
        "by",
        "chairs",
        "counterpart",
        "holder",
        "host",
        "participants",
        "parties",
        "reporter",
        "said_by",
        "signatories",
        "toward",
        "visitor",
    }
)
_HEADLINES: Mapping[str, Callable[[Phrases, Record], str]] = {
    "meeting": Phrases._meeting,  # noqa: SLF001 (the methods of the class above)
    "visit": Phrases._visit,  # noqa: SLF001
    "body": Phrases._body,  # noqa: SLF001
    "instrument": Phrases._instrument,  # noqa: SLF001
    "project": Phrases._project,  # noqa: SLF001
    "commitment": Phrases._commitment,  # noqa: SLF001
    "figure": Phrases._figure,  # noqa: SLF001
    "position": Phrases._position,  # noqa: SLF001
    "event": Phrases._event,  # noqa: SLF001
}


def _is_clause(topic: str) -> bool:
    """Whether a topic is a clause of its own: "the corridor would harm the reserve"."""
    words = topic.casefold().split()
    marks, joins = labels().grammar["finite"], labels().grammar["relatives"]
    place = next((n for n, word in enumerate(words) if word in marks), None)
    return bool(place) and not set(words[:place]) & set(joins)


def ordinal(number: int) -> str:
    """A number in a series: "21st"."""
    teens = 10 <= number % 100 <= 20  # noqa: PLR2004 (11th, 12th, 13th)
    endings: Mapping[int | str, str] = labels().grammar["ordinals"]
    ending = endings["other"] if teens else endings.get(number % 10, endings["other"])
    return f"{number}{ending}"


def sentence_case(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def series_words(kind: str, name: str) -> str:
    """A series in words: of top meetings by their level, else by its name."""
    words = labels().meetings
    if kind in TOP_KINDS or not name:
        return words.get(kind, words["other"])["series"]
    return sentence_case(series_name(name))


def series_name(series: str) -> str:
    """A series' name as it reads after a number."""
    words = series.split()
    if words and words[0].casefold() in labels().grammar["articles"]:
        words = words[1:]
    return " ".join(words)


def _as_title(role: str) -> str:
    """A role as it stands before a name: "Foreign Minister"."""
    return " ".join(word if word.isupper() else sentence_case(word) for word in role.split())


def _goes_before(role: str) -> bool:
    words = role.split()
    is_long = "," in role or any(word in labels().grammar["long_roles"] for word in words)
    return 0 < len(words) <= _SHORT_ROLE and not is_long
