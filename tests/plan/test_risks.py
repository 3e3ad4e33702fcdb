"""Risk scores: the table of document 001 on the scale of document 002."""

from __future__ import annotations

import pytest

from octotui.plan.reading import read_plan
from octotui.plan.risks import Risk, band_of, score

TABLE = {  # probability: the scores for impact low, medium, high, critical
    "low": (1, 2, 3, 3),
    "medium": (2, 3, 5, 6),
    "high": (3, 5, 7, 9),
}
CELLS = [
    (probability, impact, points)
    for probability, row in TABLE.items()
    for impact, points in zip(("low", "medium", "high", "critical"), row, strict=True)
]


def risk(**fields) -> Risk:
    return read_plan({"risks": [{"title": "Late", **fields}]})[0].risks[0]


@pytest.mark.parametrize(("probability", "impact", "points"), CELLS)
def test_every_cell_has_its_score(probability, impact, points):
    assert score(probability, impact) == points
    assert risk(probability=probability, impact=impact).score == points


@pytest.mark.parametrize(
    ("points", "band"), [(9, "critical"), (7, "critical"), (6, "high"), (4, "high"), (3, "watch"), (1, "watch")]
)
def test_bands_are_those_of_document_002(points, band):
    assert band_of(points) == band


def test_the_trend_is_the_reviews_in_their_order_and_today():
    reviews = [
        {"on": "2026-11-13", "probability": "high", "impact": "high"},
        {"on": "2026-11-06", "probability": "medium", "impact": "high"},
        {"on": "2026-11-18", "note": "nobody scored it"},
    ]

    assert risk(probability="high", impact="critical", reviews=reviews).scores == (5, 7, 9)
    assert risk(probability="high", impact="high", reviews=reviews).scores == (5, 7)
    assert risk(probability="low", impact="low").scores == (1,)


def test_the_last_review_is_the_latest_wherever_it_stands():
    assert risk(reviews=[{"on": "2026-11-13"}, {"on": "2026-11-06"}]).last_review.isoformat() == "2026-11-13"
    assert risk().last_review is None


@pytest.mark.parametrize(
    ("status", "is_open"), [("open", True), ("mitigating", True), ("closed", False), ("happened", False)]
)
def test_a_risk_is_open_until_it_is_closed_or_happened(status, is_open):
    assert risk(status=status).is_open is is_open
