"""Green, yellow or red: the rule as a table of cases."""

from datetime import date

import pytest

from octotui.plan.figures import look_at
from octotui.plan.overall import overall
from octotui.plan.reading import read_plan
from octotui.store.document import parse
from tests.conftest import SAMPLES

TODAY = date(2026, 11, 20)
BATCH = {"id": "b", "name": "Batch", "status": "in-progress", "progress": 50}
ANSWERED = [{"at": "2026-11-20T08:00:00Z", "by": "ana", "did": "called"}]


def at(text):
    return {"by": "ana", "at": text}


CASES = {
    "nothing to judge": ({"project": {"name": "P"}}, "unknown", []),
    "in time": ({"batches": [BATCH | {"target": date(2026, 11, 20)}]}, "green", []),
    "without a target": ({"batches": [BATCH]}, "green", []),
    "done late": ({"batches": [BATCH | {"status": "done", "target": date(2026, 10, 1)}]}, "green", []),
    "a day late": ({"batches": [BATCH | {"target": date(2026, 11, 19)}]}, "yellow", ["1 day late"]),
    "a week late": ({"batches": [BATCH | {"target": date(2026, 11, 13)}]}, "yellow", ["7 days late"]),
    "more than a week late": ({"batches": [BATCH | {"target": date(2026, 11, 12)}]}, "red", ["8 days late"]),
    "blocked": ({"batches": [BATCH | {"status": "blocked"}]}, "yellow", ["blocked"]),
    "level 3 without an answer": (
        {"escalations": [{"id": "e", "title": "E", "level": 3, "raised": at("2026-11-20T07:00:00Z")}]},
        "red",
        ["with the sponsor, no answer in time"],
    ),
    "level 3, answered": (
        {"escalations": [{"title": "E", "level": 3, "raised": at("2026-11-20T07:00:00Z"), "history": ANSWERED}]},
        "yellow",
        ["with the sponsor, being worked on"],
    ),
    "security, answered": (
        {
            "escalations": [
                {"title": "E", "level": "security", "raised": at("2026-11-20T07:00:00Z"), "history": ANSWERED}
            ]
        },
        "yellow",
        ["security, being worked on"],
    ),
    "level 2, very late": (
        {"escalations": [{"title": "E", "level": 2, "raised": at("2026-10-01T07:00:00Z")}]},
        "green",
        [],
    ),
    "level 3, resolved": ({"escalations": [{"title": "E", "level": 3, "status": "resolved"}]}, "green", []),
    "a critical issue": ({"issues": [{"title": "I", "priority": "critical"}]}, "yellow", ["critical"]),
    "a critical issue past its day": (
        {"issues": [{"title": "I", "priority": "critical", "target": date(2026, 11, 19)}]},
        "red",
        ["critical, past its day"],
    ),
    "a critical issue, closed": ({"issues": [{"title": "I", "priority": "critical", "status": "closed"}]}, "green", []),
    "a high issue past its day": (
        {"issues": [{"title": "I", "priority": "high", "target": date(2026, 1, 1)}]},
        "green",
        [],
    ),
    "a critical risk with a mitigation": (
        {"risks": [{"title": "R", "probability": "high", "impact": "high", "mitigation": "m", "owner": "ana"}]},
        "yellow",
        ["critical, score 7"],
    ),
    "a critical risk nobody owns": (
        {"risks": [{"title": "R", "probability": "high", "impact": "high", "mitigation": "m"}]},
        "yellow",
        ["critical, score 7, nobody owns it"],
    ),
    "a critical risk nobody does anything about": (
        {"risks": [{"title": "R", "probability": "high", "impact": "critical"}]},
        "red",
        ["critical, score 9, and nothing is done about it"],
    ),
    "a critical risk that came true": (
        {"risks": [{"title": "R", "probability": "high", "impact": "high", "mitigation": "m", "status": "happened"}]},
        "red",
        ["critical, score 7, and it came true"],
    ),
    "a high risk": ({"risks": [{"title": "R", "probability": "medium", "impact": "critical"}]}, "green", []),
    "a milestone missed": (
        {"milestones": {"m": {"name": "M", "due": date(2026, 11, 3), "status": "missed"}}},
        "yellow",
        ["missed"],
    ),
    "a milestone at risk": (
        {"milestones": {"m": {"name": "M", "due": date(2026, 11, 30), "status": "at-risk"}}},
        "yellow",
        ["at risk"],
    ),
    "a milestone past its day": (
        {"milestones": {"m": {"name": "M", "due": date(2026, 11, 3)}}},
        "yellow",
        ["past its day"],
    ),
    "a milestone missed before the period": (
        {"milestones": {"m": {"name": "M", "due": date(2026, 10, 3), "status": "missed"}}},
        "green",
        [],
    ),
    "a no-go": (
        {
            "roles": [{"id": "qa", "name": "QA"}],
            "releases": [{"id": "1", "votes": [{"role": "qa", "vote": "no-go"}, {"role": "dev", "vote": "go"}]}],
        },
        "yellow",
        ["no-go of QA"],
    ),
    "a no-go to what is live": (
        {
            "batches": [BATCH],
            "releases": [{"id": "1", "status": "released", "votes": [{"role": "qa", "vote": "no-go"}]}],
        },
        "green",
        [],
    ),
    "a bad quality score": (
        {"batches": [BATCH | {"gates": {"unit": False, "smoke": False}}]},
        "yellow",
        ["0/10"],
    ),
}


@pytest.mark.parametrize(("raw", "colour", "reasons"), CASES.values(), ids=CASES)
def test_the_colour_and_its_reasons(raw, colour, reasons):
    plan, problems = read_plan(raw)
    assert not problems

    found = overall(look_at(plan, TODAY, "month"))

    assert (found.colour, [reason.what for reason in found.reasons]) == (colour, reasons)


def test_the_worst_comes_first_and_decides():
    plan = parse((SAMPLES / "octoacme.toml").read_bytes(), "octoacme.toml").plan

    found = overall(look_at(plan, TODAY, "month"))

    assert found.colour == "red"
    assert found.reasons[0].label == "No budget line for the key vault"
    assert [reason.colour for reason in found.reasons] == sorted(
        (reason.colour for reason in found.reasons), key=["red", "yellow"].index
    )
