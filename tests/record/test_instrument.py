"""Terms of years: the day on which one ends is the usual anniversary."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from csto_membership.record.instrument import Expiry, Term


@given(st.dates(), st.integers(1, 12_000))
@example(date(1996, 2, 29), 4)
@example(date(1996, 2, 29), 1)
@example(date(1896, 2, 29), 4)
@example(date(9999, 12, 31), 1)
@example(date(9994, 12, 31), 5)
def test_a_term_ends_where_years_are_counted_as_relativedelta_does(start, years):
    for expires, still_in in ((Expiry.ON_ANNIVERSARY, 1), (Expiry.ON_EVE, 0)):
        try:
            out = start + relativedelta(years=years) + timedelta(days=still_in)
        except (OverflowError, ValueError):
            out = date.max
        assert Term(years, expires).first_day_out(start) == out
