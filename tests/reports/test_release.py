"""The release summary."""


def test_the_current_release_is_meant_unless_one_says(reported):
    assert reported("release").startswith("## Release 2026.11: The quiet switch\n")
    assert reported("release", thing="2026.10").startswith("## Release 2026.10: Almost green\n")


def test_votes_are_counted_and_the_missing_roles_named(sections):
    found = sections("release")["Go or no-go"]

    assert found[0] == "2 votes: 1 GO and 1 NO-GO."
    assert "- Security Lead (Samuel Okafor): **NO-GO** – go once 311 is in and the scan is clean" in found
    assert found[-1].startswith("Still to vote: Release Manager, Developer")


def test_a_decision_says_who_when_why_and_whose_it_was(sections):
    (decision,) = sections("release", thing="2026.10")["Decisions"]

    assert decision.startswith("- Go/no-go: **GO** by Dana Kim, 27 Oct 2026, 07:41 UTC – no vote against, no gate item")
    assert decision.endswith("(Release Manager, then Project Manager → Product Lead)")
    assert not any(line.startswith("Still to vote") for line in sections("release", thing="2026.10")["Go or no-go"])


def test_phases_have_their_tasks_and_those_under_way_their_roles(sections):
    found = sections("release")["Work by role and phase"]

    assert found[0] == "- **Pre-release:** 15 of 25 tasks done"
    assert "  - UX Designer: 2 of 2" in found
    assert found[-2:] == ["- **During the release:** 0 of 19 tasks done", "- **Post-release:** 0 of 20 tasks done"]


def test_checkpoints_name_what_is_open_and_whose_it_is(sections):
    found = sections("release")["Checkpoints"]

    assert "- One week before: 3 of 5 points done, was due 17 Nov" in found
    assert "  - open: The security review has passed (Security Lead)" in found


def test_who_did_what_is_in_the_order_of_time(sections):
    found = sections("release")["Who did what, and when"]

    assert found[:2] == ["- **16 Nov 2026**", "  - 10:10 Plan the release with every team (Release Manager, Dana Kim)"]


def test_waivers_say_until_when_and_whether_they_ran_out(sections):
    waivers = [
        {"item": "Scan", "by": "sam", "reason": "Behind a flag", "until": "2026-11-19"},
        {"item": "day/docs", "until": "2026-11-30"},
    ]
    lists = [{"id": "day", "name": "Day", "items": [{"id": "docs", "text": "Docs are there"}]}]

    assert sections("release", {"releases": [{"id": "1", "waivers": waivers}], "checklists": lists})["Waivers"] == [
        "- Scan – Behind a flag, by sam, until 19 Nov (it has run out)",
        "- Docs are there, until 30 Nov",
    ]


def test_a_batch_that_is_done_is_done_whatever_its_progress_says(sections):
    raw = {
        "batches": [{"id": "b", "name": "B", "status": "done", "progress": 80}],
        "releases": [{"id": "1", "batches": ["b"]}],
    }

    assert sections("release", raw)["Scope"] == ["- Batch B, 100% done"]


def test_a_release_that_is_out_before_its_window_says_so(reported):
    raw = {"releases": [{"id": "1", "status": "released", "window": "2026-11-24T08:00:00Z"}]}

    assert "**Released**. Released before its window, 24 Nov 2026, 08:00 UTC." in reported("release", raw)
