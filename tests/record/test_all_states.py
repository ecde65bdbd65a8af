"""The states of the package, against the lists that count them and ISO's codes."""

import gettext
from datetime import date

import pycountry
import pytest

import csto_membership as cm
from csto_membership import exchange
from csto_membership.membership.shipped import sources, states

STATES = states()
ALL = tuple(STATES)
OF_TODAY = tuple(state for state in ALL if state.alpha_2 and not state.alpha_4)
FORMER = tuple(state for state in ALL if state.alpha_4)
WITHOUT_CODE = tuple(state for state in ALL if not state.alpha_2)
ON_ONE_LIST = {"ABK", "SOT", "TBT"}
"""Those that only Gleditsch and Ward count."""
SPELLINGS = [(name, state) for state in ALL for name in state.names]
AMBIGUOUS = ("Congo", "Korea", "Конго", "Корея", "Республика", "Virgin Islands")


def owners(number):
    """The states that have each number."""
    found = {}
    for state in ALL:
        if getattr(state, number):
            found.setdefault(getattr(state, number), []).append(state.short_code)
    return found


# -- which ------------------------------------------------------------------------------


def test_there_are_the_members_of_the_united_nations_and_taiwan_and_five_former_ones():
    assert len({state.alpha_2 for state in OF_TODAY} - {"TW"}) == 193
    former = {state.alpha_4 for state in FORMER}
    assert former == {"CSHH", "DDDE", "SUHH", "YDYE", "YUCS"}


@pytest.mark.parametrize(
    ("name", "key", "cow", "gw", "days"),
    [
        # From version 2024 of the one list, and from the other, with its microstates.
        ("Kosovo", "KOS", 347, 347, "since 2008-02-20; uncertain: 2008-02-17 to 2008-02-19"),
        ("XKX", "KOS", 347, 347, "since 2008-02-20; uncertain: 2008-02-17 to 2008-02-19"),
        ("Zanzibar", "ZAN", 511, 511, "1963-12-19 to 1964-04-26"),
        ("South Vietnam", "RVN", 817, 817,
         "1954-06-04 to 1975-04-30; uncertain: 1954-05-01 to 1954-06-03"),
        ("Tibet", "TBT", None, 711, "uncertain: 1913-01-01 to 1950-10-01"),
        ("Abkhazia", "ABK", None, 396, "uncertain: since 2008-08-26"),
        ("South Ossetia", "SOT", None, 397, "uncertain: since 2008-08-26"),
    ],
)  # fmt: skip
def test_states_without_a_code_of_iso_are_as_the_lists_count_them(
    name, key, cow, gw, days
):
    state = STATES.find(name)
    assert (state.key, state.code, state.alpha_2, state.alpha_3) == (key, key, "", "")
    assert (state.cow, state.gw, str(state.existence)) == (cow, gw, days)
    assert state.note
    assert {each.key for each in WITHOUT_CODE} >= {key}
    assert pycountry.countries.get(alpha_3=key) is None


def test_a_state_that_only_one_list_counts_can_be_asked_of_everything():
    for state in WITHOUT_CODE:
        assert cm.was_member(state, "2010-01-01") is cm.Answer.NO
        asked = {"during": "2010", "states": [state.key], "absent": "ignore"}
        (row,) = exchange.state_years("nato", **asked)
        assert row["alpha_3"] == state.key


def test_the_code_that_iso_gave_twice_is_no_silent_answer_in_the_years_of_the_second():
    assert STATES.with_code("CS") is STATES.find("Czechoslovakia")
    with pytest.raises(cm.UnknownStateError, match=r"Czechoslovakia .* or Yugoslavia"):
        cm.load("warsaw_pact").status("CS", "2004-01-01")
    for code in ("SCG", "CSXX"):
        assert STATES.find(code) is STATES.find("Serbia and Montenegro")
        assert cm.load("nato").status(code, "2004-01-01") is cm.Status.NEVER
    assert "gave the code" in STATES.with_code("CS").note


def test_days_that_both_lists_leave_out_are_no_days_of_a_state():
    for name, was_one, was_none in (
        ("Estonia", "1939-06-07", "1980-01-01"),
        ("Germany", "1990-10-03", "1939-06-07"),
        ("German Reich", "1939-06-07", "1946-01-01"),
        ("Austria-Hungary", "1914-08-01", "1919-01-01"),
    ):
        existence = STATES.find(name).existence
        assert existence.answer(was_one) is cm.Answer.YES
        assert existence.answer(was_none) is cm.Answer.NO
    assert str(STATES.find("Estonia").existence) == (
        "1918-11-11 to 1940-06-01, since 1991-09-06; uncertain: 1918-02-24 to "
        "1918-11-10, 1940-06-02 to 1940-06-16"
    )


def test_syria_is_uncertain_where_one_list_leaves_it_out():
    syria = STATES.find("Syria")
    days = ("1958-02-01", "1958-02-02", "1961-09-28", "1961-09-29")
    assert [syria.existence.answer(day).value for day in days] == [
        "yes", "uncertain", "uncertain", "yes",
    ]  # fmt: skip
    table = exchange.state_years("nato", during="1958/1961", states=["SYR"])
    assert [row["state_exists"] for row in table] == [1, None, None, 1]


@pytest.mark.parametrize(
    ("code", "day", "answer"),
    [
        ("YU", "2006-06-03", "yes"), ("YU", "2006-06-04", "uncertain"),
        ("YU", "2006-06-05", "no"), ("RS", "2006-06-02", "no"),
        ("RS", "2006-06-03", "uncertain"), ("RS", "2006-06-05", "yes"),
    ],
)  # fmt: skip
def test_yugoslavia_and_serbia_share_the_days_on_which_the_lists_differ(
    code, day, answer
):
    assert STATES.find(code).existence.answer(day).value == answer


@pytest.mark.parametrize(
    "name",
    [
        "Palestine", "Holy See", "Western Sahara", "Greenland", "Hong Kong",
        "Puerto Rico", "Cook Islands", "Niue", "GRL", *AMBIGUOUS,
    ],
)  # fmt: skip
def test_what_is_left_out_is_an_error_and_no_no(name):
    with pytest.raises(cm.UnknownStateError, match="the package knows no state"):
        cm.was_member(name, "2000-01-01")


# -- names and codes --------------------------------------------------------------------


def test_no_name_is_a_code_of_iso_that_another_has():
    for name, state in SPELLINGS:
        listed = pycountry.countries.get(alpha_2=name) or pycountry.countries.get(
            alpha_3=name
        )
        assert listed is None or listed.alpha_2 == state.alpha_2, name


@pytest.mark.parametrize("state", OF_TODAY, ids=str)
def test_codes_and_english_names_are_those_of_iso_3166_1(state):
    listed = pycountry.countries.get(alpha_2=state.alpha_2)
    assert state.alpha_3 == listed.alpha_3
    for kind in ("name", "common_name", "official_name"):
        said = getattr(listed, kind, None)
        if said and said not in AMBIGUOUS:
            assert STATES.find(said.removeprefix("the ")) is state, kind


@pytest.mark.parametrize("state", FORMER, ids=str)
def test_codes_and_names_of_former_states_are_those_of_iso_3166_3(state):
    listed = pycountry.historic_countries.get(alpha_4=state.alpha_4)
    assert (state.alpha_2, state.alpha_3) == (listed.alpha_2, listed.alpha_3)
    assert STATES.find(listed.name.split(",")[0]) in {state, STATES.find("Yemen")}
    assert STATES.find(state.alpha_4) is state


@pytest.mark.parametrize("language", ["nl", "ru"])
def test_names_in_dutch_and_russian_are_those_of_the_iso_codes_project(language):
    path = pycountry.LOCALES_DIR
    translated = gettext.translation("iso3166-1", path, [language]).gettext
    for state in OF_TODAY:
        listed = pycountry.countries.get(alpha_2=state.alpha_2)
        said = translated(getattr(listed, "common_name", listed.name)).split(",")[0]
        if said not in AMBIGUOUS:
            assert STATES.find(said) is state


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ivory Coast", "CI"), ("Cote d'Ivoire", "CI"), ("Côte d’Ivoire", "CI"),
        ("Swaziland", "SZ"), ("Cape Verde", "CV"), ("East Timor", "TL"),
        ("Zaire", "CD"), ("DR Congo", "CD"), ("Congo-Brazzaville", "CG"),
        ("Congo-Kinshasa", "CD"), ("South Korea", "KR"), ("DPRK", "KP"),
        ("Upper Volta", "BF"), ("Dahomey", "BJ"), ("Rhodesia", "ZW"),
        ("Yemen Arab Republic", "YE"), ("Yemen People's Republic", "YD"),
        ("Dominica", "DM"), ("Dominican Republic", "DO"), ("Niger", "NE"),
        ("Nigeria", "NG"), ("Guinea", "GN"), ("Guinea-Bissau", "GW"),
        ("Equatorial Guinea", "GQ"), ("Papua New Guinea", "PG"), ("Samoa", "WS"),
        ("Micronesia", "FM"), ("Georgia", "GE"), ("Ireland", "IE"), ("Sudan", "SD"),
        ("South Sudan", "SS"), ("Mali", "ML"), ("Malawi", "MW"), ("Austria", "AT"),
        ("Australia", "AU"), ("AUS", "AU"), ("AUT", "AT"), ("SLV", "SV"),
        ("Ivoorkust", "CI"), ("Zwitserland", "CH"), ("ЮАР", "ZA"), ("КНДР", "KP"),
        ("Viet Nam", "VN"), ("The Gambia", "GM"), ("Bahamas, The", "BS"),
        ("Turkey", "TR"), ("Türkiye", "TR"), ("turkiye", "TR"), ("Турция", "TR"),
        ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Macedonia", "MK"),
        ("West Germany", "DE"), ("ФРГ", "DE"), ("East Germany", "DD"), ("ГДР", "DD"),
        ("Oost-Duitsland", "DD"), ("USSR", "SU"), ("Sovjet-Unie", "SU"), ("СССР", "SU"),
        ("Tsjechoslowakije", "CS"), ("UK", "GB"), ("Holland", "NL"), ("США", "US"),
        ("Serbia and Montenegro", "YU"), ("Burma", "MM"), ("UAE", "AE"),
    ],
)  # fmt: skip
def test_usual_names(name, code):
    assert STATES.find(name).alpha_2 == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        # As the World Bank, the United Nations and ISO 3166 put them in tables.
        ("Egypt, Arab Rep.", "EG"), ("Iran, Islamic Rep.", "IR"), ("Lao PDR", "LA"),
        ("Micronesia, Fed. Sts.", "FM"), ("Somalia, Fed. Rep.", "SO"),
        ("Venezuela, RB", "VE"), ("Yemen, Rep.", "YE"), ("Macedonia, FYR", "MK"),
        ("Taiwan, China", "TW"), ("Congo, Dem. Rep.", "CD"), ("Congo, Rep.", "CG"),
        ("Korea, Rep.", "KR"), ("Korea, Dem. People's Rep.", "KP"),
        ("Iran (Islamic Republic of)", "IR"), ("Dem. Rep. of the Congo", "CD"),
        ("Dem. People's Republic of Korea", "KP"), ("Rep. of Korea", "KR"),
        ("Netherlands (Kingdom of the)", "NL"), ("United Rep. of Tanzania", "TZ"),
        ("Gambia (Republic of The)", "GM"), ("Lao People’s Democratic Republic", "LA"),
        ("Congo (the Democratic Republic of the)", "CD"), ("Niger (the)", "NE"),
        ("Korea (the Republic of)", "KR"), ("Sudan (the)", "SD"),
        ("Korea (the Democratic People's Republic of)", "KP"),
        # As lists of states since 1816 put them, with an earlier name behind.
        ("Yemen (Arab Republic of Yemen)", "YE"), ("Iran (Persia)", "IR"),
        ("Congo, Democratic Republic of (Zaire)", "CD"), ("Zimbabwe (Rhodesia)", "ZW"),
        ("Cambodia (Kampuchea)", "KH"), ("Tanzania/Tanganyika", "TZ"),
        ("Turkey/Ottoman Empire", "TR"), ("Myanmar (Burma)", "MM"),
        # Such an earlier name may have been that of another state.
        ("Germany, East", "DD"), ("Germany, West", "DE"), ("Yemen, South", "YD"),
        ("Republic of Congo", "CG"), ("Democratic Republic of Congo", "CD"),
    ],
)  # fmt: skip
def test_names_as_in_published_tables(name, code):
    assert STATES.find(name).alpha_2 == code


def test_names_with_accents_are_written_out_for_lazy_frames_that_cannot_fold_them():
    for name in ("São Tomé and Príncipe", "Côte d'Ivoire", "Côte d’Ivoire", "Türkiye"):
        assert name in STATES.find(name).names


def test_a_name_of_two_states_in_one_is_left_to_the_asker():
    for name in ("Russia (Soviet Union)", "Serbia (Yugoslavia)", "Congo (the)"):
        with pytest.raises(cm.UnknownStateError):
            STATES.find(name)


def test_states_have_names_in_three_languages():
    assert all(state.nl and state.ru for state in ALL)


# -- numbers and days -------------------------------------------------------------------

# Written down from the two lists by hand, and not from the file: the numbers, and the
# days since which the one and the other list count it.
LISTED = """
BS   31   31 1973-07-10 1973-07-10
HT   41   41 -          -
DM   54   54 1978-11-03 1978-11-03
KN   60   60 1983-09-19 1983-09-19
MX   70   70 -          -
SV   92   92 -          -
CO  100  100 -          -
GY  110  110 1966-05-26 1966-05-26
BR  140  140 -          -
CL  155  155 -          -
AR  160  160 -          -
IE  205  205 -          -
MC  221  221 1993-05-28 1816-01-01
LI  223  223 1990-09-18 1816-01-01
CH  225  225 -          -
AD  232  232 1993-07-28 1816-01-01
AT  305  305 1955-07-27 1918-11-14
SM  331  331 1992-03-02 1816-01-01
MT  338  338 1964-09-21 1964-09-21
CV  402  402 1975-07-05 1975-07-05
ST  403  403 1975-07-12 1975-07-12
GW  404  404 1974-09-10 1974-09-10
GQ  411  411 1968-10-12 1968-10-12
ML  432  432 1960-06-20 1960-09-22
SN  433  433 1960-08-20 1960-04-04
NE  436  436 1960-10-03 1960-08-03
CI  437  437 1960-08-07 1960-08-07
GN  438  438 1958-10-02 1958-10-02
NG  475  475 1960-10-01 1960-10-01
CG  484  484 1960-08-15 1960-08-15
CD  490  490 1960-06-30 1960-06-30
TZ  510  510 1961-12-09 1961-12-09
RW  517  517 1962-07-01 1962-01-07
ZW  552  552 1965-11-11 1965-11-11
ZA  560  560 -          -
KM  581  581 1975-12-31 1975-07-06
SC  591  591 1976-06-29 1976-06-29
TN  616  616 1956-03-20 1956-01-01
SD  625  625 1956-01-01 1956-01-01
SS  626  626 2011-07-09 2011-07-09
SY  652  652 1946-04-17 1946-01-01
LB  660  660 1946-03-10 1944-11-22
JO  663  663 1946-03-22 1946-05-25
IL  666  666 1948-05-14 1948-05-14
YE  679  678 -          -
YD  680  680 1967-11-30 1967-11-30
OM  698  698 1971-10-07 1816-01-01
TW  713  713 1949-12-08 1949-12-08
KP  731  731 1948-09-09 1948-09-09
KR  732  732 1949-06-29 1948-08-15
JP  740  740 1952-04-28 1816-01-01
BT  760  760 1971-09-21 1949-01-01
TH  800  800 -          -
VN  816  816 1954-07-21 1954-05-01
MY  820  820 1957-08-31 1957-08-31
ID  850  850 1949-12-27 1945-08-17
TL  860  860 2002-09-27 2002-05-20
AU  900  900 -          -
VU  935  935 1981-09-15 1980-06-30
KI  946  970 1999-09-14 1979-07-12
TV  947  973 2000-09-05 1978-10-01
TO  955  972 1999-09-14 1970-06-04
NR  970  971 1999-09-14 1968-12-31
PW  986  986 1994-12-15 1994-10-01
FM  987  987 1991-09-17 1986-11-03
WS  990  990 1976-12-15 1962-01-01
"""


@pytest.mark.parametrize("row", LISTED.split("\n")[1:-1], ids=lambda row: row[:2])
def test_numbers_and_first_days_are_those_of_the_two_lists(row):
    code, cow, gw, *days = row.split()
    state = STATES.find(code)
    assert (state.cow, state.gw) == (int(cow), int(gw))
    if days == ["-", "-"]:
        assert state.existence is None
    else:
        first, last = map(date.fromisoformat, sorted(days))
        assert state.existence.possibly.first_day == first
        assert state.existence.surely.first_day == last


def test_every_state_has_the_number_of_both_lists():
    assert {state.key for state in ALL if not state.cow} == ON_ONE_LIST
    assert all(state.gw for state in ALL)


def test_a_number_is_shared_only_by_states_that_a_list_takes_for_one():
    for number in ("cow", "gw"):
        shared = {tuple(codes) for codes in owners(number).values() if len(codes) > 1}
        by_cow = {("DE", "GMY"), ("RS", "YU")} if number == "cow" else set()
        assert set(map(tuple, map(sorted, shared))) == {("RU", "SU")} | by_cow


def test_the_lists_number_these_in_two_ways():
    differ = {s.alpha_2: (s.cow, s.gw) for s in ALL if s.cow and s.cow != s.gw}
    assert differ == {
        "DE": (255, 260), "RS": (345, 340),  # as Beger (2019) says
        "KI": (946, 970), "NR": (970, 971), "TO": (955, 972), "TV": (947, 973),
        "YE": (679, 678),
    }  # fmt: skip


def test_yemen_has_another_number_before_1990_and_democratic_yemen_ends_then():
    north, south = STATES.find("Yemen"), STATES.find("South Yemen")
    assert north.cow_on(date(1990, 5, 21)) == 678
    assert north.cow_on(date(1990, 5, 22)) == 679
    assert south.existed_on(date(1990, 5, 21))
    assert not south.existed_on(date(1990, 5, 22))


def test_germany_has_another_number_before_1990():
    germany = STATES.find("Germany")
    assert germany.cow_on(date(1990, 10, 2)) == 260
    assert germany.cow_on(date(1990, 10, 3)) == 255
    assert STATES.find("France").cow_on(date(1949, 4, 4)) == 220


def test_two_states_had_more_than_one_number_of_the_correlates_of_war_project():
    numbers = {s.key: {n.number for n in s.numbers if n.list == "cow"} for s in ALL}
    assert {key for key, found in numbers.items() if len(found) > 1} == {"DEU", "YEM"}


@pytest.mark.parametrize(
    ("code", "cow"),
    [
        ("US", 2), ("CA", 20), ("CU", 40), ("GB", 200), ("FR", 220), ("DD", 265),
        ("PL", 290), ("CS", 315), ("CZ", 316), ("SK", 317), ("ME", 341), ("MK", 343),
        ("YU", 345), ("SU", 365), ("EE", 366), ("IS", 395), ("TR", 640), ("CN", 710),
        ("MN", 712), ("IN", 750), ("PK", 770), ("LK", 780), ("LA", 812), ("IR", 630),
    ],
)  # fmt: skip
def test_numbers_are_those_of_the_correlates_of_war_project(code, cow):
    assert STATES.with_code(code).cow == cow


@pytest.mark.parametrize(
    ("code", "day", "answer"),
    [
        ("DD", "1949-10-04", "no"), ("DD", "1949-10-05", "uncertain"),
        ("DD", "1954-03-25", "yes"), ("DD", "1990-10-02", "yes"),
        ("DD", "1990-10-03", "no"), ("DE", "1949-09-20", "no"),
        ("DE", "1955-05-05", "yes"), ("DE", "2020-01-01", "yes"),
        ("CS", "1992-12-31", "yes"), ("CS", "1993-01-01", "no"),
        ("CZ", "1992-12-31", "no"), ("SK", "1993-01-01", "yes"),
        ("SU", "1991-12-25", "yes"), ("SU", "1991-12-26", "uncertain"),
        ("SU", "1991-12-27", "no"), ("RU", "1991-12-07", "no"),
        ("RU", "1991-12-21", "uncertain"), ("RU", "1991-12-26", "yes"),
        ("UZ", "1991-08-30", "no"), ("UZ", "1991-12-26", "yes"),
        ("HR", "1992-01-14", "no"), ("HR", "1992-04-27", "yes"),
        ("EE", "1991-09-05", "no"), ("EE", "1991-09-06", "yes"),
        ("IN", "1947-08-14", "no"), ("IN", "1947-08-15", "yes"),
    ],
)  # fmt: skip
def test_days_are_those_of_the_two_lists(code, day, answer):
    assert STATES.with_code(code).existence.answer(day).value == answer


def test_a_state_older_than_the_alliances_has_no_days():
    assert STATES.find("France").existence is None
    assert STATES.find("France").existed_on(date(1949, 4, 4))


def test_every_state_that_ended_says_when():
    for state in FORMER:
        assert state.existence.possibly.last_day, state.name


def test_continuing_succeeding_and_acceding_are_told_apart():
    continued = {s.key: s.continues for s in ALL if s.continues}
    assert continued == {"RUS": ("SUN",), "SRB": ("YUG",)}
    assert {s.key: s.acceded_to for s in ALL if s.acceded_to} == {"DDR": ("DEU",)}
    after = {}
    for state in ALL:
        for key in state.succeeds:
            after.setdefault(key, set()).add(state.key)
    assert after == {
        "CSK": {"CZE", "SVK"},
        "YUG": {"BIH", "HRV", "MNE", "MKD", "SVN"},
        "SUN": {s.key for s in cm.load("csto").record.parties} - {"RUS"},
    }


def test_what_a_state_came_from_is_a_state_that_was_there_before_it():
    for state in ALL:
        for key in (*state.continues, *state.succeeds):
            before = STATES.find(key).existence.possibly
            assert before.last_day < date.max
            assert before - state.existence.surely, state.name


def test_every_number_and_day_has_a_source():
    for state in ALL:
        lists = {key for key in state.sources if key in {"gw-states", "gw-microstates"}}
        assert len(lists) == 1, state.name
        assert "cow-states" in state.sources, state.name
        assert all(key in sources() for key in state.sources), state.name
        came_from = state.continues or state.succeeds or state.acceded_to
        assert bool(came_from) <= (len(state.sources) > 2), state.name


# -- answers ----------------------------------------------------------------------------


@pytest.mark.parametrize("alliance", cm.available())
@pytest.mark.parametrize(
    "name", ["Kenya", "Zuid-Afrika", "JPN", "Демократическая Республика Конго"]
)
def test_a_state_that_no_act_names_was_never_a_member(alliance, name):
    assert cm.was_member(name, "2000-01-01", alliance) is cm.Answer.NO
    assert not cm.load(alliance).days_of(name, absent="ignore").possibly
    assert str(cm.load(alliance).history(name, absent="ignore"))


@pytest.mark.parametrize("alliance", ["nato", "csto", "cis"])
def test_its_status_is_never_or_that_it_was_no_state(alliance):
    asked = cm.load(alliance)
    assert asked.status("Brazil", "1995-01-01") is cm.Status.NEVER
    assert asked.status("South Sudan", "1995-01-01") is cm.Status.NO_STATE
    assert asked.status("South Yemen", "1995-01-01") is cm.Status.NO_STATE


def test_every_record_knows_every_state_and_two_know_one_that_no_list_counts():
    own = {}
    for name in cm.available():
        states = cm.load(name).record.states
        assert all(states.find(state) is state for state in STATES)
        if states is not STATES:
            own[name] = [state.code for state in states if state not in set(STATES)]
    assert own == {"arab_league": ["PSE"], "arab_joint_defence": ["PSE"]}


def test_memberships_of_such_a_state_are_told():
    told = cm.memberships_of("Kenya", "2000-01-01")
    assert {each.answer for each in told} == {cm.Answer.NO}


def test_two_states_of_which_one_is_of_the_world_share_nothing():
    shared = cm.shared_memberships("Kenya", "France")
    assert "no day" in str(shared)
    assert not shared.days.possibly


def test_a_panel_of_the_world_has_a_row_for_each_state_and_year():
    table = exchange.state_years(
        "nato", during="1990/1991", states=[s.code for s in ALL], absent="ignore"
    )
    rows = list(table.select("alpha_3", "year", "member", "state_exists"))
    assert len(rows) == 2 * len(ALL)
    members = {row["alpha_3"] for row in rows if row["member"] == 1}
    assert members < {state.alpha_3 for state in cm.load("nato").record.parties}
    assert len(members) == 16
    zeros = {row["alpha_3"] for row in rows if row["member"] == 0}
    assert {"BRA", "JPN", "AUS", "YMD", "KIR"} <= zeros
    none = {row["alpha_3"] for row in rows if row["member"] is None}
    assert {"ERI", "SSD", "TLS"} <= none


# -- suggestions ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Congo", {"COD", "COG"}), ("korea", {"PRK", "KOR"}), ("Brasil", {"BRA"}),
        ("Saint", {"KNA", "LCA", "VCT"}), ("Columbia", {"COL"}), ("Sao Tome", {"STP"}),
        ("Uzbekstan", {"UZB"}), ("Frnace", {"FRA"}), ("Polnd", {"POL"}),
        ("Slovak", {"CSK", "SVK"}), ("Austira", {"AUT", "AUS"}),
    ],
)  # fmt: skip
def test_near_names_and_names_that_are_part_of_others_are_suggested(typed, meant):
    with pytest.raises(cm.UnknownStateError) as caught:
        cm.was_member(typed, "2000-01-01")
    suggested = {each[-4:-1] for each in caught.value.suggestions}
    assert suggested == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Georgia, Grand Republic of", "Georgia (GEO)"),
        ("Armenia (Soviet period)", "Armenia (ARM)"),
        ("the Republic of Serbia (Belgrade)", "Serbia (SRB)"),
    ],
)
def test_a_state_whose_name_stands_in_what_is_typed_is_suggested_first(typed, meant):
    with pytest.raises(cm.UnknownStateError) as caught:
        cm.was_member(typed, "2000-01-01")
    assert caught.value.suggestions[0] == meant


# -- a user's own file ------------------------------------------------------------------

OWN = """
[alliance]
id = "entente"
complete_until = 2000-01-01

[instrument.pact]
roles = ["treaty"]

[[event]]
id = "signed"
kind = "signature"
of = "pact"
states = {states}
claim = [{{ sources = ["un-russia"], on = 1934-02-09 }}]
"""


def test_a_users_file_may_name_any_shipped_state_and_a_former_one(written):
    path = written(OWN.format(states='["GR", "RO", "TR", "YU"]'), "entente.toml")
    members = cm.read(path).members_on("1935-01-01")
    assert members.alpha_3 == ("GRC", "ROU", "TUR", "YUG")
    assert "Сербия и Черногория" in members


def test_a_users_file_may_bring_states_of_its_own(written):
    text = (
        OWN.format(states='["XA", "BRA"]')
        + """
[state.XA]
alpha_3 = "XAA"
name = "Ruritania"
last_day = 1950-12-31

[state.BR]
alpha_3 = "BRA"
name = "Brasil"
variants = ["Brazil"]
"""
    )
    own = cm.read(written(text, "entente.toml"))
    assert own.members_on("1935-01-01").names == ("Brasil", "Ruritania")
    # It joined, and no act of the file ended that: an act wins over the lists of states.
    assert own.status("Ruritania", "1951-01-01") is cm.Status.MEMBER
    assert own.status("Ruritania", "1929-01-01") is cm.Status.NO_BODY
    assert own.was_member("Japan", "1990-01-01") is cm.Answer.NO
    with pytest.raises(cm.UnknownStateError):  # its own Brazil has no such name
        own.was_member("Бразилия", "1990-01-01")
    with pytest.raises(cm.UnknownStateError, match=r"Ruritania \(XAA\)"):
        own.was_member("Ruritanya", "1990-01-01")


def test_a_state_of_ones_own_has_no_name_of_another(written):
    text = (
        OWN.format(states='["XA"]')
        + """
[state.XA]
alpha_3 = "XAA"
name = "Georgia"
"""
    )
    with pytest.raises(cm.DataError, match=r"state\.XA: .*is a name of Georgia too"):
        cm.read(written(text, "entente.toml"))


def test_a_state_that_no_file_has_is_an_error_with_suggestions(written):
    path = written(OWN.format(states='["Polnd"]'), "entente.toml")
    with pytest.raises(cm.DataError, match=r"did you mean Poland \(POL\)"):
        cm.read(path)


@pytest.mark.parametrize(
    ("keys", "place", "expected"),
    [
        ("cow = -1", "cow", "whole number"),
        ("naam = 'Other'", "naam", "mean name"),
        ("last_day = 1990-01-01\nfirst_day = 1991-01-01", "last_day", "before its first"),
        ("numbers = [{ list = 'cwo', number = 7 }]", "numbers[0].list", "mean cow?"),
        ("numbers = [{ list = 'cow' }]", "numbers[0].number", "required"),
        ("cow_before = { number = 7 }", "cow_before", "unknown key"),
    ],
)  # fmt: skip
def test_faults_of_a_state_are_reported_with_their_place(
    written, keys, place, expected
):
    state = f"\n[state.XA]\nalpha_3 = 'XAA'\nname = 'Ruritania'\n{keys}\n"
    path = written(OWN.format(states='["UZ"]') + state, "entente.toml")
    with pytest.raises(cm.DataError) as caught:
        cm.read(path)
    (problem,) = caught.value.problems
    assert problem.place == f"state.XA.{place}"
    assert expected in problem.expected


def test_the_last_day_of_the_calendar_ends_no_state(written):
    state = "\n[state.XA]\nalpha_3 = 'XAA'\nname = 'X'\nlast_day = 9999-12-31\n"
    path = written(OWN.format(states='["UZ"]') + state, "entente.toml")
    assert cm.read(path).record.states.find("XA").existence.surely == ~cm.DaySet()


def test_the_last_of_several_numbers_is_the_present_one(written):
    state = """
[state.XA]
alpha_3 = "XAA"
name = "Ruritania"
numbers = [
    { list = "cow", number = 9, letters = "RUR", first_day = 1950-01-01 },
    { list = "cow", number = 8, last_day = 1949-12-31 },
]
"""
    path = written(OWN.format(states='["UZ"]') + state, "entente.toml")
    found = cm.read(path).record.states.find("XA")
    assert (found.cow, found.gw) == (9, None)
    assert [found.cow_on(date(year, 1, 1)) for year in (1949, 1950)] == [8, 9]
