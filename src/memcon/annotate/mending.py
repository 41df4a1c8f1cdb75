"""Trees put right where the small English model regularly hangs a phrase too low.

Each mend is a construction of English, not a sentence: it looks at word classes, commas and
prepositions alone, and moves a phrase only where nothing else can be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from memcon.annotate.invitations import guest
from memcon.annotate.tree import Token

_REMARKS = ("acl:relcl", "advcl", "amod", "acl", "appos")
_TENSED = ("VBZ", "VBD")
_SUBJECTS = ("nsubj", "nsubj:pass")
_TIMES = ("DATE", "TIME")
_PLACES = ("GPE", "LOC")
_WITH = ("with", "between")  # what talks are marked by
_NEXT = 2  # words on: after a preposition


def mend(tokens: Sequence[Token]) -> None:
    """Put the tree of one sentence right, in place."""
    for token in tokens:
        _mend(tokens, token, 0)


def _mend(tokens: Sequence[Token], token: Token, done: int) -> None:
    """Take the steps for a word, in order and from a number on."""
    rel = token.rel
    for number, step in _STEPS_OF.get(rel, _STEPS_OF_ALL):
        if number > done:
            step(tokens, token)
            if token.rel != rel:  # the later steps are those for what it is now
                _mend(tokens, token, number)
                return


def before_noun(name: Sequence[Token]) -> None:
    """Put a name right that stands before the noun it hangs with: "the Republic of Korea Summit".

    `name` are the words of a name; where the parser takes "Summit" for a part of it, the noun
    becomes the head, in place.
    """
    last = name[-1]
    noun = last.head
    if noun is None or noun.index != last.index + 1 or noun.rel != "nmod" or noun in name:
        return
    top = noun.head
    if top is None or top not in name or top.head is None or top.head is noun:
        return
    above, rel, case = top.head, top.rel, top.case
    top.forget()
    top.children.remove(noun)
    noun.head = None
    _attach(noun, above, rel, case)
    above.children.remove(top)
    _attach(top, noun, "compound", "")
    for each in [c for c in noun.children if c.rel == "case" and c in name]:
        _hang(each, last, "case")
    for each in [c for c in top.children if c.index < name[0].index]:
        _hang(each, noun, each.rel)
    first = min(each.index for each in noun.subtree())
    for each in above.children[::-1]:
        if each.rel in ("det", "amod", "nummod") and each.index == first - 1:
            _hang(each, noun, each.rel)
            first = each.index


def _attach(token: Token, head: Token, rel: str, case: str) -> None:
    """Hang a word that hangs nowhere."""
    token.head, token.rel, token.case = head, rel, case
    head.children.append(token)
    head.children.sort(key=lambda each: each.index)
    head.forget()


def _release(tokens: Sequence[Token], token: Token) -> None:
    """ "raise trade, which stood at 2 billion, to 3 billion": the last belongs to "raise"."""
    if token.head is None:
        return
    opening = _comma_before(tokens, token)
    if opening is None or opening == 0:
        return
    governor = _governor(tokens[opening - 1])
    if governor is None or governor is token or governor.index > opening:
        return
    told = False
    for child in list(token.children):
        if child.rel not in ("obl", "obl:unmarked", "obj", "nummod"):
            continue
        first = child.first.index
        if told and child.case and tokens[first - 1].text == ",":
            _move_from(token, first, governor)
            return
        told = told or child.index > token.index


def _comma_before(tokens: Sequence[Token], remark: Token) -> int | None:
    """The index of the comma that opens a remark."""
    first = remark.first.index
    return first - 1 if first and tokens[first - 1].text == "," else None


def _governor(noun: Token) -> Token | None:
    """The verb of which a noun phrase, by its last word, is the object."""
    node = noun
    while node.head is not None:
        if node.rel == "obj" and node.head.is_verb:
            return node.head
        owed = node.rel == "obl" and node.head.rel == "acl"  # "debts owed to firms, which"
        if not owed and node.rel not in ("nmod", "compound", "amod", "conj", "acl"):
            return None
        node = node.head
    return None


def _move_from(token: Token, first: int, governor: Token) -> None:
    """Hang all phrases of a word that begin at a position or later on another."""
    for child in list(token.children):
        if child.index >= first and child.case:
            _hang(child, governor, "obl")


def _span(tokens: Sequence[Token], token: Token) -> None:
    """ "the line from Arica to Tacna": both ends belong to the line."""
    if token.case != "from" or token.pos != "PROPN" or token.head is None:
        return
    end = token.subtree()[-1].index
    if end + _NEXT >= len(tokens) or tokens[end + 1].text.lower() != "to":
        return
    for other in tokens[end + _NEXT : end + 2 * _NEXT]:
        if other.case == "to" and other.pos == "PROPN" and other.head is not token.head:
            if other.head is not None and other.head.index < token.index:
                _hang(other, token.head, "nmod")
            return


def _gap(_: Sequence[Token], token: Token) -> None:
    """ "exports came to 2 billion and imports to 3 billion": each has its own number."""
    if not token.is_noun or token.head is None:
        return
    if not token.head.is_verb:
        _gap_after_number(token)
        return
    for child in list(token.head.children):
        own = child.rel == "obl" and child.case and child.index > token.index + 1
        if own and child.first.index == token.index + 1:
            _hang(child, token, "nmod")


def _gap_after_number(token: Token) -> None:
    """The same, where the parser takes the second thing for one more number of the first."""
    number = token.head
    verb = number.head if number is not None and number.rel == "obl" else None
    if number is None or verb is None or not verb.is_verb or token.child("nummod") is not None:
        return
    if not _is_number(number) or token.text[:1].isupper():
        return
    for child in list(verb.children):
        same = child.rel == "obl" and child.case == number.case and _is_number(child)
        if same and child.index > token.index:
            near = (*child.children, *verb.children)
            for place in [c for c in near if c.case and c.first.index == token.index + 1]:
                _hang(place, token, "nmod")
            token.case = ""
            _hang(token, verb, "conj")
            _hang(child, token, "nmod")
            return


def _is_number(token: Token) -> bool:
    """Whether a word is a number, or what is counted."""
    return token.pos == "NUM" or token.child("nummod") is not None


def _nearest(tokens: Sequence[Token], token: Token) -> None:
    """ "a plan and contracts worth 2 billion": an adjective after nouns belongs to the last."""
    if token.head is None or token.index <= token.head.index + 1:
        return
    before = tokens[token.index - 1]
    if before.is_noun and before.rel == "conj" and token.head in before.ancestors():
        _hang(token, before, "amod")


def _participle(tokens: Sequence[Token], token: Token) -> None:
    """ "a panel of both states, headed by X, met": it is the panel that X heads."""
    if token.tag != "VBN" or _comma_before(tokens, token) is None:
        return
    head = token.head
    while head is not None and head.rel == "nmod" and head.case == "of" and head.head is not None:
        head = head.head
    if head is not None and head is not token.head and head.is_noun:
        _hang(token, head, "acl")


def _coordinate(tokens: Sequence[Token], token: Token) -> None:
    """ "Peru's minister, Ana Ruiz, and Chile's envoy, Joe Doe": two officials, not two names."""
    if token.pos != "PROPN" or token.head is None:
        return
    noun = token.head
    if noun.pos != "NOUN":
        return
    for other in token.all_children("conj"):
        joiner = next((c for c in token.children if c.rel == "cc" and c.index < other.index), None)
        if joiner is None or tokens[joiner.index - 1].text != ",":
            continue
        if other.pos == "NOUN" and other.child("nmod:poss", "appos") is not None:
            _hang(other, noun, "conj")
            _hang(joiner, noun, "cc")


def _finite(tokens: Sequence[Token], token: Token) -> None:
    """ "calls on all to sign and thanks Fiji": who calls, thanks; nobody is called on to.

    So "noted that the mandate has been extended, and appealed": after a comma another form of
    the verb goes on with the clause above.
    """
    first = token.head
    if token.tag not in _TENSED or first is None:
        return
    if first.tag != "VB" and not _is_perfect_before_comma(tokens, first, token):
        return
    if token.child("aux", "aux:pass", "nsubj", "nsubj:pass", "cop") is not None:
        return
    upper = next((up for up in first.ancestors() if up.is_verb and up.tag == token.tag), None)
    if upper is not None and first.index < token.index:
        _join(token, first, upper)


def _perfect(tokens: Sequence[Token], token: Token) -> None:
    """ "fears that it will, and has urged all to": who fears has urged, not what is feared."""
    first = token.head
    if first is None or first.rel != "ccomp" or first.head is None:
        return
    subject = token.child(*_SUBJECTS)
    helper = token.child("aux", "aux:pass")
    if subject is None:
        goes_on = token.tag == "VBN" and helper is not None and helper.tag in ("VBZ", "VBP")
    else:  # "warned that it would mean war, and on 4 May their leader signed orders"
        goes_on = token.tag == "VBD" and helper is None
    modal = any(child.tag == "MD" for child in first.all_children("aux"))
    joiner = next((c for c in reversed(first.all_children("cc")) if c.index < token.index), None)
    apart = joiner is not None and tokens[joiner.index - 1].text == ","
    if goes_on and modal and apart and first.head.is_verb:
        _join(token, first, first.head)


def _told_on(_: Sequence[Token], token: Token) -> None:
    """ "asked that it be prolonged and stressed X": who asked has stressed, too."""
    first = token.head
    if first is None or first.rel != "ccomp" or first.head is None:
        return
    said, thing = token.child("ccomp"), token.child("obj")
    passive = first.child("aux:pass") is not None
    if not passive or token.child("aux", "aux:pass", *_SUBJECTS) is not None:
        return
    told = said is not None and said.child("mark") is not None and said.index > token.index
    done = thing is not None and thing.index > token.index  # "and deplored the raid"
    if not told and not done:
        return
    if first.head.is_verb and token.tag in ("VBN", "VBD"):
        token.tag = "VBD"
        _join(token, first, first.head)


def _fronted(tokens: Sequence[Token], token: Token) -> None:
    """ "On Mali, leaders regret the delay": leaders regret it; they are not another topic."""
    topic = token.head
    verb = topic.head if topic is not None and topic.rel == "obl" else None
    if topic is None or verb is None or not topic.case or not verb.is_verb:
        return
    opening = _comma_before(tokens, token)
    linked = any(topic.index < c.index < token.index for c in topic.all_children("cc"))
    if opening is None or linked or not topic.index < token.index < verb.index:
        return
    free = verb.child(*_SUBJECTS) is None and tokens[0] in topic.subtree()
    if free and len(topic.all_children("conj")) == 1 and "," not in _texts(tokens, token, verb):
        token.case = ""
        _hang(token, verb, "nsubj")


def _texts(tokens: Sequence[Token], first: Token, last: Token) -> list[str]:
    """The words between two."""
    return [each.text for each in tokens[first.index + 1 : last.index]]


def _to_be(tokens: Sequence[Token], token: Token) -> None:
    """ "spoke of a pact, to be signed in May": the pact is, whatever the parser hangs it on."""
    aux = token.all_children("aux", "aux:pass")
    free = token.child(*_SUBJECTS) is None and token.child("aux:pass") is not None
    if not free or not any(each.tag == "TO" for each in aux):
        return
    if token.rel == "acl:relcl":
        token.rel = "acl"
        return
    first = token.first.index
    apart = first > 1 and tokens[first - 1].text == ","
    noun = tokens[first - 2] if apart else tokens[first - 1]
    own = noun.rel in ("obl", "obj") and noun.head is token.head and first > 0
    if own and noun.is_noun and (apart or (token.rel == "advcl" and noun.rel == "obl")):
        _hang(token, noun, "acl")


def _titled(tokens: Sequence[Token], token: Token) -> None:
    """ "1. Agreement on Tools Used at Sea;": an item of a list; a participle, and no verb of it."""
    verb = token.head
    if verb is None or verb.head is not None or verb.tag not in ("VBD", "VBN"):
        return
    item = token.first.index == 0 and tokens[-1].text in (";", ".", ",")
    large = verb.text[:1].isupper() and token.is_noun and token.child("nmod") is not None
    if not item or not large or verb.child("aux", "aux:pass") is not None:
        return
    verb.tag = "VBN"
    verb.children.remove(token)
    token.head, token.rel = None, "root"
    token.children.append(verb)
    verb.head, verb.rel = token, "acl"
    verb.forget()


def _several(tokens: Sequence[Token], token: Token) -> None:
    """ "and the two plan to build": a verb, which the parser takes for a plan of two."""
    if token.tag != "NN":
        return
    count = token.child("nummod")
    infinitive = token.child("acl")
    if count is None or infinitive is None or infinitive.tag != "VB":
        return
    article = token.child("det")
    if article is None or article.tag != "DT" or count.index != token.index - 1:
        return
    if infinitive.child("aux") is None or tokens[token.index + 1].tag != "TO":
        return
    token.pos, token.tag, count.rel, infinitive.rel = "VERB", "VBP", "nsubj", "xcomp"
    _hang(article, count, "det")


def _apart(tokens: Sequence[Token], token: Token) -> None:
    """ "Peru proposed talks; Chile agreed": two statements, the first not said by the second."""
    later = token.head
    if later is None or later.head is not None:
        return
    if token.index > later.index or token.child(*_SUBJECTS) is None:
        return
    last = token.subtree()[-1].index
    if tokens[last].text != ";" and tokens[last + 1].text != ";":
        return
    later.children.remove(token)
    token.head, token.rel = None, "root"
    token.children.append(later)
    later.head, later.rel = token, "conj"
    later.forget()


def _whose(tokens: Sequence[Token], token: Token) -> None:
    """ "promised its troops would leave": the troops would, nobody is promised them."""
    verb = token.head
    first = token.first
    if verb is None or first.tag != "MD" or token.child(*_SUBJECTS) is not None:
        return
    thing = next((c for c in verb.all_children("obj") if c.index > verb.index), None)
    if thing is not None and tokens[first.index - 1] in thing.subtree():
        _hang(thing, token, "nsubj")


def _officers(_: Sequence[Token], token: Token) -> None:
    """ "the presidents of Peru and Chile": of both, not the presidents and Chile."""
    noun = token.head
    if token.pos != "PROPN" or noun is None or token.entity == "PERSON":
        return
    if any(child.rel == "compound" for child in token.children) and token.entity != "GPE":
        return
    if noun.tag not in ("NNS", "NNPS") or noun.entity == "GPE":
        return
    owner = next((c for c in noun.all_children("nmod") if c.case == "of"), None)
    if owner is not None and owner.entity == "GPE" and owner.index < token.index:
        token.case = owner.case
        _join(token, noun, owner)


def _head_of(_: Sequence[Token], token: Token) -> None:
    """ "the head of Mali's Council, Joe Doe, left": he is the head, and no council."""
    top = token.head
    if token.entity != "PERSON" or top is None or top.pos != "PROPN" or top.entity == "PERSON":
        return
    while top is not None and top.rel == "nmod" and top.case == "of":
        top = top.head
    if top is not None and top is not token.head and top.tag == "NN":
        _hang(token, top, "appos")


def _told(tokens: Sequence[Token], token: Token) -> None:
    """ "Kenya condemned in clear words the raid": with an object it is no passive participle."""
    noun = token.head
    if token.tag != "VBN" or noun is None or noun.head is not None:
        return
    close = not any(each.text in ",(" for each in tokens[noun.index + 1 : token.index])
    if not noun.is_noun or token.child("obj") is None or token.child("iobj", "aux") or not close:
        return
    following = [each for each in noun.children if each.index > token.index]
    noun.children = [each for each in noun.children if each.index < token.index]
    token.head, token.rel, token.tag = None, "root", "VBD"
    noun.head, noun.rel = token, "nsubj"
    for each in following:
        each.head = token
    token.children = sorted([noun, *token.children, *following], key=lambda each: each.index)
    noun.forget()


def _of_peoples(tokens: Sequence[Token], token: Token) -> None:
    """ "Fijian, Chilean and Kenyan envoys met": the first adjective is the envoys', too."""
    first, above = token.head, token.head.head if token.head is not None else None
    if first is None or above is None or first.entity != "NORP" or not token.is_noun:
        return
    second = token.child("amod")
    listed = tokens[first.index + 1].text == "," and second is not None
    if not listed or second is None or second.entity != "NORP" or second.index > first.index + 2:
        return
    rel, case = first.rel, first.case
    first.forget()
    first.children.remove(token)
    above.children.remove(first)
    token.head = None
    _attach(token, above, rel, case)
    _attach(first, token, "amod", "")
    for each in [*second.all_children("conj"), second]:
        _hang(each, first, "conj")


def _is_perfect_before_comma(tokens: Sequence[Token], first: Token, token: Token) -> bool:
    """Whether a verb is a participle with auxiliaries, told off by a comma from its conjunct."""
    joiners = [each.index for each in first.all_children("cc") if each.index < token.index]
    if first.tag != "VBN" or not joiners or first.child("aux", "aux:pass") is None:
        return False
    return tokens[joiners[-1] - 1].text == "," and first.index < joiners[-1]


def _listed(tokens: Sequence[Token], token: Token) -> None:
    """ "met Premier Ana Ruiz, UK envoy Jo Doe, and Luis Soto": nobody is somebody else."""
    first = token.head
    if first is None or token.entity != "PERSON" or first.entity != "PERSON":
        return
    joined = any(child.rel == "cc" and child.index > token.index for child in first.children)
    if joined and _comma_before(tokens, token) is not None and first.index < token.index:
        token.case, token.rel = first.case, "conj"
        first.forget()


def _stranded(tokens: Sequence[Token], token: Token) -> None:
    """ "On top of a deal with Peru, Fiji announced": who announced it, and not another Peru."""
    end = token.subtree()[-1].index + 1
    verb = tokens[end] if end < len(tokens) else None
    if verb is None or verb.tag not in ("VBD", "VBZ", "VBP") or verb not in token.ancestors():
        return
    named = token.head is not None and token.head.entity == "PERSON"
    if named or verb.child(*_SUBJECTS) is not None or _comma_before(tokens, token) is None:
        return  # "in the name of President Moi, Premier Odinga": it may be either
    _hang(token, verb, "nsubj")


def _purpose(_: Sequence[Token], token: Token) -> None:
    """ "to meet Ana Ruiz to sign a pact": she is met; who signs is who meets her."""
    verb, subject = token.head, token.child("nsubj")
    if verb is None or subject is None or token.tag != "VB" or verb.child("obj") is not None:
        return
    infinitive = any(child.tag == "TO" for child in token.all_children("aux"))
    mark = token.child("mark")
    if not infinitive or not verb.index < subject.index < token.index:
        return
    if mark is None:
        _hang(subject, verb, "obj")
    elif mark.lower == "with" and subject.entity == "PERSON":
        _hang(subject, verb, "obl")  # "met with Ana Ruiz to sign a pact"
        subject.case = mark.lower
        mark.rel = "case"
        _hang(mark, subject, "case")


def _means(_: Sequence[Token], token: Token) -> None:
    """ "spoke by telephone with Peru": with Peru one speaks, and no telephone is with it."""
    means = token.head
    if token.case != "with" or means is None or means.rel != "obl":
        return
    verb = means.head
    bare = means.tag == "NN" and means.case in ("by", "via", "over")
    if bare and means.child("det", "amod", "nmod:poss") is None and verb is not None:
        _hang(token, verb, "obl")


def _owned(_: Sequence[Token], token: Token) -> None:
    """ "Fiji's objection to the bill and its support for the ban": both are Fiji's."""
    first = token.head
    owner = token.child("nmod:poss")
    if first is None or owner is None or owner.tag != "PRP$":
        return
    upper = first.head
    if upper is not None and first.rel == "obl":
        upper = upper.child("obj")  # "restated its objection to the bill": hung on the verb
    if first.rel not in ("nmod", "obl") or upper is None or not upper.is_noun:
        return
    if upper.child("nmod:poss") is not None and first.child("nmod:poss") is None:
        token.case = upper.case
        _join(token, first, upper)


def _invited(tokens: Sequence[Token], token: Token) -> None:
    """ "At the invitation of A, B paid a visit": the one who pays it is B."""
    heads = guest(tokens, token)
    if not heads or token.head is None:
        return
    verb = token.head
    for told in verb.all_children(*_SUBJECTS):
        if told.index < heads[0].index:
            above = token.child("nmod") or token
            _hang(told, above, "appos")
    _hang(heads[0], verb, "nsubj")
    heads[0].case = ""
    for other in heads[1:]:  # "a team headed by the Chairman of the Council, Joe Doe"
        before = [each for each in heads[0].subtree() if each.index < other.index]
        leader = next((each for each in before[::-1] if each.rel == "obl:agent"), heads[0])
        _hang(other, leader, "appos")


def _to_noun(_: Sequence[Token], token: Token) -> None:
    """ "opened to traffic a bridge": the bridge is opened, and nothing is trafficked."""
    verb, thing = token.head, token.child("obj")
    marker = token.child("aux")
    if token.pos != "NOUN" or verb is None or thing is None or marker is None:
        return
    if marker.tag != "IN" or not verb.is_verb or verb.child("obj") is not None:
        return
    marker.rel, token.rel, token.case = "case", "obl", marker.lower
    _hang(thing, verb, "obj")


def _join(token: Token, first: Token, upper: Token) -> None:
    """Coordinate a word, with its conjunction, with another than its first conjunct."""
    for joiner in first.all_children("cc"):
        if first.index < joiner.index < token.index:
            _hang(joiner, upper, "cc")
    _hang(token, upper, "conj")


def _hang(token: Token, head: Token, rel: str) -> None:
    """Give a word another head, where that makes no circle."""
    if token is head or token in head.ancestors() or token.head is None:
        return
    token.head.forget()
    token.head.children.remove(token)
    token.head, token.rel = head, rel
    head.children.append(token)
    head.children.sort(key=lambda each: each.index)
    head.forget()


def _acting(_: Sequence[Token], token: Token) -> None:
    """ "The ministers of Peru and Chile sign the pact": what has subject and object is a verb."""
    if token.pos != "NOUN" or token.child("nsubj") is None or token.child("obj") is None:
        return
    if token.child("cop", "aux", "det", "case", "amod", "nmod:poss") is None:
        token.pos, token.tag = "VERB", "VBP" if token.tag == "NN" else "VBZ"
        for child in token.all_children("nmod"):
            child.rel = "obl"


def _remarked(tokens: Sequence[Token], token: Token) -> None:
    """ "The panel, set up in 1993, has met": it has met, and the rest says which panel."""
    first = token.head
    if first is None or first.head is not None or first.tag not in ("VBN", "VBD"):
        return
    subject = first.child(*_SUBJECTS)
    opening = first.index - 1
    if subject is None or opening < 1 or tokens[opening].text != "," or token.child(*_SUBJECTS):
        return
    if first.child("aux", "aux:pass", "obj") is not None or subject.index > opening:
        return
    helper = token.child("aux", "aux:pass")
    start = min(t.index for t in (token, *token.all_children("aux", "aux:pass", "advmod")))
    finite = (helper or token).tag in ("VBZ", "VBP", "VBD", "MD")
    if not finite or token.index < first.index or tokens[start - 1].text != ",":
        return
    if any(t.rel == "cc" and first.index < t.index < token.index for t in first.children):
        return
    _swap(first, token, subject, start)


def _swap(first: Token, token: Token, subject: Token, start: int) -> None:
    """Make the second verb the main one, of the same subject, and the first a remark on that."""
    later = [each for each in first.children if each.index >= start - 1 and each is not token]
    moved = {id(each) for each in (*later, token, subject)}
    first.children = [each for each in first.children if id(each) not in moved]
    passive = token.child("aux:pass") is not None
    token.head, token.rel = None, "root"
    subject.head, subject.rel = token, "nsubj:pass" if passive else "nsubj"
    for each in later:
        each.head = token
    token.children = sorted([subject, *token.children, *later], key=lambda each: each.index)
    first.head, first.rel, first.tag = subject, "acl", "VBN"
    subject.children = sorted([*subject.children, first], key=lambda each: each.index)
    first.forget()


def _sequel(tokens: Sequence[Token], token: Token) -> None:
    """ "rose to 2 billion in 2018, then fell": two verbs of one subject."""
    verb = token.head
    if verb is None or not verb.is_verb or token.tag not in ("VBD", "VBZ", "VBP"):
        return
    if token.index < verb.index or token.child(*_SUBJECTS) is not None or verb.tag != token.tag:
        return
    before = tokens[token.index - 1]
    first = before.index - 1 if before.tag == "RB" else before.index
    if first > verb.index and tokens[first].text in (",", ";"):
        token.rel = "conj"


def _doer(tokens: Sequence[Token], token: Token) -> None:
    """ "Peru put 2 million into Chile and Chile put 3 million into Peru": Chile puts them."""
    name = tokens[token.index - 1] if token.index else None
    if token.tag not in _TENSED or name is None or name.rel != "conj" or not name.is_noun:
        return
    if token.head is None or not token.head.is_verb or token.child(*_SUBJECTS, "aux") is not None:
        return
    first = name.head
    if (
        first is None
        or first.rel not in ("obl", "obj", "nmod")
        or token.head not in (*first.ancestors(),)
    ):
        return
    joined = tokens[min(each.index for each in name.subtree()) - 1]
    if joined.rel == "cc" and token.child("obj") is not None:
        _hang(name, token, "nsubj")
        name.case = ""


def _that_of(tokens: Sequence[Token], token: Token) -> None:
    """ "trade with Peru fell, that with Chile rose": "that" is a trade, too, no conjunction."""
    verb, following = token.head, tokens[token.index + 1 : token.index + 2]
    if token.tag != "IN" or verb is None or verb.child(*_SUBJECTS) is not None:
        return
    if not following or following[0].rel != "case" or following[0].head is None:
        return
    thing = following[0].head
    if thing.head is not verb or thing.rel != "obl" or thing.index > verb.index:
        return
    token.pos, token.tag, token.rel = "PRON", "DT", "nsubj"
    if verb.rel in ("advcl", "ccomp"):
        verb.rel = "conj"
    _hang(thing, token, "nmod")


def _day_before(tokens: Sequence[Token], token: Token) -> None:
    """ "On 3 July President Ruiz met": the day is one thing, and the President another."""
    name = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    month = tokens[token.index - 1] if token.index else None
    if not token.case or name is None or month is None or token.head is None:
        return
    if month.entity != "DATE" or month.pos != "PROPN" or month.head is not token:
        return
    if token.entity == "DATE" or name.pos != "PROPN" or not token.text[:1].isupper():
        return
    top = name
    while top.rel == "compound" and top.head is not None:
        top = top.head
    if top.rel not in _SUBJECTS or top.head is not token.head:
        return
    verb = token.head
    for child in list(token.children):
        if child.index < month.index:
            _hang(child, month, child.rel)
    month.case, token.case = token.case, ""
    _hang(month, verb, "obl")
    _hang(token, top, "compound")


def _weekday(tokens: Sequence[Token], token: Token) -> None:
    """ "denounced on Monday Peru's claim": the claim is denounced, on Monday; no "Monday Peru"."""
    case = tokens[token.index - 1] if token.index else None
    thing, name = (case.head if case is not None else None), token.head
    if token.entity not in _TIMES or case is None or case.rel != "case" or name is None:
        return
    if thing is None or thing.rel != "obl" or thing.head is None or not thing.head.is_verb:
        return
    if name.entity in _TIMES or name.rel not in ("nmod:poss", "compound"):
        return
    if name.head is not thing or thing.child("case") is not case:
        return
    if name.index != token.index + 1 or thing.head.child("obj") is not None:
        return
    verb, told = thing.head, thing.case
    _hang(case, token, "case")
    thing.case, thing.rel = "", "obj"
    _hang(token, verb, "obl")
    token.case = told


def _subject(_: Sequence[Token], token: Token) -> None:
    """ "Work on the line began", "Inga, a dam, is": a bare verb form as subject is a noun."""
    if token.tag not in ("VB", "VBP") or not token.text[:1].isupper():
        return
    if token.child("nsubj", "aux", "mark", "xcomp", "ccomp", "advmod") is not None:
        return
    things = token.all_children("obj", "obl")
    if any(not child.case and child.tag != "PRP" for child in things):
        return  # "Build roads is the motto"
    named = token.child("appos") is not None
    token.pos, token.tag = ("PROPN", "NNP") if named else ("NOUN", "NN")
    for child in things:
        child.rel = "nmod" if child.case else "appos"


def _content(_: Sequence[Token], token: Token) -> None:
    """ "said after a meeting with X that it was safe": what was said, no remark on the meeting."""
    mark, noun = token.child("mark"), token.head
    if mark is None or mark.lower != "that" or noun is None or noun.rel != "obl":
        return
    verb = noun.head
    if verb is None or not verb.is_verb or token.child("nsubj", "nsubj:pass") is None:
        return
    if verb.child("obj", "ccomp", "xcomp") is None and noun.case and mark.index > noun.index:
        _hang(token, verb, "ccomp")


def _guest(_: Sequence[Token], token: Token) -> None:
    """ "talks with visiting Minister Ana Ruiz": she visits, and nobody is with the visiting."""
    name, noun = token.child("obj"), token.head
    if token.tag != "VBG" or name is None or noun is None:
        return
    if token.case not in _WITH and not (token.case == "for" and noun.is_noun):
        return  # "a dinner for visiting Minister Ana Ruiz"
    if name.entity != "PERSON" or name.first.index != token.index + 1:
        return
    case = token.case
    _hang(name, noun, "nmod" if noun.is_noun else "obl")
    name.case, token.case = case, ""
    for child in [c for c in token.children if c.rel == "case"]:
        _hang(child, name, "case")
    for child in [c for c in token.children if c.index > name.index]:
        _hang(child, noun, "nmod" if noun.is_noun else child.rel)
    _hang(token, name, "amod")


def _participial(_: Sequence[Token], token: Token) -> None:
    """ "spoke following talks": a preposition in "-ing", whose object is no object of a verb."""
    below, above = token.child("obj"), token.head
    if token.tag != "VBG" or below is None or above is None or below.index < token.index:
        return
    _hang(below, above, "nmod" if above.is_noun else "obl")
    below.case, token.pos, token.tag = token.lower, "ADP", "IN"
    for child in [c for c in token.children if c.index > below.index]:
        _hang(child, below if child.rel == "nmod" else above, child.rel)
    _hang(token, below, "case")


def _touring(tokens: Sequence[Token], token: Token) -> None:
    """ "Visiting Minister Ana Ruiz said", "Touring Chad, Ana Ruiz said": it is she who said it."""
    verb = token.head
    if token.tag != "VBG" or verb is None or verb.index < token.index:
        return
    told, place = verb.child(*_SUBJECTS), token.child("obj")
    guest_of = told or place
    if guest_of is None or guest_of.index > verb.index:
        return
    if guest_of.entity == "PERSON" and guest_of.first.index == token.index + 1:
        if token.index or verb.lemma == "be":
            return
        if told is None:
            _hang(guest_of, verb, "nsubj")
        _hang(token, guest_of, "amod")
    elif told is not None:
        if _comma_before(tokens, told) is not None:
            token.rel = "advcl"  # "Ending her stay in Chad, Ana Ruiz signed"
    elif place is not None:
        _tourist(tokens, token, place)


def _tourist(tokens: Sequence[Token], token: Token, place: Token) -> None:
    """ "Touring Chad, Ana Ruiz spoke": no second place that she toured."""
    name, verb = place.child("conj"), token.head
    if verb is None or name is None or name.entity != "PERSON" or place.child("cc") is not None:
        return
    if _comma_before(tokens, name) is not None:
        _hang(name, verb, "nsubj")
        token.rel = "advcl"


def _in_town(_: Sequence[Token], token: Token) -> None:
    """ "arrived in Quito Sunday": in Quito, on Sunday."""
    day = token.head
    if day is None or day.head is None or day.entity != "DATE" or day.rel not in ("obl", "nmod"):
        return
    if token.entity not in _PLACES or day.index != token.index + 1 or not day.case:
        return
    verb = next((up for up in day.ancestors() if up.is_verb), None)
    if verb is None:
        return
    day_case, rel, above = day.case, day.rel, day.head
    _hang(token, above, rel)
    token.case, day.case = day_case, ""
    for child in [c for c in day.children if c.index < token.index]:
        _hang(child, token, child.rel)
    _hang(day, verb, "obl:unmarked")


# What a word must be to its head for a mend to look at it (nothing: whatever it is), and the mend.
_STEPS: tuple[tuple[tuple[str, ...], Callable[[Sequence[Token], Token], None]], ...] = (
    (("root",), _acting),
    (_SUBJECTS, _subject),
    (("mark",), _that_of),
    (("dep",), _sequel),
    (("obl",), _day_before),
    (("compound",), _weekday),
    (("compound",), _in_town),
    (_REMARKS, _release),
    (("nmod",), _span),
    (("conj",), _remarked),
    (("conj",), _doer),
    (("conj",), _gap),
    (("amod",), _nearest),
    (("acl",), _participle),
    (("appos",), _coordinate),
    (("appos",), _listed),
    (("appos",), _of_peoples),
    (("appos",), _head_of),
    (("appos",), _stranded),
    (("acl",), _told),
    (("acl:relcl", "advcl", "xcomp"), _to_be),
    (_SUBJECTS, _titled),
    (("conj",), _fronted),
    (("conj",), _finite),
    (("conj",), _perfect),
    (("conj",), _told_on),
    (("ccomp", "advcl"), _apart),
    (("ccomp",), _whose),
    (("conj",), _officers),
    ((), _several),
    (("advcl",), _purpose),
    (("nmod",), _means),
    (("conj",), _owned),
    (("obl",), _invited),
    (("advcl", "xcomp"), _to_noun),
    (("prep",), _participial),
    (("acl",), _guest),
    (("csubj", "advcl"), _touring),
    (("acl:relcl", "acl"), _content),
)
# The steps, by number from 1 on, for each such relation, and those for all others.
_STEPS_OF = {
    rel: tuple(
        (number, step) for number, (rels, step) in enumerate(_STEPS, 1) if not rels or rel in rels
    )
    for rel in {rel for rels, _ in _STEPS for rel in rels}
}
_STEPS_OF_ALL = tuple((number, step) for number, (rels, step) in enumerate(_STEPS, 1) if not rels)
