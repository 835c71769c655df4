"""Actors: names, offices, head nouns, antecedents, context, and the user's own tables."""

from __future__ import annotations

import datetime as dt
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.records import Absence, Article, Mention, Party, Sentence, Span
from dragoman.resolve.actors import ActorResolver, DocumentActors
from dragoman.resolve.dictionary import (
    Entry,
    Names,
    Shelf,
    fold,
    load_names,
    read_table,
    read_user_actors,
    split_cell,
    tokenize,
)

DAY = dt.date(2021, 12, 2)


@pytest.fixture(scope="module")
def resolver() -> ActorResolver:
    return ActorResolver()


def read(resolver: ActorResolver, text: str, day: dt.date | None = DAY) -> DocumentActors:
    """The actors of a text with one sentence a line."""
    sentences, at = [], 0
    for index, line in enumerate(text.split("\n")):
        sentences.append(Sentence(index=index, start=at, end=at + len(line)))
        at += len(line) + 1
    return resolver.document(Article(id="a", text=text, published=day), sentences)


def mention(text: str, words: str, **more: object) -> Mention:
    """The last place of the words in the text, as whole words."""
    start = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)][-1]
    return Mention(span=Span(start=start, end=start + len(words)), probability=1.0, **more)  # type: ignore[arg-type]


def ask(
    resolver: ActorResolver,
    text: str,
    words: str,
    *,
    role: str = "actor",
    event_type: str | None = None,
    day: dt.date | None = DAY,
    sector: str | None = None,
    antecedent: str | None = None,
) -> Party:
    link = mention(text, antecedent).span if antecedent else None
    asked = mention(text, words, sector=sector, antecedent=link)
    return read(resolver, text, day).party(asked, sentence=0, role=role, event_type=event_type)


@pytest.mark.parametrize(
    ("words", "code", "sector"),
    [
        ("Brazil", "BRA", "GOV"),
        ("Bhutanese officials", "BTN", "GOV"),
        ("the Kremlin", "RUS", "GOV"),
        ("Downing Street", "GBR", "GOV"),
        ("Zhongnanhai", "CHN", "GOV"),
        ("Rashtrapati Bhavan", "IND", "GOV"),
        ("the Élysée", "FRA", "GOV"),
        ("the Knesset", "ISR", "LEG"),
        ("Verkhovna Rada", "UKR", "LEG"),
        ("the CIA", "USA", "SPY"),
        ("FSB", "RUS", "SPY"),
        ("Revolutionary Guards", "IRN", "MIL"),
        ("the Quai d'Orsay", "FRA", "GOV"),
        ("NATO", "IGO", None),
        ("Nato", "IGO", None),
        ("ECOWAS", "IGO", None),
        ("UNICEF", "UNO", None),
        ("the European commission", "EUR", None),
        ("Amnesty International", "NGO", None),
        ("the Kenya Red Cross", "KEN", "SOC"),
        ("Gazprom", "MNC", "BUS"),
        ("ISIS", "IMG", "REB"),
        ("al-Qaeda", "IMG", "REB"),
        ("al-Shabaab", "SOM", "REB"),
        ("the Houthis", "YEM", "REB"),
        ("the LTTE", "LKA", "REB"),
        ("Wagner mercenaries", "RUS", "PRM"),
        ("Kenyan police", "KEN", "COP"),
        ("Peru's supreme court", "PER", "JUD"),
        ("Zimbabwean farmers", "ZWE", "AGR"),
        ("Chilean students", "CHL", "EDU"),
        ("Nigerien soldiers", "NER", "MIL"),
        ("Nigerian soldiers", "NGA", "MIL"),
        ("members of the Taliban", "AFG", "REB"),
        ("hundreds of Sudanese protesters", "SDN", "CVL"),
        ("Kosovo", "KOS", "GOV"),
    ],
)
def test_name_or_phrase_gives_code_and_sector(
    resolver: ActorResolver, words: str, code: str, sector: str | None
) -> None:
    party = ask(resolver, f"On Monday {words} reacted.", words)
    assert (code, sector) == (party.code, party.sector)
    assert party.evidence


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Transnistria", "MDA"),
        ("Abkhazia", "GEO"),
        ("Somaliland", "SOM"),
        ("Northern Cyprus", "CYP"),
        ("the Donetsk People's Republic", "UKR"),
        ("Nagorno-Karabakh", "AZE"),
        ("Western Sahara", "MAR"),
    ],
)
def test_partially_recognised_entity_is_its_claimants_with_pre(resolver: ActorResolver, words: str, state: str) -> None:
    party = ask(resolver, f"The leaders of {words} protested.", words)
    assert state == party.code
    assert "PRE" in party.other_sectors


STORY = """MINSK (Agency) - Belarusian Health Minister Pavel Yakushik met Polish envoy Anna Zielona in Warsaw on Monday.
Yakushik said that he would return.
The minister thanked her, and "we are content," Zielona said.
Residents cheered as police looked on."""


@pytest.mark.parametrize(
    ("words", "name", "code", "sector"),
    [
        ("Belarusian Health Minister Pavel Yakushik", "Pavel Yakushik", "BLR", "GOV"),
        ("Yakushik", "Pavel Yakushik", "BLR", "GOV"),
        ("he", "Pavel Yakushik", "BLR", "GOV"),
        ("The minister", "Pavel Yakushik", "BLR", "GOV"),
        ("her", "Anna Zielona", "POL", "GOV"),
        ("we", "Anna Zielona", "POL", "GOV"),
    ],
)
def test_person_is_known_by_the_office_the_text_gives(
    resolver: ActorResolver, words: str, name: str, code: str, sector: str
) -> None:
    party = ask(resolver, STORY, words)
    assert (name, code, sector) == (party.name, party.code, party.sector)


def test_pronoun_points_at_its_antecedent(resolver: ActorResolver) -> None:
    party = ask(resolver, STORY, "he")
    assert party.antecedent is not None
    assert "Yakushik" == party.antecedent.of(STORY)


def test_neural_antecedent_goes_before_the_rules(resolver: ActorResolver) -> None:
    text = "Ghana's president spoke to Togo's president. He left."
    assert "TGO" == ask(resolver, text, "He", antecedent="Togo's president").code
    assert "GHA" == ask(resolver, text, "He", antecedent="Ghana's president").code


@pytest.mark.parametrize(
    ("day", "sector"),
    [(dt.date(year, 5, 1), held) for year, held in ((2016, "PTY"), (2018, "GOV"), (2022, "PTY"), (2025, "GOV"))],
)
def test_office_holder_is_dated(resolver: ActorResolver, day: dt.date, sector: str) -> None:
    assert sector == ask(resolver, "A rally was held by Donald Trump.", "Donald Trump", day=day).sector


def test_former_official_is_elite(resolver: ActorResolver) -> None:
    assert "ELI" == ask(resolver, "Critics met Jacques Chirac.", "Jacques Chirac", day=dt.date(2012, 1, 1)).sector
    text = "Former Bolivian President Evo Morales spoke."
    assert "ELI" == ask(resolver, text, "Former Bolivian President Evo Morales").sector


def test_family_name_of_office_holder_is_found_by_office_and_country(resolver: ActorResolver) -> None:
    text = "In Canberra, Australian Prime Minister Howard spoke."
    party = ask(resolver, text, "Prime Minister Howard", day=dt.date(2003, 3, 1))
    assert ("John Howard", "AUS", "GOV") == (party.name, party.code, party.sector)


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("TBILISI - Russia warned Georgia over Abkhazia.", "Georgia", "GEO"),
        ("ATLANTA - Republicans in Georgia sued the governor of the state.", "Georgia", "USA"),
        ("Fighting near Goma drew in Congo and Rwanda.", "Congo", "COD"),
        ("In Brazzaville, Sassou Nguesso said Congo would vote.", "Congo", "COG"),
        ("Korea and Japan signed in Seoul.", "Korea", "KOR"),
        ("Papua New Guinea objected.", "Papua New Guinea", "PNG"),
        ("South Sudan objected.", "South Sudan", "SSD"),
        ("New Mexico objected.", "New Mexico", "USA"),
        ("The Dominican Republic objected.", "Dominican Republic", "DOM"),
        ("Dominica's prime minister in Roseau objected.", "Dominica", "DMA"),
    ],
)
def test_namesakes_are_told_apart(resolver: ActorResolver, text: str, words: str, code: str) -> None:
    assert code == ask(resolver, text, words).code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("In Lebanon Nasr al-Hariri spoke.\nHariri left.", "Hariri", "SYR"),  # not Saad Hariri
        ("Norway heard Erika Khan.\nMs. Khan left The Hague.", "Ms. Khan", "NOR"),  # not the prosecutor
        ("Norway heard the British UN ambassador Erika Muster.", "Erika Muster", "GBR"),
        ("The Commonwealth sent an envoy to Fiji.", "The Commonwealth", "IGO"),  # no suburb of Manila
        ("The premier of Ontario refused.", "The premier of Ontario", "CAN"),
        ("The Cocos (Keeling) Islands have a council.", "The Cocos (Keeling) Islands", "AUS"),
        ("Aid agencies left Chad.", "Aid agencies", "NGO"),
        ("Local aid groups of Chad left.", "Local aid groups of Chad", "TCD"),
    ],
)
def test_who_is_meant_by_the_rest_of_the_text(resolver: ActorResolver, text: str, words: str, code: str) -> None:
    assert ask(resolver, text, words).code == code


def test_country_name_inside_a_persons_name_is_no_country(resolver: ActorResolver) -> None:
    text = "In Amman the minister met Michael Jordan of Chicago. Later Jordan left."
    party = ask(resolver, text, "Michael Jordan")
    assert "Michael Jordan" == party.name
    assert "countries.tsv" != party.evidence


def test_us_is_a_country_and_us_is_a_pronoun(resolver: ActorResolver) -> None:
    text = '"They will help us," Kenya\'s president said. The US agreed.'
    assert "USA" == ask(resolver, text, "US").code
    assert "KEN" == ask(resolver, text, "us").code


@pytest.mark.parametrize(
    ("event_type", "role", "sector"),
    [
        ("ASSAULT", "actor", "MIL"),
        ("MOBILIZE", "actor", "MIL"),
        ("REQUEST", "actor", "GOV"),
        ("ASSAULT", "recipient", None),
        ("ACCUSE", "recipient", "GOV"),
        (None, "speaker", "GOV"),
    ],
)
def test_sector_of_a_country_follows_the_act(
    resolver: ActorResolver, event_type: str | None, role: str, sector: str | None
) -> None:
    party = ask(resolver, "Ethiopia and Eritrea fought.", "Ethiopia", role=role, event_type=event_type)
    assert ("ETH", sector) == (party.code, party.sector)


@pytest.mark.parametrize("words", ["foreign officials", "the West", "World leaders", "several countries"])
def test_vague_group_has_no_code_and_a_reason(resolver: ActorResolver, words: str) -> None:
    party = ask(resolver, f"{words} complained about Peru.", words)
    assert party.code is None
    assert Absence.AMBIGUOUS == party.absence
    assert words == party.text


def test_unnamed_people_take_the_country_of_their_place(resolver: ActorResolver) -> None:
    text = "In Bamako, soldiers arrested students.\nIn Dakar, residents sang."
    assert "MLI" == ask(resolver, text, "students").code
    assert "SEN" == ask(resolver, text, "residents").code


def test_text_without_any_country_gives_a_reason(resolver: ActorResolver) -> None:
    party = ask(resolver, "The protesters sang.", "The protesters")
    assert (None, Absence.NO_CANDIDATE, "CVL") == (party.code, party.absence, party.sector)


def test_backed_group_is_not_the_backers(resolver: ActorResolver) -> None:
    text = "In Mogadishu, Turkish-backed troops of Somalia fought. Somalia's capital shook."
    assert "SOM" == ask(resolver, text, "Turkish-backed troops").code


@pytest.mark.parametrize(
    ("text", "words", "code", "sector"),
    [
        ("Peru wrote to Chile over what President Ada Muster called a theft.", "Ada Muster", "PER", "GOV"),
        ("Germany shunned President Ada Muster of Norway.", "Ada Muster", "NOR", "GOV"),
        ("In Laos the vote failed, said Ada Muster of Human Rights Watch.", "Ada Muster", "NGO", None),
        ("In Laos the ACLU director Ada Muster protested.", "Ada Muster", "USA", "SOC"),
        ("Greece waited.\nGerman Minister Ada Muster spoke.", "Muster", "DEU", "GOV"),
        (
            "In Lesotho his South African counterpart, Ada Muster, agreed.",
            "his South African counterpart, Ada Muster",
            "ZAF",
            None,
        ),
        ("Ada Muster, who leads the Kurdish-led region of Syria, spoke.", "Ada Muster", "SYR", None),
    ],
)
def test_who_a_stranger_speaks_for(
    resolver: ActorResolver, text: str, words: str, code: str, sector: str | None
) -> None:
    party = ask(resolver, text, words)
    assert party.code == code
    assert sector is None or party.sector == sector


def test_people_of_a_small_town_are_of_its_country(resolver: ActorResolver) -> None:
    text = "The police in Ushuaia fought dockers.\nThe mayor was hurt."
    assert [ask(resolver, text, words).code for words in ("The police in Ushuaia", "The mayor")] == ["ARG", "ARG"]


@pytest.mark.parametrize(
    ("text", "words", "code", "sector"),
    [
        ("A US-led strike hit Mosul. The coalition denied it.", "US-led", "IGO", "MIL"),
        ("A US-led strike hit Mosul.", "US-led", "USA", "MIL"),
        ("In Chile European leaders struck a deal.", "European leaders", "EUR", None),
        ("The secretary of the security council spoke in Chile.", "secretary of the security council", "CHL", "GOV"),
        ("Peru's security council met.", "Peru's security council", "PER", "GOV"),
        ("Peru fears China's Security Council veto.", "Security Council", "UNO", None),
        ("Peru asked the Security Council for help.", "Security Council", "UNO", None),
        ("In Chile the pro-European president struck a deal.", "pro-European president", "CHL", "GOV"),
        ("Ministers struck a deal. Peru is not European", "Ministers", "PER", "GOV"),
        ("In Chile European countries struck a deal.", "European countries", None, "GOV"),
        ("Critics were hit in Chile.", "Critics", "CHL", None),
        (
            "The Parliament of the Soviet republic of Tajikistan met.",
            "The Parliament of the Soviet republic of Tajikistan",
            "TJK",
            "LEG",
        ),
        ("The regime and the authorities shelled a town in Chile.", "the authorities", "CHL", "GOV"),
        ("Spain frowned at Montserrat Muster.", "Montserrat Muster", "ESP", None),
    ],
)
def test_words_that_stand_for_others(
    resolver: ActorResolver, text: str, words: str, code: str | None, sector: str | None
) -> None:
    party = ask(resolver, text, words, event_type="ASSAULT")
    assert party.code == code
    assert sector is None or party.sector == sector


def test_an_office_is_not_that_of_another_department(resolver: ActorResolver) -> None:
    text = "Assistant Secretary of State Ada Muster came from the United States.\nIn Peru the general secretary spoke."
    assert ask(resolver, text, "the general secretary").name != "Ada Muster"


ENVOY = "Iraq's cities were shelled.\nErika Muster arrived in Iraq.\nMuster, sent by Norway, asked Iraq to stop."


def from_home(resolver: ActorResolver, text: str, asked: str, heard: list[tuple[str, str, float]]) -> Party:
    """The party of `asked` once the reader has said (party, word, probability) of homes."""
    page = read(resolver, text)
    page.hear([mention(text, party, home=((mention(text, word).span, p),)) for party, word, p in heard])
    return page.party(mention(text, asked), sentence=0, role="actor")


def test_words_of_home_decide_where_no_name_gives_the_country(resolver: ActorResolver) -> None:
    assert from_home(resolver, ENVOY, "Muster", []).code == "IRQ"
    party = from_home(resolver, ENVOY, "Muster", [("Muster", "Norway", 0.9)])
    assert (party.code, party.evidence) == ("NOR", "context; home; countries.tsv")
    assert party.antecedent is not None and party.antecedent.of(ENVOY) == "Norway"


@pytest.mark.parametrize(
    ("office", "home", "code"),
    [
        ("the prime minister", "Washington", "ROU"),  # the United States have none
        ("the supreme leader", "Romania", "ROU"),  # neither has one: as if both had
        ("the minister", "Washington", "ROU"),
        ("the governor", "Washington", "USA"),  # both may have
    ],
)
def test_a_country_without_the_office_is_not_its_holders_home(
    resolver: ActorResolver, office: str, home: str, code: str
) -> None:
    text = f"Washington and Romania differ.\nIn the evening {office} refused."
    assert from_home(resolver, text, office, [(office, home, 0.6)]).code == code


def test_a_states_office_is_not_at_home_in_an_armed_group(resolver: ActorResolver) -> None:
    text = "Bombs of al-Qaida shook Iraq.\nThe authorities ordered a curfew and fighters fled."
    heard = [(words, "al-Qaida", 0.9) for words in ("The authorities", "fighters")]
    state, group = (from_home(resolver, text, words, heard) for words, *_ in heard)
    assert (state.code, group.code) == ("IRQ", "IMG")


def test_homes_of_all_mentions_of_a_person_are_summed(resolver: ActorResolver) -> None:
    halves = [("Erika Muster", "Norway", 0.3), ("Muster", "Norway", 0.3)]
    assert from_home(resolver, ENVOY, "Erika Muster", halves[:1]).code == "IRQ"
    assert from_home(resolver, ENVOY, "Erika Muster", halves).code == "NOR"


def test_a_word_of_home_that_is_no_known_name_says_nothing(resolver: ActorResolver) -> None:
    party = from_home(resolver, ENVOY, "Muster", [("Muster", "cities", 0.9)])
    assert (party.code, party.evidence) == ("IRQ", "context; country from context")


def test_people_of_an_international_body_have_its_code_and_sector(resolver: ActorResolver) -> None:
    text = "Syria and Iraq differ.\nThe inspectors wrote to the United Nations."
    party = from_home(resolver, text, "The inspectors", [("The inspectors", "United", 0.9)])
    assert (party.code, party.sector) == ("UNO", None)


def test_an_army_stays_a_states_beside_a_rebel_group(resolver: ActorResolver) -> None:
    text = "Fighting goes on in Sudan.\nThe Rapid Support Forces said that army jets and fighters hit the site."
    heard = [(words, "Rapid Support Forces", 0.9) for words in ("army jets", "fighters")]
    jets, fighters = (from_home(resolver, text, words, heard) for words, *_ in heard)
    assert (jets.code, jets.sector, fighters.code, fighters.sector) == ("SDN", "MIL", "SDN", "REB")


def test_no_mention_gives_an_absent_party(resolver: ActorResolver) -> None:
    party = read(resolver, "Nothing.").party(None, sentence=0, role="source")
    assert (None, None, Absence.NOT_MENTIONED) == (party.span, party.code, party.absence)


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        ("Russia and China agreed.", "Russia and China", ["RUS", "CHN"]),
        ("Kenya, Uganda and Rwanda agreed.", "Kenya, Uganda and Rwanda", ["KEN", "UGA", "RWA"]),
        ("U.S. and Iranian officials met.", "U.S. and Iranian officials", ["USA", "IRN"]),
        ("Bosnia and Herzegovina agreed.", "Bosnia and Herzegovina", ["BIH"]),
        ("Chile met Bolivia. The two countries agreed.", "The two countries", ["CHL", "BOL"]),
        ("Indian soldiers and civilians left.", "Indian soldiers and civilians", ["IND"]),
    ],
)
def test_compound_mention_is_each_of_its_parties(
    resolver: ActorResolver, text: str, words: str, codes: list[str]
) -> None:
    parties = read(resolver, text).expand(mention(text, words), sentence=0, role="actor")
    assert codes == [party.code for party in parties]


def test_parts_of_a_compound_have_their_own_words(resolver: ActorResolver) -> None:
    text = "U.S. and Iranian officials met."
    parties = read(resolver, text).expand(mention(text, "U.S. and Iranian officials"), sentence=0, role="actor")
    assert ["U.S.", "Iranian officials"] == [party.text for party in parties]
    assert ["GOV", "GOV"] == [party.sector for party in parties]


def test_readers_sector_counts_for_strangers_only(resolver: ActorResolver) -> None:
    text = "In Oslo, Kari Nordlund and Norwegian police talked."
    assert "JRN" == ask(resolver, text, "Kari Nordlund", sector="JRN").sector
    assert "COP" == ask(resolver, text, "Norwegian police", sector="JRN").sector


def test_answers_do_not_depend_on_order(resolver: ActorResolver) -> None:
    words = ["Yakushik", "he", "The minister", "her", "Residents", "police"]
    page = read(resolver, STORY)
    one = [page.party(mention(STORY, w), sentence=0, role="actor") for w in words]
    other = [page.party(mention(STORY, w), sentence=0, role="actor") for w in reversed(words)]
    assert one == other[::-1]


def test_countries_weigh_the_article(resolver: ActorResolver) -> None:
    countries = read(resolver, "LIMA (Agency) - Peru's congress met.\nChile watched.").countries
    assert ["PER", "CHL"] == sorted(countries, key=lambda code: -countries[code])


def test_csv_of_the_user_goes_first(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(
        "name,aliases,code,sector,other_sectors,office,from,to\n"
        "Blue Shields,BSH|Blue Shield fighters,TCD,REB,,,,\n"
        "Ada Muster,,ISL,LEG,PTY,speaker of parliament,2001-01,\n",
        encoding="utf-8",
    )
    own = ActorResolver(actors_files=(table,))
    party = ask(own, "The BSH and Ada Muster spoke in Rome.", "BSH")
    assert ("Blue Shields", "TCD", "REB", "mine.csv") == (party.name, party.code, party.sector, party.evidence)
    muster = ask(own, "The BSH and Ada Muster spoke in Rome.", "Ada Muster")
    assert ("ISL", "LEG", ("PTY",), "speaker of parliament") == (
        muster.code,
        muster.sector,
        muster.other_sectors,
        muster.office,
    )


PETRARCH = """# a comment
GRAND_WIZARDRY_ [AUTGOV]
+WIZARDRY_OF_AUSTRIA_
OTTO_MUSTERMANN_
+MUSTERMANN_ ; a note
\t[DEUGOV 19980101-20051101]
\t[DEUELI >20051101]
HILL_RAIDERS_ [NPLINS]
WORLD_POST_ [IGO]
"""


def test_petrarch_dictionary_is_read(tmp_path: Path) -> None:
    table = tmp_path / "Phoenix.actors.txt"
    table.write_text(PETRARCH, encoding="utf-8")
    own = ActorResolver(actors_files=(table,))
    text = "The Wizardry of Austria, Mustermann, the Hill Raiders and the World Post talked."
    assert "AUT" == ask(own, text, "Wizardry of Austria").code
    assert "GOV" == ask(own, text, "Mustermann", day=dt.date(2001, 1, 1)).sector
    assert "ELI" == ask(own, text, "Mustermann", day=dt.date(2010, 1, 1)).sector
    assert ("NPL", "REB") == (ask(own, text, "Hill Raiders").code, ask(own, text, "Hill Raiders").sector)
    assert "IGO" == ask(own, text, "World Post").code


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("name,aliases,code\nSomebody,,Freedonia\n", ":2"),
        ("name,code,colour\nSomebody,AUT,red\n", "columns"),
        ("  [AUTGOV]\n", ":1"),
        ("HERO_ [AUT]\n\tAUTGOV\n", ":2"),
    ],
)
def test_bad_user_table_says_where(tmp_path: Path, content: str, place: str) -> None:
    table = tmp_path / "bad.txt"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=place):
        read_user_actors(table)


def test_missing_user_table_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        read_user_actors(tmp_path / "nowhere.csv")


def test_fold_drops_marks_and_dots() -> None:
    assert ["erdogan", "us", "elysee", "lodz"] == [fold(w) for w in ("Erdoğan", "U.S.", "Élysée", "Łódź")]


def test_longest_name_wins() -> None:
    names = Names()
    names.add("Guinea", Entry(name="Guinea", code="GIN", kind="country"))
    names.add("Equatorial Guinea", Entry(name="Equatorial Guinea", code="GNQ", kind="country"))
    hits = names.scan(tokenize("Equatorial Guinea met Guinea"))
    assert ["GNQ", "GIN"] == [hit.entries[0].code for hit in hits]


ROWS = (
    "name\taliases\tcode\tsector\tothers\toffice\tfrom\tto\tgender\n"
    "Ada Muster\tA. Muster|Muster\tISL\tLEG\t\tspeaker of parliament\t2001-01\t2009-05\tf\n"
    "Ada Muster\tA. Muster|Muster\tISL\tGOV\t\tpresident\t2009-05\t\tf\n"
    "Muster Ada\t\tKOR\tMIL\t\tgeneral\t\t\t\n"
)


def test_persons_are_found_alike_whatever_was_read_before() -> None:
    texts = ("Muster Ada spoke.", "Ada Muster met Muster.", "Muster left with A. Muster.")
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        names = Names(Shelf(ROWS))
        found = {at: names.scan(tokenize(texts[at])) for at in order}
        assert [(hit.first, hit.last, [e.office for e in hit.entries]) for at in range(3) for hit in found[at]] == [
            (0, 1, ["general"]),
            (0, 1, ["speaker of parliament", "president"]),
            (3, 3, ["speaker of parliament", "president"]),
            (0, 0, ["speaker of parliament", "president"]),
            (3, 4, ["speaker of parliament", "president"]),
        ]


def test_a_family_name_comes_last_or_first_by_country() -> None:
    persons = Shelf(ROWS)
    assert [e.code for e in persons.of_family("muster")] == ["ISL", "ISL", "KOR"]
    assert [e.code for e in persons.of_family("ada")] == ["KOR"]
    assert persons.of_family("spoke") == ()


def test_a_city_gives_way_to_a_person_of_its_name() -> None:
    names = Names(Shelf(ROWS))
    names.add("Muster", Entry(name="Muster", code="AUT", kind="place", table="cities.tsv"))
    assert ["person", "person"] == [e.kind for e in names.get("muster")]


def test_threads_find_the_same_persons() -> None:
    text = tokenize("Ada Muster met Muster Ada. A. Muster left.")
    wanted = Names(Shelf(ROWS)).scan(text)
    was = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(20):
            names = Names(Shelf(ROWS))
            with ThreadPoolExecutor(4) as pool:
                assert all(wanted == found for found in pool.map(names.scan, [text] * 8))
    finally:
        sys.setswitchinterval(was)


@pytest.mark.parametrize(
    ("words", "name"),
    [("President Bush", "George W. Bush"), ("Governor Bush", "Jeb Bush"), ("friends of Bush", "George W. Bush")],
)
def test_a_family_name_shared_by_two_goes_to_whose_office_is_told(
    resolver: ActorResolver, words: str, name: str
) -> None:
    text = f"The {words} of the United States spoke to Americans."
    asked = words if words[0].isupper() else "Bush"
    assert name == ask(resolver, text, asked, day=dt.date(2002, 3, 1)).name


@pytest.mark.parametrize("alias", [" Isle Board", "Isle  Board", "Isle Board "])
def test_a_stray_space_in_a_users_name_is_no_word(tmp_path: Path, alias: str) -> None:
    table = tmp_path / "own.csv"
    table.write_text(f"name,aliases,code,kind\nIB,IB|{alias},ISL,body\n")
    own = ActorResolver(actors_files=(table,))
    assert "ISL" == ask(own, "The Isle Board met.", "The Isle Board").code


def test_every_person_of_the_table_is_found_by_every_name() -> None:
    """A row has nine columns, a code that the tables know, and dates as YYYY-MM in order."""
    lines = (files("dragoman.resolve") / "actors_data" / "persons.tsv").read_text(encoding="utf-8").splitlines()
    assert [8] * len(lines) == [line.count("\t") for line in lines]
    codes = {row["code"] for table in ("countries", "regions", "bodies") for row in read_table(table)} - {""}
    names, seen = load_names(), set()
    for row in read_table("persons"):
        at = f"{row['name']}, {row['office']}"
        assert row["code"] in codes, at
        assert all(re.fullmatch(r"(?:\d{4}-(?:0[1-9]|1[0-2]))?", row[end]) for end in ("from", "to")), at
        assert not row["to"] or row["from"] < row["to"], at
        key = (row["name"], row["code"], row["office"], row["from"])
        assert key not in seen, at
        seen.add(key)
        for alias in (row["name"], *split_cell(row["aliases"])):
            words = tokenize(alias)
            (hit,) = names.scan(words)
            assert (0, len(words) - 1) == (hit.first, hit.last), f"{at}: {alias}"
            assert (row["name"], row["office"]) in {(e.name, e.office or "") for e in hit.entries}, f"{at}: {alias}"
