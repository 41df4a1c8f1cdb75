"""Who acts and towards whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.extract.events import EventLine

Code = Callable[[str], EventLine | None]


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Ghana praised Togo.", ["GHA"], ["TGO"]),
        ("Togo was praised by Ghana.", ["GHA"], ["TGO"]),
        ("The Ghanaian foreign minister criticised Togo.", ["GHA"], ["TGO"]),
        ("Accra condemned the arrest of a Ghanaian by Togo's police.", ["GHA"], ["TGO"]),
        ("Peru and Chile signed a treaty of friendship.", ["PER", "CHL"], []),
        ("Talks between Peru and Chile began in Lima on Monday.", ["PER", "CHL"], []),
        ("Peru rejected a Chilean offer of mediation.", ["PER"], ["CHL"]),
        ("Peru demanded that Chile release its fishermen.", ["PER"], ["CHL"]),
        ("NATO warplanes bombed Serbian positions.", ["NATO"], ["SRB"]),
        ("Police in Kenya arrested 20 students.", ["KEN"], ["KEN"]),
        ("Thousands of people demonstrated in Santiago, Chile, on Sunday.", ["CHL"], ["CHL"]),
        ("Egypt said it had recalled its ambassador from Sudan.", ["EGY"], ["SDN"]),
        ("UN troops were pulled out of Rwanda.", ["UN"], ["RWA"]),
        ("Vietnamese-led forces shelled villages in Thailand.", ["VNM"], ["THA"]),
        ("Bhutan called on Nepal to take back its refugees.", ["BTN"], ["NPL"]),
        ("Denmark condemned the shelling of Tonga by Fiji.", ["DNK"], ["FJI"]),
        ("Gabon demanded the withdrawal of Chadian troops from Niger.", ["GAB"], ["TCD"]),
        ("Norway promised 20 million dollars of aid for Laos and Nepal.", ["NOR"], ["LAO", "NPL"]),
        ("Malta said that Cyprus must be ready to release the sailors.", ["MLT"], ["CYP"]),
        ("Chilean customs shared files with Bolivia about the smuggling.", ["CHL"], ["BOL"]),
        ("Benin urged restraint, while Togo kept its citizens at home.", ["BEN"], []),
        ("Fiji condemned an attack by members of the Tongan army.", ["FJI"], ["TON"]),
        ("Fiji deplored the ban imposed on Samoa by New Zealand.", ["FJI"], ["NZL"]),
        ("Malawi closed two border posts with Zambia.", ["MWI"], ["ZMB"]),
        ("Peru expressed gratitude to Cuba for the doctors in Chile.", ["PER"], ["CUB"]),
        ("Tonga expelled two Samoan diplomats.", ["TON"], ["WSM"]),
        ("Chad recalled its diplomats from Niger.", ["TCD"], ["NER"]),
        ("Gabon vetoed the opening of talks between Togo and Benin.", ["GAB"], ["TGO", "BEN"]),
        ("Dutch troops came under fire from Malian rebels near Gao.", ["MLI"], ["NLD"]),
        ("Peru threatened to close its ports if Chile raised its duties.", ["PER"], ["CHL"]),
        ("Mali shut two of its border posts with Niger.", ["MLI"], ["NER"]),
        ("Kenya gave refuge to hundreds of people who fled from Somalia.", ["KEN"], ["SOM"]),
        ("The UN envoy for Yemen mediated on Monday.", ["UN"], ["YEM"]),
        ("Iran expelled inspectors of the IAEA.", ["IRN"], ["IGOIAEA"]),
        ("Fiji left the Commonwealth on Monday.", ["FJI"], ["IGOCOMMONWEALTH"]),
        ("Spain barred Cuban generals from entering Spain.", ["ESP"], ["CUB"]),
        ("King Abdullah of Saudi Arabia praised Chad.", ["SAU"], ["TCD"]),
        ("Niger said Libyan soldiers had killed two herders.", ["NER"], ["LBY"]),
        ("Police in Spain investigated two mayors.", ["ESP"], ["ESP"]),
        ("Mali condemned the Ghanaian trade ban against Togo.", ["MLI"], ["GHA"]),
        ("A Danish plea for a pause was brushed aside by Peru.", ["PER"], ["DNK"]),
        ("Hundreds marched on the Polish embassy in Lima.", ["PER"], ["POL"]),
        ("Belgium extradited a banker to Italy, officials in Paris said.", ["BEL"], ["ITA"]),
    ],
)
def test_sides_of_an_act(text: str, source: list[str], target: list[str], code: Code) -> None:
    event = code(text)
    assert event is not None
    assert (list(event.source), list(event.target)) == (source, target)


@pytest.mark.parametrize(
    "text",
    [
        "The Danish winger signed for a club in Spain.",
        "A Greek shipping firm bought two freighters in Norway.",
        "Togo and Benin have not been able to agree on a price.",
        "Tourists from Japan walked through the old town of Prague.",
    ],
)
def test_private_persons_firms_and_failures_make_no_event_of_states(text: str, code: Code) -> None:
    assert code(text) is None
