from __future__ import annotations

import time

import pytest

from memcon.read import read_text
from memcon.read.boilerplate import strip_marker
from memcon.read.words import Rule, boilerplate_rules

RULES = boilerplate_rules()

ARTICLE = (
    (
        "Jordan and Iraq agreed on Tuesday to reopen the oil line to Aqaba by the end of 2009, "
        "the oil ministers of the two countries said after talks in Amman."
    ),
    (
        "Iraq will sell its neighbour 30,000 barrels a day at a rebate of 16 dollars a barrel. "
        "The ministers signed a memorandum on the repair of eleven pumping stations."
    ),
    "A joint committee is to meet in Baghdad every three months. No contract was signed.",
)
BODY = "\n\n".join(ARTICLE)


def body(text: str, title: str = "") -> list[str]:
    doc = read_text(text, title=title)
    return [doc.text[block.start : block.end] for block in doc.blocks]


@pytest.mark.parametrize(
    ("rule", "example"), [(rule, text) for rule in RULES for text in rule.examples]
)
def test_example_matches_its_rule(rule: Rule, example: str) -> None:
    assert rule.pattern.match(strip_marker(example))


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule in RULES for text in rule.near_misses]
)
def test_near_miss_matches_no_rule(rule: Rule, text: str) -> None:
    found = [other.id for other in RULES if other.pattern.match(strip_marker(text))]
    assert found == [], f"near-miss of {rule.id}"


@pytest.mark.parametrize(
    "top",
    [
        "Skip to content\nToggle navigation\nHome\nNews\nOpinion\nAbout\nContact",
        "Home | World | Business | Sport\nSaturday 23 November 2024",
        "Home > News > Middle East",
        (
            "We value your privacy\nThis site keeps cookies on your device to count readers. You "
            "can change your mind at any time in the settings.\nAccept all | Reject all"
        ),
        "Text size A A A\n\nPress Release",
        "SUBSCRIBE FROM 4 EUROS A MONTH   Sign in\n\nADVERTISEMENT",
    ],
)
def test_furniture_above_the_title_is_no_body(top: str) -> None:
    title = "Oil line to Aqaba is to be opened again"
    assert body(f"{top}\n\n{title}\n\n{BODY}") == [title, *ARTICLE]


@pytest.mark.parametrize(
    "stamp",
    [
        "By Rania Haddad\nPolitical reporter\n14 March 2007 - 06:42",
        "Rania Haddad\nDiplomatic editor\n14 March 2007 - 06:42",
        "Coral Wire | Amman | Updated: 30-03-2007 12:34 IST | Created: 30-03-2007 12:29 IST",
        "Mar 30, 2007  •  59 minutes ago  •  2 minute read",
        "Published: 14 March 2007\nShare this with Close\nMessenger Messenger Pinterest LinkedIn",
        "Share: Facebook  X  WhatsApp  LinkedIn  Copy link\nListen to this article (4 min)",
        "Amman, March 14, 2007",
    ],
)
def test_bylines_stamps_and_buttons_below_the_title_are_no_body(stamp: str) -> None:
    title = "Oil line to Aqaba is to be opened again"
    assert body(f"{title}\n\n{stamp}\n\n{BODY}") == [title, *ARTICLE]


@pytest.mark.parametrize(
    "tail",
    [
        (
            "Related stories\nSyria buys two ferries\nWhy lorries wait at Karameh\n\nMOST READ\n"
            '1. Rain at last\n2. Port deal worth $2bn "near", says minister'
        ),
        "Leave a Reply\n\nThis site uses Akismet to reduce spam. Learn how data is processed.",
        (
            "Comments (37)\nLog in to join the conversation.\n\nGreat news for all of us, I think, "
            "and it was about time that somebody did it, after so many years of waiting."
        ),
        "About the author\nRania Haddad has covered oil for ten years. She read law in Irbid.",
        "About the author\n\nRania Haddad has covered oil for ten years. She read law in Irbid.",
        (
            "Rania Haddad is a senior fellow at the Institute of Gulf Studies in Irbid. She is the "
            "author of two books on oil."
        ),
        (
            "Related stories\n\nShare this story on\n\n\nRania Haddad Dr Rania Haddad is head of "
            "research at a bank in Amman. Previously she was an adviser to two ministers."
        ),
        "The views expressed are those of the author and not of the institute.",
        "Views in opinion pieces are of individual contributors unless stated otherwise.",
        "Sign up for The Morning Line, our free newsletter. By signing up you agree to our terms.",
        "© 2007 Amman Observer. All rights reserved.",
        "Feedback\n\nOthers",
        "Tags: Jordan, Iraq, oil\nFacebook Twitter LinkedIn Email",
        "___\n\nAssociated Press writer Ali Saleh in Baghdad contributed to this report.",
        "(Reporting by Rania Haddad; editing by Ali Saleh)",
        "For further information, please contact:\nPress office\nTel.: +962 6 555 0100",
        "References\n\n1. Ministry of Oil, Annual report 2006, Baghdad.\n2. World Bank, 2005.",
        "Amman\nMarch 14, 2007",
        "###",
        "The Gulf Institute is an independent think tank in Irbid.",
        "READ MORE: What does a barrel cost at the wellhead?",
    ],
)
def test_furniture_after_the_article_is_no_body(tail: str) -> None:
    assert body(f"{BODY}\n\n{tail}\n") == list(ARTICLE)


@pytest.mark.parametrize(
    "box",
    [
        "READ MORE: Fuel prices to rise in May",
        "ADVERTISEMENT",
        "Related stories\nSyria buys two ferries\nWhy lorries wait at Karameh",
        "Also read: Ministers meet again",
        "Related stories\n\nSyria buys two ferries\nWhy lorries wait at Karameh",
        "Related stories",
        "Sign up for our free newsletter",
    ],
)
def test_boxes_amid_the_article_leave_what_follows(box: str) -> None:
    text = f"{ARTICLE[0]}\n\n{box}\n\n{ARTICLE[1]}\n\n{ARTICLE[2]}"
    assert body(text) == list(ARTICLE)


@pytest.mark.parametrize(
    "kept",
    [
        # a person of the story, told about in its last lines
        "Ali Saleh is a professor of law who advised both ministries, and wrote the first draft. ",
        # a list that ends the document
        "The two sides signed in Amman:\n\nProtocol on pumping stations\nAccord on rebates",
        # a heading with text below it
        "Next steps\n\nThe committee will meet in June, and will choose a contractor by August.",
        # a table
        "Year   Barrels a day\n2007   10,000\n2008   30,000",
        "A caption is kept: the two ministers shake hands in Amman. Photo: Ali Saleh/Petra",
        "Comments by the two ministers on the price of the repair were not made public at all.",
    ],
)
def test_what_belongs_to_the_article_is_kept(kept: str) -> None:
    named = "Ali Saleh, a lawyer from Basra, told reporters that he had waited for years for this."
    text = f"{BODY}\n\n{named}\n\n{kept}"
    words = " ".join(" ".join(body(text)).split())
    assert words == " ".join(text.split())


def test_a_repeated_caption_is_kept_once() -> None:
    caption = "The oil ministers of Jordan and Iraq shake hands in Amman on Tuesday. [Photo: Petra]"
    assert body(f"{caption}\n\n{caption}\n\n{BODY}") == [caption, *ARTICLE]


def test_the_known_title_marks_where_the_article_begins() -> None:
    title = "Oil line to Aqaba is to be opened again"
    text = f"Amman Observer\nThe paper of record since 1971\n\n{title}\n\n{BODY}"
    assert body(text, title=title) == [title, *ARTICLE]


def test_a_text_of_nothing_but_furniture_is_read_whole() -> None:
    assert body("Home\n\nContact us") == ["Home", "Contact us"]


@pytest.mark.parametrize(
    "text",
    [
        "a " * 20_000,
        "Share " * 3_000,
        "Facebook Twitter " * 2_000 + "!",
        "Anna Maria " * 3_000,
        "© " * 5_000,
        "- " * 10_000,
        "\n".join(["Home"] * 20_000),
        "\n\n".join(["The ministers agreed to meet again in June, and said so to all."] * 5_000),
    ],
)
def test_strange_texts_are_read_in_reasonable_time(text: str) -> None:
    start = time.perf_counter()
    read_text(text)
    assert time.perf_counter() - start < 10


BRIEFING = (
    "QUESTION: Will the minister of Kenya travel to Accra for the signing next week?",
    "SPOKESPERSON: I have nothing on that today.",
    "QUESTION: Has Ghana asked for a delay of the signing, as was reported on Friday?",
    "SPOKESPERSON: I have nothing on that today.",
    "QUESTION: And the fisheries protocol with Togo, is it still on the table for May?",
    "SPOKESPERSON: I have nothing on that today.",
    "The next briefing on relations with Ghana is to be held on Thursday in Nairobi.",
)


def test_an_answer_given_three_times_stands_three_times() -> None:
    assert body("\n\n".join(BRIEFING)) == list(BRIEFING)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join((ARTICLE[0], ARTICLE[0], *ARTICLE[1:])),  # the standfirst is the first sentence
        "\n\n".join((*ARTICLE, *ARTICLE)),  # the page and its version for printing
        "\n\n".join((ARTICLE[0], "Tanks at the port of Aqaba", "Tanks at the port of Aqaba")),
    ],
)
def test_what_is_printed_twice_stands_once(text: str) -> None:
    found = body(text)
    assert len(found) == len(set(found))
