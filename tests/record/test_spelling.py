"""Names as people and published tables write them, and what is suggested for others."""

from itertools import combinations

import pycountry
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.record.spelling import Spellings, is_of_no_state, words_of

STATES = cm.states()
ALL = tuple(STATES)


def code_of(name):
    return STATES.find(name).key


def refused(name):
    with pytest.raises(cm.UnknownStateError) as caught:
        STATES.find(name)
    return caught.value


def suggested(name):
    return {each[-4:-1] for each in refused(name).suggestions}


# -- forms -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        # the word in front put behind, in full or cut short
        ("Afghanistan, Islamic Rep. of", "AFG"), ("Bahrain, Kingdom of", "BHR"),
        ("Comoros, Union of the", "COM"), ("Congo, Dem. Rep. of the", "COD"),
        ("Congo, Rep. of", "COG"), ("Equatorial Guinea, Rep. of", "GNQ"),
        ("Ethiopia, The Federal Dem. Rep. of", "ETH"), ("Fiji, Republic of", "FJI"),
        ("Korea, Rep. of", "KOR"), ("Korea, Dem. People's Rep. of", "PRK"),
        ("São Tomé and Príncipe, Dem. Rep. of", "STP"), ("Sudan, South", "SSD"),
        ("Yemen, Rep. of", "YEM"), ("Yemen, Arab Republic", "YEM"),
        ("Moldova (Rep. of)", "MDA"), ("Iran [Islamic Republic of]", "IRN"),
        # cut short
        ("Russian Fed.", "RUS"), ("Kyrgyz Rep.", "KGZ"), ("Czech Rep.", "CZE"),
        ("Dominican Rep", "DOM"), ("Central African Rep.", "CAF"), ("Eq. Guinea", "GNQ"),
        ("Bosnia and Herz.", "BIH"), ("S. Sudan", "SSD"), ("N. Korea", "PRK"),
        ("U.K", "GBR"), ("U.S.S.R", "SUN"),
        ("St. Kitts and Nevis", "KNA"), ("Marshall Is.", "MHL"), ("U.A.E.", "ARE"),
        ("Korea DPR", "PRK"), ("German DR", "DDR"), ("Congo, DR", "COD"),
        ("D.R. Congo", "COD"), ("Yemen PDR", "YMD"), ("China PR", "CHN"),
        ("Lao P.D.R.", "LAO"), ("Yugoslavia, SFR", "YUG"), ("Macedonia, FYR", "MKD"),
        # a word of direction behind
        ("Germany East", "DDR"), ("Germany (West)", "DEU"), ("Korea, South", "KOR"),
        ("Yemen, North", "YEM"), ("Yemen_South", "YMD"),
        # what was
        ("USSR (former)", "SUN"), ("Former Yugoslavia", "YUG"),
        ("Czechoslovakia (Former)", "CSK"), ("Sri Lanka (formerly Ceylon)", "LKA"),
        # two names of one state
        ("Kingdom of eSwatini (Swaziland)", "SWZ"), ("Burma/Myanmar", "MMR"),
        ("East Germany (GDR)", "DDR"), ("Zimbabwe [Rhodesia]", "ZWE"),
        # signs
        ("Trinidad & Tobago", "TTO"), ("United_States_of_America", "USA"),
        ("Côte d’Ivoire", "CIV"), ("Cote d`Ivoire", "CIV"), ("Guinea_Bissau", "GNB"),
    ],
)  # fmt: skip
def test_forms_of_published_tables_are_known(name, code):
    assert code_of(name) == code
    assert code_of(name.upper()) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("U S A", "USA"), ("U.S.A.", "USA"), ("u s s r", "SUN"), ("CSSR", "CSK"),
        ("CSFR", "CSK"), ("Czecho-Slovakia", "CSK"), ("car", "CAF"), ("RKS", "KOS"),
        ("Khmer Rep.", "KHM"), ("Comoro Is.", "COM"), ("Maldive Is", "MDV"),
        ("China, P.R.: Mainland", "CHN"), ("Congo (Léopoldville)", "COD"),
        ("Southern Yemen", "YMD"), ("Yemen, Southern", "YMD"), ("RSFSR", "RUS"),
        ("Ukrainian SSR", "UKR"), ("Byelorussian S.S.R.", "BLR"), ("SFRY", "YUG"),
        ("FRY", "YUG"), ("BRD", "DEU"), ("KSA", "SAU"), ("RSA", "ZAF"), ("VS", "USA"),
        ("Côte d\x92Ivoire", "CIV"), ("Cote d Ivoire", "CIV"), ("Cen Afr Rep", "CAF"),
        ("Venezuela, Boliv. Rep. of", "VEN"), ("Persia", "IRN"), ("Abyssinia", "ETH"),
        ("Мальдивские острова", "MDV"), ("Нидерланды (Королевство)", "NLD"),
        ("Микронезия (Федеративные Штаты)", "FSM"), ("Irish Free State", "IRL"),
        ("Соединенное Королевство Великобритании и Северной Ирландии", "GBR"),
    ],
)  # fmt: skip
def test_short_and_older_names_are_found(name, code):
    assert code_of(name) == code


@pytest.mark.parametrize(
    ("name", "codes"),
    [("ROC", {"TWN", "COG"}), ("r.o.c.", {"TWN", "COG"}), ("UAR", {"EGY", "SYR"}),
     ("United Arab Rep.", {"EGY", "SYR"}), ("CS", {"CSK", "YUG"})],
)  # fmt: skip
def test_a_name_of_two_states_is_refused_with_both(name, codes):
    assert suggested(name) == codes


@pytest.mark.parametrize(
    "name",
    [
        "Russia (Soviet Union)", "Soviet Union/Russia", "Serbia (Yugoslavia)",
        "Germany (GDR)", "Germany/East Germany",
    ],
)  # fmt: skip
def test_two_names_of_two_states_are_refused_with_both(name):
    first, second = (
        code_of(part.strip(" )")) for part in name.replace("(", "/").split("/")
    )
    assert suggested(name) == {first, second}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Korea", {"PRK", "KOR"}), ("Korea, Dem. Rep.", {"PRK", "KOR"}),
        ("Noth Korea", {"PRK", "KOR"}), ("Germany, Democratic Republic", {"DEU", "DDR"}),
        ("Congo (Leopoldvile)", {"COD", "COG"}), ("North Sudan", {"SDN", "SSD"}),
        ("Southren Yemen", {"YEM", "YMD"}), ("Jemen PDR", {"YEM", "YMD"}),
        ("Equitorial Guinea", {"GNQ", "GIN", "GNB", "PNG"}),
        ("Nigera", {"NER", "NGA"}), ("Dominca", {"DMA", "DOM"}),
    ],
)  # fmt: skip
def test_a_near_miss_suggests_every_state_that_may_be_meant(name, codes):
    assert suggested(name) == codes


# What tells two states apart; none of it may be read over.
TWINS = [
    {"PRK", "KOR"}, {"COD", "COG"}, {"DEU", "DDR"}, {"YEM", "YMD"}, {"SDN", "SSD"},
    {"RVN", "VNM"},
    {"CHN", "TWN"}, *({*pair} for pair in combinations(("GIN", "GNQ", "GNB", "PNG"), 2)),
]  # fmt: skip
MEANINGFUL = [
    "North", "South", "East", "West", "Democratic", "People's", "Republic", "DR", "DPR",
    "PDR", "New", "Equatorial", "Federal", "Arab", "Rep.", "Dem.", "Northern", "Islamic",
]  # fmt: skip
NAMES = [name for state in ALL for name in (state.name, *state.variants)]


def check_twins(typed):
    try:
        STATES.find(typed)
    except cm.UnknownStateError as error:
        codes = {each[-4:-1] for each in error.suggestions}
        assert all(len(codes & pair) != 1 for pair in TWINS), (typed, codes)


def altered(data, name):
    """A name with a slip: a letter out or double, a word out, in or elsewhere."""
    words = name.split()
    kind = data.draw(st.sampled_from(["letter", "out", "in", "order"]))
    place = data.draw(st.integers(0, len(words) - 1))
    if kind == "letter":
        at = data.draw(st.integers(0, len(name) - 1))
        return name[:at] + name[at] * 2 * data.draw(st.booleans()) + name[at + 1 :]
    if kind == "in":
        words.insert(place, data.draw(st.sampled_from(MEANINGFUL)))
    elif kind == "out":
        words.pop(place)
    else:
        words = data.draw(st.permutations(words))
    return " ".join(words)


@given(name=st.sampled_from(NAMES), data=st.data())
def test_no_list_of_suggestions_has_one_of_two_twins_without_the_other(name, data):
    check_twins(altered(data, altered(data, name) or name))


@given(one=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
def test_nor_has_that_for_two_names(one, other):
    check_twins(f"{one}/{other}")
    check_twins(f"{one} ({other})")


@given(name=st.sampled_from(NAMES), data=st.data())
@example("Yemen, South", None)
def test_the_order_of_words_and_small_words_make_no_difference(name, data):
    words = words_of(name)
    some = words if data is None else data.draw(st.permutations(words))
    assert code_of(" of the ".join(some)) == code_of(name)


def test_names_that_differ_in_a_meaningful_word_only_are_of_twins():
    found = {
        frozenset({one, other})
        for stem in Spellings((n, s.key) for s in ALL for n in s.names)._texts.values()
        for one, other in combinations(stem, 2)
    }
    assert found == set(map(frozenset, TWINS))


# -- names of no state ----------------------------------------------------------------

TERRITORIES = [
    each for each in pycountry.countries if STATES.with_code(each.alpha_3) is None
]


@pytest.mark.parametrize("country", TERRITORIES, ids=lambda each: each.alpha_3)
def test_each_country_of_iso_that_has_no_record_is_told_from_a_misspelling(country):
    for name in (country.alpha_2, country.alpha_3, country.name):
        error = refused(name)
        assert "the spelling is right, but it is not among these states" in str(error)
        assert "that says nothing about its status" in str(error)
        assert error.suggestions == ()


@pytest.mark.parametrize(
    "name",
    [
        "Asia", "Africa", "Central Asia", "Eastern Europe", "Baltic States", "the Middle East",
        "Sub-Saharan Africa", "Hong Kong", "China, P.R.: Hong Kong", "Hong Kong SAR, China", "the Vatican",
        "Western Sahara", "State of Palestine", "Palestinian Territories", "Palestine/Gaza", "Somaliland", "Scotland",
        "Ottoman Empire", "Brunswick", "Transvaal", "EU", "European Union",
    ],
)  # fmt: skip
def test_other_names_that_no_record_holds_are_told_so_too(name):
    assert "the spelling is right" in str(refused(name))


@pytest.mark.parametrize(
    ("slip", "state"), [("taly/Sardinia", "ITA"), ("Germany/Prusia", "DEU")]
)
def test_a_slip_in_a_state_beside_a_territory_is_a_slip(slip, state):
    error = refused(slip)
    assert "the spelling is right" not in str(error)
    assert any(state in each for each in error.suggestions)


@pytest.mark.parametrize(
    "name", ["Atlantis", "Hong Kung", "Uzbekstan", "", "  ", "-", "the"]
)
def test_a_misspelling_is_not_said_to_be_right(name):
    assert "the spelling is right" not in str(refused(name))
    assert not is_of_no_state(name)


@pytest.mark.slow
def test_no_name_of_a_state_is_in_the_list_of_names_of_no_state():
    taken = [name for state in ALL for name in state.names if is_of_no_state(name)]
    # It finds these by their whole name first.
    assert all(code_of(name) for name in taken)


# -- a code that ISO gave twice ---------------------------------------------------------


@pytest.mark.parametrize("typed", ["CS", "cs", " CS "])
def test_a_code_that_iso_gave_twice_is_refused_with_both(typed):
    assert suggested(typed) == {"CSK", "YUG"}
    with pytest.raises(cm.UnknownStateError, match="Czechoslovakia"):
        cm.was_member(typed, "1980-01-01", "warsaw_pact")


def test_in_codes_of_states_and_in_data_files_it_is_the_first():
    assert code_of("CSHH") == "CSK"
    assert code_of("CSXX") == "YUG"
    assert STATES.with_code("CS") is STATES.find("Czechoslovakia")
    assert "CS" in cm.members_on("1980-01-01", "warsaw_pact").alpha_2
    pact = cm.read(
        {
            "alliance": {"id": "pact", "complete_until": "2000-01-01"},
            "source": {
                "s": {
                    "title": "S",
                    "kind": "law",
                    "grade": "primary",
                    "seen": "2000-01-01",
                }
            },
            "event": [
                {
                    "id": "signed",
                    "kind": "signature",
                    "states": ["CS"],
                    "claim": [{"sources": ["s"], "on": "1990-01-01"}],
                }
            ],
        }
    )
    assert [state.key for state in pact.record.parties] == ["CSK"]


# -- long texts -------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["x" * 10**6, "a " * 10**5, "(" * 10**5, "U." * 10**5])
def test_a_text_of_any_length_is_refused_at_once(text):
    assert refused(text).suggestions == ()


# -- official names ---------------------------------------------------------------------

OFFICIAL = [
    (name, state)
    for state in ALL
    if (country := pycountry.countries.get(alpha_3=state.alpha_3))
    for name in (country.name, getattr(country, "official_name", country.name))
    if name != "Congo"
]
TITLES = {"Republic": "Rep.", "Kingdom": "Kingdom", "State": "State", "Union": "Union"}


def test_official_names_are_known_also_with_the_title_behind():
    for name, state in OFFICIAL:
        title, _, rest = name.partition(" of ")
        forms = [
            f"{rest}, {short} of" for long, short in TITLES.items() if title == long
        ]
        for form in (
            name,
            *forms,
            name.replace(" ", "_"),
            name.replace("Republic", "Rep."),
        ):
            assert STATES.find(form) is state
