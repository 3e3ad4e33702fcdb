"""The go/no-go by keys: a key for each vote, ticks, waivers, the decision; and what comes from the other side."""

import re

import pytest

from octotui.plan.meetings import last_meeting
from octotui.plan.plan import by_id
from octotui.ui.meetings.turns import END
from octotui.ui.tabs import MEETINGS
from tests.ui.conftest import saved, until
from tests.ui.meetings.go_no_go import (
    LOAD,
    LOADED,
    ROLES,
    R,
    begin,
    below,
    gate_list,
    go_to,
    nine,
    outcome,
    release_of,
    text_of,
    votes_of,
)


@pytest.fixture
def held(tmp_path, opened):
    """``async with held(text) as (app, pilot)``: a plan of this text, opened by the project manager."""

    def opener(text=None, who="p-project", **options):
        path = tmp_path / "plan.toml"
        path.write_text(text or nine())
        return opened(path, who=who, **options)

    return opener


async def test_nine_roles_say_go_by_nine_keys_each_in_the_name_of_whoever_fills_it(held):
    async with held() as (app, pilot):
        tab = await begin(app, pilot)
        assert outcome(tab) == "HOLD"
        await pilot.press(*["G"] * 9)
        assert [(vote.role, vote.vote, vote.by) for vote in release_of(app).votes] == [
            (role, "go", f"p-{role}") for role in ROLES
        ]
        assert tab.going.here == END
        assert tab.end().name == "GO"
        await saved(app, pilot)


async def test_a_no_go_asks_why_and_stays_and_taking_a_vote_back_leads_back(held):
    async with held() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("A", "N", *"not yet", "enter")
        assert tab.going.here == "dev"
        dev = by_id(release_of(app).votes, "dev")
        assert (dev.vote, dev.condition, dev.by) == ("no-go", "not yet", "p-dev")
        assert outcome(tab) == "NO-GO"
        assert "Dev says NO-GO (Dev Person): not yet" in text_of(tab.beside)
        await pilot.press("space", "u")
        assert (tab.going.here, votes_of(app)) == ("dev", {"release": "abstain"})
        await pilot.press("u")
        assert (tab.going.here, votes_of(app)) == ("release", {})
        await pilot.press("Z", "Z")
        assert (tab.going.here, votes_of(app)) == ("dev", {"release": "abstain", "dev": "no-go"})
        await pilot.press("N", "escape")
        assert votes_of(app)["dev"] == "no-go"


async def test_a_condition_is_written_on_a_vote_or_makes_it_a_go(held):
    async with held() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("c", *"flag off", "enter")
        assert (tab.going.here, release_of(app).votes[0].condition, votes_of(app)) == (
            "dev",
            "flag off",
            {"release": "go"},
        )
        await pilot.press("left")
        assert "flag off" in text_of(tab.story)
        await pilot.press("c", "ctrl+u", "enter")
        assert release_of(app).votes[0].condition == ""
        assert tab.going.here == "release"


async def test_who_speaks_is_asked_only_where_nobody_knows(held):
    more = '[[roles]]\nid = "ops"\nname = "Ops"\npeople = ["p-qa", "p-dev"]\n[roles.tasks]\npre-release = ["Watch"]\n'
    nobody = '[[roles]]\nid = "empty"\nname = "Empty"\n[roles.tasks]\npre-release = ["Nothing"]\n'
    async with held(nine(more, nobody)) as (app, pilot):
        tab = await begin(app, pilot)
        await go_to(pilot, tab, "ops")
        assert "Qa Person, Dev Person" in below(tab)
        await pilot.press("G", "p")
        ops = by_id(release_of(app).votes, "ops")
        assert (ops.vote, ops.by, tab.going.here) == ("go", "p-qa", "empty")
        assert "filled by nobody" in below(tab)
        await pilot.press("G", *"Zoe Guest", "enter")
        assert by_id(release_of(app).votes, "empty").by == "Zoe Guest"
        await go_to(pilot, tab, "ops")
        await pilot.press("N", *"no", "enter")
        assert by_id(release_of(app).votes, "ops").by == "p-qa"
        await pilot.press("o", *"Dev Per", "enter")
        assert by_id(release_of(app).votes, "ops").by == "p-dev"


async def test_items_gates_and_tasks_are_ticked_and_what_must_be_done_comes_first(held):
    optional = '{ id = "cake", text = "Cake", role = "qa", optional = true }'
    text = nine(gate_list(optional, LOAD)).replace("smoke = true", "smoke = false")
    text = re.sub(r".*Prepare qa\", by.*\n", "", text)
    async with held(text) as (app, pilot):
        tab = await begin(app, pilot)
        await go_to(pilot, tab, "qa")
        told = text_of(tab.story)
        assert "0 of 4 done" in told
        assert [told.index(word) for word in ("Must be done", "Load test", "smoke", "Also open", "Cake", "Prepare qa")]
        assert sorted(told.index(word) for word in ("Load test", "smoke", "Cake", "Prepare qa")) == [
            told.index(word) for word in ("Load test", "smoke", "Cake", "Prepare qa")
        ]
        await pilot.press("x")
        item = app.session.plan.checklists[0].items[1]
        assert (item.done, item.by) == (True, "p-project")
        await pilot.press("x", "x", "x")
        assert release_of(app).gates[0].passed
        assert release_of(app).tick_for("qa", "pre-release", "Prepare qa") is not None
        assert "4 of 4 done" in text_of(tab.story)
        assert "Load test" not in text_of(tab.story)
        await pilot.press("full_stop")
        assert "Load test" in text_of(tab.story)
        await pilot.press("u", "u", "u", "u")
        assert "0 of 4 done" in text_of(tab.story)


async def test_what_is_waived_says_why_who_and_until_when_and_no_longer_stops_the_release(held):
    async with held(nine(gate_list(LOAD))) as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press(*["G"] * 9)
        assert outcome(tab) == "NO-GO"
        await go_to(pilot, tab, "qa")
        assert re.search(r"Must be done\s+1\b", text_of(tab.story))
        await pilot.press("j", "W", *"known", "enter")
        waiver = release_of(app).waivers[0]
        assert (waiver.item, waiver.reason, waiver.by, str(waiver.until)) == (
            "day/load",
            "known",
            "p-project",
            "2026-11-24",
        )
        assert outcome(tab) == "GO"
        assert re.search(r"Must be done\s+0\b", text_of(tab.story))
        assert "waived by Project Person until Tue 24 Nov: known" in text_of(tab.story)
        await pilot.press("W", "tab", "ctrl+u", *"2026-11-01", "enter")
        assert release_of(app).waivers[0] == waiver
        assert "has run out already" in said(app)


async def test_a_no_go_is_waived_on_the_vote_and_nothing_else_of_votes(held):
    async with held() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("G", "left", "W")
        assert said(app) == "Of votes, only a NO-GO can be waived."
        await pilot.press("N", "enter", "W", *"agreed", "enter")
        assert release_of(app).waivers[0].item == "release"
        assert outcome(tab) == "HOLD"


async def test_the_decision_is_recorded_and_needs_a_reason_where_it_departs(held):
    async with held() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("G", "D")
        assert tab.going.here == END
        assert release_of(app).decisions == ()
        await pilot.press("D", "g", "enter")
        assert release_of(app).decisions == ()
        await pilot.press(*"we must", "enter")
        taken = release_of(app).decisions[0]
        assert (taken.outcome, taken.by, taken.reason, taken.notes) == (
            "GO",
            "p-project",
            "we must",
            "the verdict was HOLD",
        )
        assert "we must" in text_of(tab.story)
        await pilot.press("u", "D", "enter")
        assert [(one.outcome, one.reason) for one in release_of(app).decisions] == [("HOLD", "")]


async def test_the_end_ends_the_meeting_with_its_record(held):
    async with held() as (app, pilot):
        await begin(app, pilot)
        await pilot.press("n", *"a word", "enter", *["G"] * 9, "D", "enter", "enter")
        await until(pilot, lambda: app.main.tab.view is not MEETINGS["go-no-go"])
        meeting = last_meeting(app.session.plan, "go-no-go")
        assert meeting.release == R
        assert meeting.summary == "Decided GO. Votes: 9 GO"
        assert meeting.decisions == ("Verdict GO",)
        assert meeting.attendees == tuple(f"p-{role}" for role in ROLES)
        assert [(note.about, note.text) for note in meeting.notes] == [("release", "a word")]
        await saved(app, pilot)


async def test_what_others_write_is_shown_and_a_reopened_item_holds_the_release_with_its_reason(held, tmp_path):
    async with held(nine(gate_list(LOADED))) as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press(*["G"] * 9)
        await saved(app, pilot)
        assert outcome(tab) == "GO"
        path = tmp_path / "plan.toml"
        waived = '[[releases.waivers]]\nitem = "day/load"\nby = "p-dev"\nreason = "known"\nuntil = 2026-11-30\n'
        path.write_text(path.read_text().replace(LOADED, LOAD) + waived)
        await until(pilot, lambda: outcome(tab) == "HOLD")
        await go_to(pilot, tab, "qa")
        assert "stale" in below(tab)
        assert "since then Load test is open" in text_of(tab.story)
        assert "vote of Qa is stale (Qa Person): since then Load test is open" in " ".join(text_of(tab.beside).split())
        await pilot.press("G")
        assert outcome(tab) == "GO"


async def test_a_vote_and_a_tick_of_another_octotui_are_shown_and_keep_the_cursor(held, tmp_path):
    from octotui.session import Session

    async with held(nine(gate_list(LOAD, '{ id = "tag", text = "Tag it" }'))) as (app, pilot):
        tab = await begin(app, pilot)
        await go_to(pilot, tab, "qa")
        assert tab.selected_path() == ("checklists", "day", "items", "load")
        await pilot.press("j")
        other = Session.open(tmp_path / "plan.toml")
        from octotui.plan.operations import tick_item
        from octotui.plan.voting import cast_vote
        from tests.conftest import NOW

        other.apply(tick_item(other.plan, ("checklists", "day", "items", "load"), "p-dev", NOW))
        other.apply(cast_vote(other.plan, by_id(other.plan.releases, R), "qa", "no-go", "p-qa", NOW, "slow"))
        other.save()
        other.close()
        await until(pilot, lambda: "NO-GO" in below(tab).partition("G GO")[0])
        assert "slow" in text_of(tab.story)
        assert tab.selected_path() == ("checklists", "day", "items", "tag")
        await pilot.press("x", "G")
        await saved(app, pilot)
        again = Session.open(tmp_path / "plan.toml")
        assert [item.done for item in again.plan.checklists[0].items] == [True, True]
        assert by_id(again.plan.releases, R).votes[0].vote == "go"
        again.close()


async def test_a_reason_leads_to_the_turn_it_is_about(held):
    async with held(nine(gate_list(LOAD))) as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("tab", "enter")
        assert (tab.going.here, tab.selected_path()) == ("qa", ("checklists", "day", "items", "load"))
        await pilot.press("tab", "j", "enter")
        assert tab.going.here == "release"
        await pilot.press("tab", "x")
        assert app.session.plan.checklists[0].items[0].done


async def test_a_release_that_is_gone_is_said_and_comes_back(held, tmp_path):
    async with held() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("G", "G")
        await saved(app, pilot)
        path, name = tmp_path / "plan.toml", f'id = "{R}"'
        path.write_text(path.read_text().replace(name, 'id = "other"'))
        await until(pilot, lambda: "no release 2026.11" in text_of(tab.story))
        await pilot.press("G", "N", "c", "W", "D", "x", "n", "escape", "space", "left", "G")
        assert said(app).startswith("There is no release")
        assert tab.going.here == "product"
        path.write_text(path.read_text().replace('id = "other"', name))
        await until(pilot, lambda: "of 2 done" in text_of(tab.story))
        assert votes_of(app) == {"release": "go", "dev": "go"}
        path.write_text(path.read_text().replace(name, 'id = "other"'))
        await until(pilot, lambda: "no release 2026.11" in text_of(tab.story))
        await pilot.press(*["space"] * 9, "enter")
        assert "is not in the plan any more" in last_meeting(app.session.plan, "go-no-go").summary


async def test_roles_without_tasks_and_no_voters_are_a_hold_that_says_so(held):
    text = f'[[roles]]\nid = "qa"\nname = "QA"\n\n[[releases]]\nid = "{R}"\n'
    async with held(text) as (app, pilot):
        tab = await begin(app, pilot)
        assert tab.is_at_end
        assert tab.end().name == "HOLD"
        assert "nobody has to vote" in text_of(tab.story)
        await pilot.press("G", "N", "c", "W")
        assert release_of(app).votes == ()


async def test_two_hundred_items_and_strange_names_are_told_and_walked_through(held):
    items = [f'{{ id = "i{n}", text = "[bold]項目 {n}[/]", role = "qa" }}' for n in range(200)]
    text = nine(gate_list(*items)).replace('name = "Qa"', 'name = "[red]品質保証[/] & co"')
    async with held(text, size=(80, 24)) as (app, pilot):
        tab = await begin(app, pilot)
        await go_to(pilot, tab, "qa")
        told = text_of(tab.story)
        assert tab.turn.name == "[red]品質保証[/] & co"
        assert all(f"[bold]項目 {n}[/]" in told for n in range(200))
        assert "2 of 202 done" in told
        await pilot.press("end", "G")
        assert votes_of(app) == {"qa": "go"}


async def test_a_security_escalation_stops_the_release_and_is_told_only_when_asked_for(held):
    more = f'[[escalations]]\nid = "e-1"\ntitle = "Leaked key"\nlevel = "security"\nrelease = "{R}"\n'
    async with held(nine(more)) as (app, pilot):
        tab = await begin(app, pilot)
        assert "Leaked key" not in text_of(tab.story) + text_of(tab.beside)
        await pilot.press("tilde")
        assert "Leaked key" in text_of(tab.story)
        assert "Leaked key" in text_of(tab.beside)
        await pilot.press("tilde", *["G"] * 9)
        assert tab.end().name == "NO-GO"
        assert "Leaked key" not in text_of(tab.story)
        await pilot.press("enter")
        assert "Leaked" not in repr(last_meeting(app.session.plan, "go-no-go"))


async def test_what_is_not_told_can_be_waived_all_the_same(held):
    more = f'[[escalations]]\nid = "e-1"\ntitle = "Leaked key"\nlevel = "security"\nrelease = "{R}"\n'
    async with held(nine(more)) as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("W", *"rotated", "enter")
        assert [(one.item, one.reason) for one in release_of(app).waivers] == [("e-1", "rotated")]
        assert outcome(tab) == "HOLD"
        assert "Leaked" not in said(app) + text_of(tab.story)


async def test_risks_fall_to_the_role_of_their_owner_and_all_stand_at_the_end(held):
    mine = f'[[risks]]\nid = "r-1"\ntitle = "It is slow"\nowner = "p-qa"\nrelease = "{R}"\n'
    nobodys = f'[[risks]]\nid = "r-2"\ntitle = "It rains"\nrelease = "{R}"\n'
    async with held(nine(mine, nobodys)) as (app, pilot):
        tab = await begin(app, pilot)
        assert "It is slow" not in text_of(tab.story)
        await go_to(pilot, tab, "qa")
        assert "It is slow" in text_of(tab.story)
        await pilot.press("D")
        assert "It rains" in text_of(tab.story)


async def test_a_blocker_raised_here_holds_the_release_up(held):
    async with held(nine(gate_list(LOAD))) as (app, pilot):
        tab = await begin(app, pilot)
        await go_to(pilot, tab, "qa")
        await pilot.press("exclamation_mark", *"no machine", "enter")
        assert app.session.plan.escalations[0].blocks == (R,)
        assert "no machine" in text_of(tab.story)
        await pilot.press("s")
        assert said(app) == "Votes have keys of their own; x ticks."


@pytest.mark.parametrize("size", [(80, 24), (100, 24), (120, 40), (200, 60)])
async def test_role_verdict_and_first_reasons_are_in_sight_and_so_are_the_keys(sample, opened, size):
    async with opened(sample(), size=size) as (app, pilot):
        tab = await begin(app, pilot)
        lines = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
        whole = "\n".join(lines)
        for words in ("G GO", "N NO-GO", "A abstain", "x tick", "W waive", "space next", "Dana Kim", "4 of 12 done"):
            assert words in whole, words
        assert whole.count("open: ") + whole.count("Lead says NO-GO") >= 3
        assert "9 against it  7 to wait for" in whole
        assert tab.turn.key == "release-manager"


async def test_it_goes_on_after_a_crash_where_it_was(held, tmp_path):
    async with held() as (app, pilot):
        await begin(app, pilot)
        await pilot.press("G", "G", "n", *"remember", "enter")
        await saved(app, pilot)
    text = (tmp_path / "plan.toml").read_text()
    async with held(text) as (app, pilot):
        tab = await begin(app, pilot)
        assert tab.going.here == "product"
        assert tab.going.notes == [{"about": "product", "text": "remember"}]
        assert votes_of(app) == {"release": "go", "dev": "go"}


def said(app):
    """What is said in the place of the footer."""
    return "".join(text for text, _ in app.main.query_one("#said").left).strip()
