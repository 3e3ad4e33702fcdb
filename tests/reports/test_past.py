"""Reports of days that are over: nothing from after the day is in them."""

from datetime import date

import pytest

from octotui.plan.stood import as_told
from octotui.reports.catalogue import REPORTS, Wish, kind_named, written
from tests.reports.conftest import TODAY, octoacme

DAY = date(2026, 11, 8)
LATER = ("Partner API down", "Nobody but Li", "forty times", "no-go of", "details withheld")
"""What the sample has on record from after that day."""


@pytest.mark.parametrize("kind", [kind.id for kind in REPORTS if not kind.of])
def test_a_report_of_a_day_before_knows_nothing_of_what_came_later(kind):
    text = written(kind_named(kind), octoacme(), Wish(DAY, standing=as_told(octoacme(), TODAY)))

    assert "as far as the plan tells." in text
    assert not [words for words in LATER if words in text]


def test_a_period_that_is_over_is_told_as_of_its_last_day(reported):
    text = reported("weekly", period="last week")

    assert "As of 15 Nov" in text
    assert "- CI pass rate: 95% (target at least 95%: met)" in text
    assert "As of" not in reported("weekly")


def test_the_open_risks_are_those_of_the_day_and_their_trend_says_the_same(reported):
    text = reported("risks", period="last quarter")

    assert "open" not in text.split("###")[0].replace("none open", "")
    assert "18 open" not in text
