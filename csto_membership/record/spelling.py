"""Names as people and tables write them, and what is suggested where none is meant.

A name is compared by its words: in any order, without `of` and `the`, with abbreviations
written out. So `Korea, Dem. People's Rep. of` is the Democratic People's Republic of Korea.
No word is dropped that tells two states apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from csto_membership.errors import similar

_IN_FULL = {
    "afr": "african", "ar": "arab republic", "boliv": "bolivarian", "cen": "central",
    "cent": "central", "dem": "democratic",
    "dpr": "democratic peoples republic", "dr": "democratic republic", "e": "east",
    "eq": "equatorial", "equa": "equatorial", "fmr": "former",
    "fr": "federal republic", "formerly": "former",
    "herz": "herzegovina", "is": "islands", "isl": "islands", "n": "north",
    "no": "north", "pdr": "peoples democratic republic", "pr": "peoples republic",
    "rep": "republic", "s": "south", "sfr": "socialist federal republic",
    "so": "south", "soc": "socialist", "st": "saint", "sts": "states", "un": "united",
    "ur": "united republic", "utd": "united", "w": "west",
    # One word for several that official names use alike.
    "fed": "federal", "federated": "federal", "federation": "federal",
    "federative": "federal",
}  # fmt: skip
"""Abbreviations in names, and what they stand for."""
_SMALL = {"of", "the", "and"}
_QUALIFYING = {
    "arab", "bissau", "democratic", "east", "eastern", "equatorial", "federal", "former",
    "islamic", "new", "north", "northern", "papua", "peoples", "republic", "socialist",
    "south", "southern", "west", "western",
}  # fmt: skip
"""Words in which the names of two states may differ, as those of the two Koreas do."""
_SLIP = 0.93
"""How much alike a name and a slip of it are, at least."""
_FEW = 3
"""Up to this many states with a word in common are all suggested: three have "Saint"."""
_CODE = len("UZB")
"""A name of at most this length is a code, and too short to search a text for."""
_LONGEST = 150
"""A text that is longer than any name is compared with none."""

_OF_NO_STATE = """
AX ALA Åland; AS ASM American Samoa; AI AIA Anguilla; AQ ATA Antarctica; AW ABW Aruba;
BM BMU Bermuda; BQ BES Bonaire; BV BVT Bouvet Island; IO IOT British Indian Ocean Territory;
VG VGB VI VIR Virgin Islands; KY CYM Cayman Islands; CX CXR Christmas Island; CC CCK Cocos;
CK COK Cook Islands; CW CUW Curaçao; FK FLK Falkland Islands; FO FRO Faroe Islands; Faeroe;
GF GUF French Guiana; PF PYF French Polynesia; TF ATF French Southern Territories;
GI GIB Gibraltar; GL GRL Greenland; GP GLP Guadeloupe; GU GUM Guam; GG GGY Guernsey;
HM HMD Heard Island; HK HKG Hong Kong; Hongkong; IM IMN Isle of Man; JE JEY Jersey;
MO MAC Macao; Macau; MQ MTQ Martinique; YT MYT Mayotte; MS MSR Montserrat;
AN ANT Netherlands Antilles; NC NCL New Caledonia; NU NIU Niue; NF NFK Norfolk Island;
MP MNP Northern Mariana Islands; PS PSE Palestine; Palestinian; Gaza; West Bank; PN PCN Pitcairn;
PR PRI Puerto Rico; RE REU Réunion; BL BLM Saint Barthélemy; SH SHN Saint Helena;
MF MAF Saint Martin; PM SPM Saint Pierre and Miquelon; SX SXM Sint Maarten;
GS SGS South Georgia; SJ SJM Svalbard; TK TKL Tokelau; TC TCA Turks and Caicos;
UM UMI Minor Outlying Islands; VA VAT Holy See; Vatican; WF WLF Wallis and Futuna;
EH ESH Western Sahara; Sahrawi; Artsakh; Nagorno-Karabakh; Northern Cyprus; Somaliland;
Transnistria; England; Northern Ireland; Scotland; Wales; Brunswick; Hamburg; Hesse;
Hyderabad; Mecklenburg; Nassau; Oldenburg; Ottoman Empire; Sardinia; Saxe;
Orange Free State; Transvaal; EU European Union; UN United Nations
"""
"""Names, with their ISO 3166-1 codes, that are no misspelling and of no state here."""
_REGIONS = {
    "africa", "america", "americas", "arabia", "asia", "balkan", "balkans", "baltic", "baltics",
    "benelux", "caribbean", "caucasus", "commonwealth", "europe", "eurasia", "levant",
    "maghreb", "mediterranean", "oceania", "pacific", "sahel", "scandinavia", "world",
}  # fmt: skip
_PARTS_OF_REGIONS = {
    "arab", "central", "countries", "east", "eastern", "latin", "mid", "middle", "nordic",
    "north", "northern", "post", "saharan", "south", "southeast", "southern", "southwest",
    "soviet", "states", "sub", "west", "western",
}  # fmt: skip
"""Words that names of regions have beside those; alone they are none."""
NAMES_OF_TWO = {
    "ROC": ("TWN", "COG"),
    "UAR": ("EGY", "SYR"),
    "UNITED ARAB REPUBLIC": ("EGY", "SYR"),
}
"""Names that stand for one of two states, in capitals, with the keys of both."""


def folded(name: str) -> str:
    """A name without case, accents, hyphens, underscores and extra spaces.

    Examples:
        >>> folded("  Wit-Rusland "), folded("Türkiye")
        ('wit rusland', 'turkiye')
    """
    bare = name.casefold()
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare)
        unseen = {
            "Mn",
            "Mc",
            "Me",
            "Cf",
        }  # accents, and signs such as a space of no width
        bare = "".join(c for c in apart if unicodedata.category(c) not in unseen)
    return " ".join(bare.replace("-", " ").replace("_", " ").split())


def words_of(name: str) -> list[str]:
    """The words of a name, with abbreviations in full.

    Examples:
        >>> words_of("Korea, Dem. People's Rep. of")
        ['korea', 'democratic', 'peoples', 'republic']
        >>> words_of("U.S.S.R."), words_of("D.R. Congo"), words_of("U S A")
        (['ussr'], ['democratic', 'republic', 'congo'], ['usa'])
    """
    # U+0092 is an apostrophe of Windows that was read in another encoding.
    bare = re.sub("['’ʼ`´\x92]", "", folded(name))
    bare = re.sub(
        r"\b(?:\w\.)+\w\b\.?", lambda dotted: dotted[0].replace(".", ""), bare
    )
    words = re.sub(r'[.,;:()\[\]/&"–—]', " ", bare).split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        words = ["".join(words)]
    if len(words) == 1:  # It may be a code, such as AND.
        return words
    in_full = " ".join(_IN_FULL.get(word, word) for word in words).split()
    return [word for word in in_full if word not in _SMALL]


def same_name(name: str) -> tuple[str, ...]:
    """What two names have in common if they are one name in two forms.

    Examples:
        >>> same_name("France (former)") == same_name("former France") == same_name("France")
        True
    """
    return tuple(sorted(word for word in words_of(name) if word != "former"))


def mixes_scripts(name: str) -> bool:
    """Whether a word has letters of two alphabets, so that it is not what it looks like.

    Examples:
        >>> mixes_scripts("Fr\u0430nce"), mixes_scripts("France / Франция")
        (True, False)
    """
    return any(
        len({unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()})
        > 1
        for word in name.split()
        if not word.isascii()
    )


def is_of_no_state(name: str) -> bool:
    """Whether a name is known, and no state of the package has it.

    Examples:
        >>> is_of_no_state("China, P.R.: Hong Kong"), is_of_no_state("Hong Kung")
        (True, False)
        >>> is_of_no_state("Sub-Saharan Africa")
        True
    """
    words = set(words_of(name))
    if words <= _REGIONS | _PARTS_OF_REGIONS and words & (_REGIONS | {"middle"}):
        return True
    for entry in _OF_NO_STATE.split(";"):
        codes = {word for word in entry.split() if word.isupper()}
        called = [word for word in entry.split() if not word.isupper()]
        if name.strip().upper() in codes or words.issuperset(
            words_of(" ".join(called))
        ):
            return True
    return False


class Spellings:
    """Names, each with the key of what it names, to be found by their words.

    Examples:
        >>> koreas = Spellings({"North Korea": "PRK", "Republic of Korea": "KOR"}.items())
        >>> koreas.meant_by("Korea, Rep. of"), koreas.meant_by("Korea")
        (('KOR',), ())
        >>> koreas.near("Noth Korea"), koreas.with_twins(["KOR"])
        (('PRK', 'KOR'), ('KOR', 'PRK'))
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._named: dict[tuple[str, ...], dict[str, None]] = {}
        self._texts: dict[str, dict[str, None]] = {}
        for name, key in names:
            words = words_of(name)
            self._named.setdefault(tuple(sorted(words)), {})[key] = None
            for each in (_stem(words), " ".join(words), folded(name)):
                self._texts.setdefault(each, {})[key] = None
        self._texts.pop("", None)

    def meant_by(self, text: str) -> tuple[str, ...]:
        """The keys of the names with the same words: one, or several if it is ambiguous.

        `X (Y)` and `X/Y` mean both, if both are names.
        """
        if len(text) > _LONGEST:
            return ()
        found = self._with_words_of(text)
        parts = [part for part in re.split(r"[()\[\]/]", text) if words_of(part)]
        if not found and len(parts) > 1:
            each = [self._with_words_of(part) for part in parts]
            found = {key: None for keys in each if all(each) for key in keys}
        return tuple(found)

    def may_mean(self, text: str) -> frozenset[str]:
        """The keys of the names with these words, and of those of which they are the stem.

        `Korea` alone is no name, and may mean two states.
        """
        alike = self._texts.get(" ".join(words_of(text)), {})
        return frozenset([*self.meant_by(text), *alike])

    def _with_words_of(self, text: str) -> Mapping[str, None]:
        words = tuple(sorted(words_of(text)))
        now = tuple(word for word in words if word != "former")
        return self._named.get(words) or self._named.get(now) or {}

    def is_slip(self, text: str) -> bool:
        """Whether a text differs from a name by a letter or so."""
        name = " ".join(words_of(text))
        return name not in self._texts and bool(similar(name, self._texts, 1, _SLIP))

    def near(self, text: str) -> tuple[str, ...]:
        """The keys of the names that may be meant, the likeliest first.

        They are the few names with these words in them. If there are none, or many, they
        are the names inside the text, and names similar to it.
        """
        if len(text) > _LONGEST:
            return ()
        words = words_of(text)
        found = _all(keys for name, keys in self._named.items() if {*words} <= {*name})
        if not 0 < len(found) <= _FEW:
            stem = _stem(words)
            short = len(stem) <= _CODE
            known = [name for name in self._texts if short or len(name) > _CODE]
            inside = [name for name in known if {*words}.issuperset(name.split())]
            alike = (similar(each, known, 3 * _FEW) for each in (stem, " ".join(words)))
            near = [*inside, *(next(filter(None, alike), ()))]
            found = _all(self._texts[name] for name in near)[:_FEW]
        return tuple(found)

    def with_twins(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The keys, and those of names that differ from theirs in a telling word only.

        Telling words are those such as North and South, Democratic and Republic.
        """
        found = dict.fromkeys(keys)
        twins = (each for each in self._texts.values() if each.keys() & found.keys())
        return tuple(dict.fromkeys([*found, *_all(twins)]))


def _stem(words: Iterable[str]) -> str:
    """The words of a name that are not common in names of several states."""
    return " ".join(word for word in words if word not in _QUALIFYING)


def _all(groups: Iterable[Iterable[str]]) -> list[str]:
    return [*dict.fromkeys(key for keys in groups for key in keys)]
