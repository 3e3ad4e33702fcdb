"""Figures in few words."""

from datetime import timedelta

import pytest

from octotui.plan.words import age_text, figure


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (timedelta(minutes=-5), "0 min"),
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=20), "20 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(hours=5, minutes=59), "5 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(hours=48), "2 d"),
        (timedelta(days=16), "16 d"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(age, text):
    assert age_text(age) == text


@pytest.mark.parametrize(
    ("value", "text"), [(5, "5"), (5.0, "5"), (6.5, "6.5"), (1234567, "1234567"), (0.3 - 0.1, "0.2")]
)
def test_a_figure_has_no_digits_nobody_wrote(value, text):
    assert figure(value) == text
