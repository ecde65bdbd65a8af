"""A period may be given in any way wherever one is asked for."""

from datetime import date

import pytest

import csto_membership as cm
from csto_membership import exchange

CSTO = cm.load("csto")
FIRST, OUT = date(1999, 1, 1), date(2000, 1, 1)
WAYS = {
    "a year": 1999,
    "ISO text": "1999",
    "both ends": "1999-01-01/1999-12-31",
    "ends left out": "1999-01-01/12-31",
    "Russian": "1999 г.",
    "printed": "1999-01-01 to 1999-12-31",
    "a range of dates": (FIRST, OUT),
    "a range of texts": ("1999-01-01", "2000-01-01"),
    "a list": [FIRST, OUT],
    "a span": cm.Span(FIRST, OUT),
}
TAKERS = {
    "members_during": lambda period: str(CSTO.members_during(period)),
    "changes": lambda period: str(CSTO.changes(period)),
    "acts": lambda period: [str(act) for act in CSTO.acts(during=period)],
    "compare": lambda period: str(CSTO.compare(CSTO.under("party"), period)),
    "chart": lambda period: CSTO.chart(during=period).svg,
    "charts": lambda period: cm.chart("csto", during=period).text(),
    "state_years": lambda period: str(exchange.state_years("csto", during=period)),
    "state_months": lambda period: str(exchange.state_months("csto", during=period)),
    "dyad_years": lambda period: str(exchange.dyad_years("csto", during=period)),
    "clip": CSTO.days_of("UZ").surely.clip,
}


@pytest.mark.parametrize("taker", TAKERS)
def test_a_period_is_the_same_in_whatever_way_it_is_given(taker):
    take = TAKERS[taker]
    expected = take("1999-01-01/1999-12-31")
    assert expected != take("2013")
    for way, period in WAYS.items():
        assert take(period) == expected, way
