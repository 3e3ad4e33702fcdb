"""The verdict of a go/no-go: each rule as a case, and what holds whatever the plan says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.edits import apply, value_at
from octotui.plan.reading import read_plan
from octotui.plan.verdict import Verdict, standing, verdict
from octotui.plan.voting import cast_vote, voters
from octotui.plan.waivers import waived

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
YESTERDAY = TODAY - timedelta(days=1)
HEAVY = {"GO": 0, "HOLD": 1, "NO-GO": 2}

GO = ({"role": "qa", "vote": "go", "by": "zo"}, {"role": "sec", "vote": "go"})
POINT = {"id": "load", "text": "Load test", "role": "qa"}
BANK = {"id": "e-3", "title": "The bank is shut", "level": 3, "release": "r", "owner": "zo"}
DONE = {"done": [{"role": "qa", "task": "Test"}]}
WAIVER = {"item": "day/load", "by": "zo", "reason": "no load yet", "until": TODAY}


def plan_with(*points, lists=(), escalations=(), batches=(), within=(), roles=None, **release):
    """A plan that is a GO: two roles have to vote and say so, and nothing is open."""
    day = {"id": "day", "name": "Day of release", "release": "r", "gate": True, "items": list(points)}
    tester = {"id": "qa", "name": "QA", "tasks": {"pre-release": ["Test"]}}
    return read_plan(
        {
            "people": {"zo": {"name": "Zofia Wójcik", "roles": ["qa"]}},
            "roles": [tester, {"id": "sec", "name": "Security Lead"}] if roles is None else roles,
            "releases": [
                {"id": "r", "voters": ["qa", "sec"], "votes": list(GO), "batches": list(within), **DONE, **release}
            ],
            "checklists": [day, *lists],
            "escalations": list(escalations),
            "batches": list(batches),
        }
    )[0]


def judged(plan, today=TODAY) -> Verdict:
    return verdict(plan, plan.releases[0], today)


RULES = {
    # nothing is against it
    "everybody says GO and nothing is open": (plan_with(), "GO", []),
    "a point that is done": (plan_with({**POINT, "done": True}), "GO", []),
    "an optional point is open": (plan_with({**POINT, "optional": True}), "GO", []),
    "a list that does not count in the go/no-go": (
        plan_with(lists=[{"id": "x", "name": "After", "release": "r", "items": ["Sleep"]}]),
        "GO",
        [],
    ),
    "a gate list of another release": (
        plan_with(lists=[{"id": "x", "name": "Next", "release": "s", "gate": True, "items": ["Plan"]}]),
        "GO",
        [],
    ),
    "a gate list of a batch": (
        plan_with(lists=[{"id": "x", "name": "Batch", "batch": "b", "gate": True, "items": ["Plan"]}]),
        "GO",
        [],
    ),
    "a task of the matrix is open": (plan_with(done=[]), "GO", []),
    "an escalation of level 2": (plan_with(escalations=[{**BANK, "level": 2}]), "GO", []),
    "an escalation of level 3 that is resolved": (plan_with(escalations=[{**BANK, "status": "resolved"}]), "GO", []),
    "an escalation of level 3 on something else": (plan_with(escalations=[{**BANK, "release": "s"}]), "GO", []),
    "an escalation of level 3 that held up a batch, which is done": (
        plan_with(
            escalations=[{**BANK, "release": "", "blocks": ["b"]}],
            batches=[{"id": "b", "name": "B", "status": "done"}],
            within=["b"],
        ),
        "GO",
        [],
    ),
    # NO-GO
    "a role that has to vote says NO-GO": (
        plan_with(votes=[GO[0], {"role": "sec", "vote": "no-go", "by": "zo", "condition": "go once 311 is in"}]),
        "NO-GO",
        ["NO-GO: Security Lead says NO-GO (Zofia Wójcik): go once 311 is in"],
    ),
    "a mandatory point is open": (plan_with(POINT), "NO-GO", ["NO-GO: open: Load test (Day of release; QA)"]),
    "a point that is everyone's": (
        plan_with({"text": "Watch", "role": "all"}),
        "NO-GO",
        ["NO-GO: open: Watch (Day of release; everyone)"],
    ),
    "a point of a person's": (
        plan_with({"text": "Watch", "owner": "zo"}),
        "NO-GO",
        ["NO-GO: open: Watch (Day of release; Zofia Wójcik)"],
    ),
    "a gate list that names no release, of the one people work on": (
        plan_with(lists=[{"id": "x", "name": "Always", "gate": True, "items": ["Breathe"]}]),
        "NO-GO",
        ["NO-GO: open: Breathe (Always)"],
    ),
    "a gate of the release is open": (
        plan_with(gates={"manual-qa": False, "unit": True}),
        "NO-GO",
        ["NO-GO: open: manual qa (gate)"],
    ),
    "an escalation of level 3 is open": (
        plan_with(escalations=[BANK]),
        "NO-GO",
        ["NO-GO: open: The bank is shut (escalation e-3, level 3; Zofia Wójcik)"],
    ),
    "a security escalation holds the release up": (
        plan_with(escalations=[{"id": "e-4", "title": "A leak", "level": "security", "blocks": ["r"]}]),
        "NO-GO",
        ["NO-GO: open: A leak (escalation e-4, security)"],
    ),
    "an escalation of level 3 holds up a batch of the release": (
        plan_with(
            escalations=[{**BANK, "release": "", "blocks": ["b"]}],
            batches=[{"id": "b", "name": "B"}],
            within=["b"],
        ),
        "NO-GO",
        ["NO-GO: open: The bank is shut (escalation e-3, level 3; Zofia Wójcik)"],
    ),
    "a release that was cancelled": (plan_with(status="cancelled"), "NO-GO", ["NO-GO: r was cancelled"]),
    "a release that was rolled back": (plan_with(status="rolled-back"), "NO-GO", ["NO-GO: r was rolled back"]),
    "NO-GO goes before HOLD, and all reasons are told": (
        plan_with(POINT, votes=[{"role": "sec", "vote": "abstain"}]),
        "NO-GO",
        [
            "NO-GO: open: Load test (Day of release; QA)",
            "HOLD: QA (Zofia Wójcik) has not voted",
            "note: Security Lead abstains",
        ],
    ),
    # HOLD
    "a vote is missing": (plan_with(votes=[GO[0]]), "HOLD", ["HOLD: Security Lead has not voted"]),
    "without voters, every role with a task has to vote": (
        plan_with(voters=[], votes=[]),
        "HOLD",
        ["HOLD: QA (Zofia Wójcik) has not voted"],
    ),
    "nobody has to vote": (
        plan_with(voters=[], votes=[], roles=[{"id": "sec", "name": "Security Lead"}]),
        "HOLD",
        ["HOLD: nobody has to vote: the release names no voters, and no role has a task"],
    ),
    "all abstain": (
        plan_with(votes=[{"role": "qa", "vote": "abstain"}, {"role": "sec", "vote": "abstain", "note": "on holiday"}]),
        "HOLD",
        [
            "HOLD: nobody who has to vote says GO",
            "note: QA abstains",
            "note: Security Lead abstains: on holiday",
        ],
    ),
    "a vote is stale: a point is open that was not": (
        plan_with({**POINT, "optional": True}, votes=[{**GO[0], "open": []}, GO[1]]),
        "HOLD",
        ["HOLD: vote of QA is stale (Zofia Wójcik): since then Load test is open"],
    ),
    "a vote is stale: a point was opened and done again": (
        plan_with({**POINT, "done": True, "at": NOW}, votes=[{**GO[0], "at": NOW - timedelta(1), "open": []}, GO[1]]),
        "HOLD",
        ["HOLD: vote of QA is stale (Zofia Wójcik): since then Load test was done again"],
    ),
    "a point was open when the vote was cast": (
        plan_with({**POINT, "optional": True}, votes=[{**GO[0], "open": ["checklists/day/load"]}, GO[1]]),
        "GO",
        [],
    ),
    "a vote is stale: a task of the role is open that was not": (
        plan_with(done=[], votes=[{**GO[0], "open": []}, GO[1]]),
        "HOLD",
        ["HOLD: vote of QA is stale (Zofia Wójcik): since then Test is open"],
    ),
    "nobody noted what was open when the vote was cast": (plan_with({**POINT, "optional": True}), "GO", []),
    "who says NO-GO need not say it again": (
        plan_with({**POINT, "optional": True}, votes=[{"role": "qa", "vote": "no-go", "open": []}, GO[1]]),
        "NO-GO",
        ["NO-GO: QA says NO-GO"],
    ),
    "a stale vote of a role that does not have to vote": (
        plan_with({**POINT, "optional": True}, voters=["sec"], votes=[{**GO[0], "open": []}, GO[1]]),
        "GO",
        [],
    ),
    # waivers
    "an open point is waived": (
        plan_with(POINT, waivers=[WAIVER]),
        "GO",
        ["note: waived: Load test (Day of release; QA), by Zofia Wójcik until 20 Nov: no load yet"],
    ),
    "a waiver into the next year says so": (
        plan_with(POINT, waivers=[{**WAIVER, "until": date(2027, 1, 5)}]),
        "GO",
        ["note: waived: Load test (Day of release; QA), by Zofia Wójcik until 5 Jan 2027: no load yet"],
    ),
    "a gate is waived": (
        plan_with(gates={"unit": False}, waivers=[{**WAIVER, "item": "Unit"}]),
        "GO",
        ["note: waived: unit (gate), by Zofia Wójcik until 20 Nov: no load yet"],
    ),
    "an escalation is waived": (
        plan_with(escalations=[{**BANK, "owner": ""}], waivers=[{**WAIVER, "item": "e-3"}]),
        "GO",
        [
            "note: waived: The bank is shut (escalation e-3, level 3), by Zofia Wójcik until 20 Nov: no load yet",
        ],
    ),
    "a NO-GO is waived": (
        plan_with(votes=[GO[0], {"role": "sec", "vote": "no-go"}], waivers=[{**WAIVER, "item": "security lead"}]),
        "GO",
        [
            "note: Security Lead says NO-GO",
            "note: waived: NO-GO of Security Lead, by Zofia Wójcik until 20 Nov: no load yet",
        ],
    ),
    "the only vote is a NO-GO that is waived": (
        plan_with(voters=["sec"], votes=[{"role": "sec", "vote": "no-go"}], waivers=[{**WAIVER, "item": "sec"}]),
        "HOLD",
        [
            "HOLD: nobody who has to vote says GO",
            "note: Security Lead says NO-GO",
            "note: waived: NO-GO of Security Lead, by Zofia Wójcik until 20 Nov: no load yet",
        ],
    ),
    "a waiver has run out": (
        plan_with(POINT, waivers=[{**WAIVER, "until": YESTERDAY}]),
        "NO-GO",
        [
            "NO-GO: open: Load test (Day of release; QA)",
            "HOLD: waiver of Load test (Day of release; QA) by Zofia Wójcik ran out on 19 Nov",
        ],
    ),
    "a waiver has run out, of a point that is optional": (
        plan_with({**POINT, "optional": True}, waivers=[{**WAIVER, "until": YESTERDAY}]),
        "HOLD",
        ["HOLD: waiver of Load test (Day of release; QA) by Zofia Wójcik ran out on 19 Nov"],
    ),
    "a waiver has run out, of a point that is done by now": (
        plan_with({**POINT, "done": True}, waivers=[{**WAIVER, "until": YESTERDAY}]),
        "GO",
        [],
    ),
    "a waiver has run out, and a new one counts": (
        plan_with(POINT, waivers=[{**WAIVER, "until": YESTERDAY}, {**WAIVER, "item": "Load test"}]),
        "GO",
        ["note: waived: Load test (Day of release; QA), by Zofia Wójcik until 20 Nov: no load yet"],
    ),
    "a waiver without a reason": (
        plan_with(POINT, waivers=[{**WAIVER, "reason": " "}]),
        "NO-GO",
        ["NO-GO: open: Load test (Day of release; QA); its waiver does not count: no reason"],
    ),
    "a waiver without a name and a day": (
        plan_with(gates={"unit": False}, waivers=[{"item": "unit", "reason": "it is slow"}]),
        "NO-GO",
        ["NO-GO: open: unit (gate); its waiver does not count: no name, no day until which it counts"],
    ),
    "a waiver of a NO-GO, without a reason": (
        plan_with(votes=[GO[0], {"role": "sec", "vote": "no-go"}], waivers=[{**WAIVER, "item": "sec", "reason": ""}]),
        "NO-GO",
        ["NO-GO: Security Lead says NO-GO; its waiver does not count: no reason"],
    ),
    "a waiver of nothing there is": (
        plan_with(POINT, waivers=[{**WAIVER, "item": "lod test"}]),
        "NO-GO",
        [
            "NO-GO: open: Load test (Day of release; QA)",
            "note: waiver of “lod test” counts for nothing: nothing here is called so",
        ],
    ),
    "a waiver that could mean two things": (
        plan_with(POINT, gates={"load": True}, waivers=[{**WAIVER, "item": "load"}]),
        "NO-GO",
        [
            "NO-GO: open: Load test (Day of release; QA)",
            "note: waiver of “load” counts for nothing: it could be day/load or gates/load",
        ],
    ),
    # notes
    "a GO on a condition": (
        plan_with(votes=[{**GO[0], "condition": "the flag stays off"}, GO[1]]),
        "GO",
        ["note: QA says GO (Zofia Wójcik): the flag stays off"],
    ),
    "some abstain": (
        plan_with(votes=[GO[0], {"role": "sec", "vote": "abstain"}]),
        "GO",
        ["note: Security Lead abstains"],
    ),
    "a NO-GO of a role that does not have to vote": (
        plan_with(voters=["qa"], votes=[GO[0], {"role": "sec", "vote": "no-go", "note": "a feeling"}]),
        "GO",
        ["note: Security Lead, which does not have to vote, says NO-GO: a feeling"],
    ),
    "a release that is out": (plan_with(status="released"), "GO", ["note: r is released already"]),
}
"""The plan, the verdict, and its reasons."""


@pytest.mark.parametrize(("plan", "outcome", "reasons"), RULES.values(), ids=RULES)
def test_the_rules(plan, outcome, reasons):
    found = judged(plan)

    assert (found.outcome, [f"{one.weighs}: {one.text}" for one in found.reasons]) == (outcome, reasons)


@pytest.mark.parametrize(("plan", "outcome", "reasons"), RULES.values(), ids=RULES)
def test_a_reason_leads_to_what_it_is_about(plan, outcome, reasons):
    for reason in judged(plan).reasons:
        is_missing = reason.text.endswith(("has not voted", "voters, and no role has a task"))
        assert is_missing or value_at(plan, reason.path) is not None


def test_a_role_may_be_named_by_its_name():
    plan = plan_with(voters=["QA", "Security Lead"], votes=[GO[0], {"role": "security lead", "vote": "go"}])

    assert voters(plan, plan.releases[0]) == ("qa", "sec")
    assert judged(plan) == Verdict("GO", ())


def test_control_characters_stay_out_of_reasons():
    plan = plan_with({"text": "two\nlines \x1b[2J"}, votes=[{**GO[0], "condition": "a\nb"}, GO[1]])

    assert all(reason.text.isprintable() for reason in judged(plan).reasons)


def test_many_changes_after_a_vote_are_told_in_part():
    points = [{"text": f"Point {number}", "optional": True} for number in range(5)]
    plan = plan_with(*points, votes=[{**GO[0], "open": []}, GO[1]])

    told = "since then Point 0 is open, Point 1 is open, Point 2 is open, and 2 more"
    assert [one.text for one in judged(plan).reasons] == [f"vote of QA is stale (Zofia Wójcik): {told}"]


# ── What holds whatever the plan says ────────────────────────────────────────────────────────────────────────────────

ROLES = ("qa", "sec", "dev")
NAMES = ("day/p0", "Point 0", "p1", "gates/unit", "unit", "smoke", "e-0", "qa", "sec", "nothing")
DAYS = st.sampled_from((TODAY, TODAY + timedelta(days=9), YESTERDAY, None))
TIMES = st.sampled_from((NOW - timedelta(days=2), NOW, NOW + timedelta(hours=1)))
WORDS = st.sampled_from(("zo", "zo", "zo", ""))

points = st.lists(
    st.fixed_dictionaries(
        {"done": st.sampled_from((True, True, False)), "optional": st.booleans(), "role": st.sampled_from(("", *ROLES))}
    )
    | st.fixed_dictionaries({"done": st.just(True), "at": TIMES}),
    max_size=3,
).map(lambda found: [{"id": f"p{place}", "text": f"Point {place}", **one} for place, one in enumerate(found)])
ballots = st.dictionaries(
    st.sampled_from(ROLES),
    st.fixed_dictionaries(
        {"vote": st.sampled_from(("go", "go", "go", "no-go", "abstain")), "at": TIMES},
        optional={"open": st.lists(st.sampled_from(("checklists/day/p0", "checklists/day/p1", "gates/unit")))},
    ),
).map(lambda found: [{"role": role, **vote} for role, vote in found.items()])
waivers = st.lists(
    st.builds(lambda item, by, why, until: {"item": item, "by": by, "reason": why, "until": until},
              st.sampled_from(NAMES), WORDS, WORDS, DAYS), max_size=3,
).map(lambda found: [{key: value for key, value in one.items() if value is not None} for one in found])  # fmt: skip
blockers = st.lists(
    st.fixed_dictionaries(
        {
            "level": st.sampled_from((1, 2, 3, "security")),
            "status": st.sampled_from(("resolved", "resolved", "open")),
            "release": st.sampled_from(("", "r")),
        }
    ),
    max_size=2,
).map(lambda found: [{"id": f"e-{place}", "title": f"E {place}", **one} for place, one in enumerate(found)])
arguments = st.fixed_dictionaries(
    {
        "points": points,
        "escalations": blockers,
        "votes": ballots,
        "waivers": waivers,
        "gates": st.dictionaries(st.sampled_from(("unit", "smoke")), st.sampled_from((True, True, False))),
        "voters": st.lists(st.sampled_from(ROLES), max_size=2, unique=True),
        "status": st.sampled_from(("active", "active", "planned", "released", "cancelled")),
    }
)


def drawn(raw):
    return plan_with(*raw["points"], **{name: value for name, value in raw.items() if name != "points"})


def weight(raw) -> int:
    return HEAVY[judged(drawn(raw)).outcome]


@given(arguments)
def test_it_is_a_function_of_the_plan_and_the_day(raw):
    assert judged(drawn(raw)) == judged(drawn(raw))
    if not raw["waivers"]:
        assert judged(drawn(raw)) == judged(drawn(raw), TODAY + timedelta(days=400))


@given(arguments)
def test_the_outcome_is_the_heaviest_of_the_reasons_and_the_decisive_come_first(raw):
    found = judged(drawn(raw))
    weights = [HEAVY.get(reason.weighs, -1) for reason in found.reasons]

    assert weights == sorted(weights, reverse=True)
    assert HEAVY[found.outcome] == max([0, *weights])


@given(arguments, st.sampled_from(("", *ROLES)))
def test_one_more_open_mandatory_point_is_a_no_go(raw, role):
    more = {**raw, "points": [*raw["points"], {"id": "new", "text": "New", "role": role}]}

    assert weight(more) == HEAVY["NO-GO"]


@given(arguments, st.integers(0, 2))
def test_a_point_that_is_opened_makes_nothing_better(raw, place):
    opened = [
        {name: value for name, value in point.items() if name not in ("done", "at")} if number == place else point
        for number, point in enumerate(raw["points"])
    ]

    assert weight({**raw, "points": opened}) >= weight(raw)


@given(arguments, st.sampled_from(ROLES))
def test_a_no_go_makes_nothing_better_unless_it_was_waived_in_advance(raw, role):
    against = [*(vote for vote in raw["votes"] if vote["role"] != role), {"role": role, "vote": "no-go", "at": NOW}]
    plan = drawn(raw)
    if ("releases", "r", "votes", role) not in waived(plan, plan.releases[0], TODAY):
        assert weight({**raw, "votes": against}) >= weight(raw)


@given(arguments, st.sampled_from(NAMES), st.sampled_from(("by", "reason", "until", "past")))
def test_a_waiver_that_lacks_something_or_has_run_out_counts_as_none(raw, item, fault):
    broken = {"item": item, "by": "zo", "reason": "why", "until": TODAY}
    broken = {**broken, "until": YESTERDAY} if fault == "past" else {k: v for k, v in broken.items() if k != fault}

    assert weight({**raw, "waivers": [*raw["waivers"], broken]}) >= weight(raw)


@given(arguments, st.sampled_from(ROLES), st.sampled_from(("go", "abstain")))
def test_a_vote_is_not_stale_when_it_was_just_cast(raw, role, choice):
    plan = drawn(raw)
    cast = apply(plan, cast_vote(plan, plan.releases[0], role, choice, "zo", NOW + timedelta(days=1)))

    assert not [one for one in judged(cast).reasons if one.role == role and "is stale" in one.text]


def standing_with(*decisions, **release):
    kinds = [{"type": "go-no-go", "by": "zo", **one} for one in decisions]
    plan = plan_with(decisions=kinds, **release)
    found = standing(plan, plan.releases[0], TODAY)
    return found.outcome, [(reason.weighs, reason.text) for reason in found.reasons]


@pytest.mark.parametrize(
    ("decided", "outcome", "reason"),
    [
        ("NO-GO", "NO-GO", ("NO-GO", "decided NO-GO by Zofia Wójcik: storm warning")),
        ("No go", "NO-GO", ("NO-GO", "decided No go by Zofia Wójcik: storm warning")),
        ("HOLD", "HOLD", ("HOLD", "decided HOLD by Zofia Wójcik: storm warning")),
        ("postponed", "HOLD", ("HOLD", "decided postponed by Zofia Wójcik: storm warning")),
        ("Google first", "HOLD", ("HOLD", "decided Google first by Zofia Wójcik: storm warning")),
        ("GO", "GO", ("note", "decided GO by Zofia Wójcik: storm warning")),
    ],
)
def test_a_decision_stops_a_release_that_may_go(decided, outcome, reason):
    assert standing_with({"outcome": decided, "reason": "storm warning"}) == (outcome, [reason])


def test_a_decided_go_lets_nothing_through():
    outcome, reasons = standing_with({"outcome": "GO", "reason": "sponsor accepts"}, votes=[GO[0]])

    assert outcome == "HOLD"
    assert reasons[1] == ("note", "decided GO by Zofia Wójcik: sponsor accepts; the gate keeps to the verdict")


def test_the_latest_decision_of_that_type_counts():
    later, earlier = {"outcome": "GO", "at": NOW}, {"outcome": "NO-GO", "at": NOW - timedelta(days=1)}
    other = {"type": "scope", "outcome": "NO-GO", "at": NOW + timedelta(days=1)}

    assert standing_with(later, earlier, other)[0] == "GO"
    assert standing_with({"outcome": "GO"}, {"outcome": "NO-GO"})[0] == "NO-GO"
    assert standing_with(other)[1] == []


def test_the_verdict_itself_knows_no_decision():
    plan = plan_with(decisions=[{"type": "go-no-go", "outcome": "NO-GO"}])

    assert judged(plan) == Verdict("GO", ())
    assert standing(plan, plan.releases[0], TODAY).reasons[0].text == "decided NO-GO"
