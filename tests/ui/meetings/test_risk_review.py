"""The risk review by keys: worst first, moved on the heat map, stamped, left and taken up again, ended."""

from datetime import date

import pytest

from octotui.plan.meetings import last_meeting
from octotui.plan.plan import by_id
from octotui.plan.risk_review import agenda
from octotui.ui.meetings.turns import END
from octotui.ui.tabs import MEETINGS
from tests.ui.conftest import saved, until

TODAY = date(2026, 11, 20)


@pytest.fixture
def review(sample, opened):
    """``async with review() as (app, pilot)``: the sample, or another plan."""

    def opener(path=None, **options):
        return opened(path or sample(), **options)

    return opener


FEW = """
[[risks]]
id = "theft"
title = "Theft"
category = "security"
probability = "high"
impact = "critical"
[[risks]]
id = "rust"
title = "Rust"
probability = "low"
impact = "low"
[[risks]]
id = "flood"
title = "Flood"
probability = "high"
impact = "critical"
reviews = [{ on = 2026-11-18, probability = "high", impact = "critical" }]
[[risks]]
id = "fire"
title = "Fire"
probability = "medium"
impact = "critical"
"""


@pytest.fixture
def few(tmp_path):
    """A plan with four risks, one of which is withheld in a meeting."""
    path = tmp_path / "few.toml"
    path.write_text(FEW)
    return path


async def begin(app, pilot, *, shows_all=True):
    await pilot.press("m", "r")
    await until(pilot, lambda: app.main.tab.view is MEETINGS["risk-review"] and app.main.tab.before is not None)
    if shows_all:
        await pilot.press("~")
        await pilot.press(*["left"] * app.main.tab.place)
    return app.main.tab


def risk_of(app, name):
    return by_id(app.session.plan.risks, name)


def cell(app, name):
    risk = risk_of(app, name)
    return risk.probability, risk.impact


def stamps(app, name):
    return [one for one in risk_of(app, name).reviews if one.on == TODAY]


def ids(tab):
    return [turn.of.id for turn in tab.slides]


def text_of(view):
    return "\n".join("".join(text for text, _ in line) for line in view.lines)


def beside(tab):
    return text_of(tab.query_one("#beside"))


async def test_the_worst_comes_first_and_the_order_stays_when_scores_change(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        order = [risk.id for risk in agenda(app.session.plan, TODAY)]
        assert ids(tab) == order
        assert tab.turn.name == "9 critical"
        await pilot.press("H", "J", "J", "space")
        assert ids(tab) == order
        assert tab.place == 1


async def test_each_step_on_the_map_is_one_step_of_undo(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        assert cell(app, "r-zap") == ("high", "critical")
        await pilot.press("H", "J", "J", "H", "K", "L")
        assert cell(app, "r-zap") == ("medium", "high")
        assert tab.turn.name == "5 high"
        assert "at start high × critical" in beside(tab)
        await pilot.press("u")
        assert cell(app, "r-zap") == ("medium", "medium")
        await pilot.press(*"uuuuu")
        assert cell(app, "r-zap") == ("high", "critical")
        assert "11 Nov   medium × critical 6" in beside(tab), "by its reviews it came from there"


async def test_the_edge_of_the_map_is_no_change(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        plan = app.session.plan
        await pilot.press("L", "K")
        assert app.session.plan is plan
        assert tab.can_map_right() == tab.can_map_up() == "That is the edge of the map."


async def test_the_map_is_about_the_risk_wherever_the_cursor_is(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("j", "j")
        assert tab.selected_path() == ("risks", "r-zap", "actions", "replace-the-xml-parser")
        await pilot.press("+", "J")
        assert risk_of(app, "r-zap").actions[0].progress == 95
        assert cell(app, "r-zap") == ("medium", "critical")
        await pilot.press("A", "y")
        await until(pilot, lambda: risk_of(app, "r-zap").contingency.activated is not None)


async def test_plus_and_minus_score_by_a_step_as_on_the_register(review):
    async with review() as (app, pilot):
        await begin(app, pilot)
        await pilot.press("-")
        assert cell(app, "r-zap") == ("high", "high")
        await pilot.press("+")
        assert cell(app, "r-zap") == ("high", "critical")


async def test_one_key_stamps_what_is_unchanged_and_goes_on(review, few):
    async with review(few) as (app, pilot):
        tab = await begin(app, pilot, shows_all=False)
        assert ids(tab) == ["flood", "fire", "rust"]
        await pilot.press("w", "w", "w")
        assert tab.going.here == END
        for name in ids(tab):
            ((probability, impact, by),) = [(one.probability, one.impact, one.by) for one in stamps(app, name)]
            assert ((probability, impact), by) == (cell(app, name), "ana")
        await pilot.press("left")
        before = app.session.plan
        await pilot.press("w")
        assert app.session.plan is before, "it was stamped with this score already"
        assert tab.going.here == END


async def test_going_on_stamps_only_what_was_scored_anew(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        first, second, third = ids(tab)[:3]
        await pilot.press("space")
        assert not stamps(app, first)
        await pilot.press("J", "space")
        assert [one.probability for one in stamps(app, second)] == [risk_of(app, second).probability]
        assert "reviewed today" in app.main.query_one("#said").left[1][0]
        await pilot.press("u")
        assert not stamps(app, second)
        await pilot.press("J", "left")
        assert stamps(app, third), "going back is leaving, too"
        await pilot.press("K", "J", "K", "space")
        assert len(stamps(app, second)) <= 1


async def test_a_score_taken_back_is_no_review(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("J", "K", "space")
        assert tab.place == 1
        assert not stamps(app, "r-zap")


async def test_a_risk_that_is_closed_stays_in_sight_and_is_not_stamped(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        count = len(tab.slides)
        await pilot.press("s", "c")
        await until(pilot, lambda: risk_of(app, "r-zap").status == "closed")
        assert (tab.turn.name, len(tab.slides)) == ("closed", count)
        assert tab.can_map_left() == "r-zap is closed: s opens it again."
        await pilot.press("w")
        assert tab.place == 1
        assert not stamps(app, "r-zap")


async def test_a_new_risk_is_the_next_turn(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("space", "a", "r", *"Rain", "f2")
        await until(pilot, lambda: ids(tab)[2] == "rain")
        assert tab.place == 1
        await pilot.press("w")
        assert tab.turn.of.id == "rain"
        await pilot.press("K", "space", "left")
        assert cell(app, "rain") == ("high", "medium")
        await pilot.press("a", "m", *"Umbrellas", "f2")
        await until(pilot, lambda: risk_of(app, "rain").actions)
        assert tab.turn.of.id == "rain"


async def test_what_is_withheld_has_its_place_when_it_is_shown_and_the_end_says_that_it_was_not_reviewed(review, few):
    async with review(few) as (app, pilot):
        tab = await begin(app, pilot, shows_all=False)
        await pilot.press("w", "w", "w")
        assert "1 more risk not reviewed: withheld here" in text_of(tab.story)
        assert "Theft" not in text_of(tab.story)
        await pilot.press("~")
        assert ids(tab) == ["theft", "flood", "fire", "rust"]
        assert "Not reviewed  1" in text_of(tab.story)


async def test_a_blocker_is_raised_on_it_and_shown(review):
    async with review() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("!", *"No vault", "enter")
        await until(pilot, lambda: any(one.title == "No vault" for one in app.session.plan.escalations))
        assert next(one for one in app.session.plan.escalations if one.title == "No vault").blocks == ("r-zap",)
        assert "No vault" in text_of(tab.story)


async def test_the_end_says_what_moved_and_the_record_keeps_it(review, few, monkeypatch):
    copied = []
    async with review(few) as (app, pilot):
        monkeypatch.setattr(app, "copy_text", lambda text, what: copied.append(text))
        tab = await begin(app, pilot, shows_all=False)
        await pilot.press("J", "w", "s", "h")
        await until(pilot, lambda: risk_of(app, "fire").status == "happened")
        await pilot.press("space", "space")
        assert tab.end().name == "score 7"
        told = text_of(tab.story)
        assert "16 → 7" in told
        assert "9 → 6" in told
        assert "Happened  1" in told
        assert "Not reviewed  1" in told
        await pilot.press("enter")
        await saved(app, pilot)
        meeting = last_meeting(app.session.plan, "risk-review")
        moved = "1 risk down, 1 happened; 1 reviewed, 2 not; score 25 → 16, open 4 → 3"
        assert meeting.summary.startswith(moved), "the record is of the whole plan"
        assert meeting.decisions == ("flood goes to medium and critical: 9 → 6",)
        assert "flood" in copied[0]


async def test_a_crash_goes_on_where_it_was_and_knows_what_was_scored_anew(review, sample):
    path = sample()
    async with review(path) as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("w", "J")
        await saved(app, pilot)
        order, second = ids(tab), tab.turn.of.id
    async with review(path) as (app, pilot):
        tab = await begin(app, pilot, shows_all=False)
        await pilot.press("~")
        assert (ids(tab), tab.turn.of.id) == (order, second)
        assert "at start" in beside(tab)
        assert stamps(app, order[0])
        assert not stamps(app, second)
        await pilot.press("space")
        assert stamps(app, second)


async def test_an_empty_register_teaches_and_the_first_risk_is_gone_to(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[project]\nname = "x"\n')
    async with opened(path) as (app, pilot):
        await pilot.press("m", "r")
        await until(pilot, lambda: app.main.in_meeting)
        tab = app.main.tab
        assert "[[risks]]" in text_of(tab.story)
        await pilot.press("w", "H", "space", "s", "a", *"Rain", "f2")
        await until(pilot, lambda: tab.turn is not None)
        assert ids(tab) == ["rain"]
        await pilot.press("w")
        assert stamps(app, "rain")


async def test_it_can_be_looked_at_while_the_plan_is_locked(review):
    async with review(readonly=True) as (app, pilot):
        tab = await begin(app, pilot)
        plan = app.session.plan
        await pilot.press("J", "w", "space")
        assert app.session.plan is plan
        assert tab.place == 1


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (200, 60)])
async def test_the_map_and_its_keys_are_in_sight_at_every_size(review, size):
    async with review(size=size) as (app, pilot):
        tab = await begin(app, pilot)
        view = tab.query_one("#beside")
        shown = text_of(view).splitlines()[: view.size.height]
        assert any("[●]" in line for line in shown)
        assert any("medium × critical" in line for line in shown) or size == (60, 20)
        assert any("H L impact" in line for line in shown) or size == (60, 20)


@pytest.mark.parametrize(("size", "is_beside"), [((80, 24), False), ((120, 40), True)])
async def test_the_map_stands_beside_the_story_where_there_is_room(review, size, is_beside):
    async with review(size=size) as (app, pilot):
        tab = await begin(app, pilot)
        story, side = tab.story.region, tab.query_one("#beside").region
        assert (side.x >= story.right) is is_beside
        assert (side.y >= story.bottom) is not is_beside


async def test_the_map_reads_without_colour_and_in_ascii(review):
    async with review(glyphs="ascii") as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("H", "J")
        shown = beside(tab)
        assert "[@ 3]" in shown
        assert "o<-v" in shown
