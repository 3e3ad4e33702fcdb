"""All keys of a burst reach the program in one write; nothing is lost, and nothing goes to where one no longer is."""

import sys
from pathlib import Path

import pytest

from octotui.store.document import parse
from tests.e2e.terminal import Terminal

TAB, BACK, ENTER, F2, UP, DOWN, CLEAR = "\t", "\x1b[Z", "\r", "\x1bOQ", "\x1b[A", "\x1b[B", "\x15"
PASTED = "\x1b[200~{}\x1b[201~"
FOUR = "".join(f'[[batches]]\nid = "b{n}"\nname = "Number {n}"\nstatus = "in-progress"\n\n' for n in range(4))


@pytest.fixture
def typed(tmp_path):
    """Types bursts into the program on a plan of four batches, and waits for what the plan says then."""

    def typed(burst, holds, text=FOUR):
        path = tmp_path / "plan.toml"
        path.write_text(text)
        with Terminal([sys.executable, "-m", "octotui", str(path)], size=(120, 40)) as terminal:
            terminal.expect("Overview")
            terminal.type(burst)
            terminal.expect(lambda: holds(plan_of(path)))
        return plan_of(path)

    return typed


def plan_of(path: Path):
    return parse(path.read_bytes(), path.name).plan


def statuses(plan):
    return [batch.status for batch in plan.batches]


def test_a_form_takes_all_that_is_typed_into_its_fields_at_once(typed):
    fields = f"Hello{TAB}P1{TAB}{TAB}42{TAB}week 9{TAB}dana"
    new = typed(f"2a{fields}{ENTER}", lambda plan: len(plan.batches) == 5).batches[-1]
    assert (new.name, new.priority, new.status, new.progress) == ("Hello", "P1", "not-started", 42)
    assert (str(new.target), new.owner) == ("Week 9", "dana")


def test_a_form_that_lacks_something_takes_what_is_typed_where_it_is_lacking(typed):
    new = typed(f"2a{TAB}P1{F2}New{ENTER}", lambda plan: len(plan.batches) == 5).batches[-1]
    assert (new.name, new.priority) == ("New", "P1")


@pytest.mark.parametrize(
    "keys",
    [
        f"{TAB}{TAB}{TAB}42{ENTER}",
        f"{TAB}{TAB}{TAB}42{F2}",
        f"{TAB}{TAB}{TAB}{TAB}{BACK}42{ENTER}",
        f"{DOWN}{DOWN}{DOWN}{DOWN}{UP}42{ENTER}",
        f"{TAB}{TAB}d{BACK}P1{TAB}i{TAB}42{F2}",
        f"{TAB}{TAB}{TAB}999{ENTER}{CLEAR}42{ENTER}",  # the first enter leaves the keys in the field that is wrong
        f"{TAB}{TAB}{TAB}{PASTED.format(42)}{TAB}{BACK}{ENTER}",
    ],
)
def test_what_is_typed_goes_to_the_field_that_the_keys_before_led_to(typed, keys):
    plan = typed(f"2e{keys}", lambda plan: plan.batches[0].progress == 42)
    assert statuses(plan) == ["in-progress"] * 4


def test_a_choice_is_made_by_its_letters_and_by_no_others(typed):
    plan = typed(f"2e{TAB}{TAB}d{TAB}90{F2}", lambda plan: plan.batches[0].progress == 90)
    assert statuses(plan) == ["done", "in-progress", "in-progress", "in-progress"]


def test_commands_follow_on_dialogs_and_dialogs_on_commands(typed):
    plan = typed(f"2sdjsbj%30{ENTER}joana{ENTER}k+", lambda plan: plan.batches[2].progress == 35)
    assert statuses(plan) == ["done", "blocked", "in-progress", "in-progress"]
    assert plan.batches[3].owner == "ana"


def test_what_follows_on_a_new_thing_is_for_the_new_thing(typed):
    plan = typed(f"2aNew{F2}sb", lambda plan: "blocked" in statuses(plan))
    assert statuses(plan) == ["in-progress"] * 4 + ["blocked"]


def test_one_form_follows_on_another_and_a_question_on_both(typed):
    plan = typed(f"2sdaNew{F2}e{CLEAR}Newer{ENTER}Dyk+", lambda plan: plan.batches[2].progress == 5)
    assert [batch.name for batch in plan.batches] == [f"Number {n}" for n in range(4)]


def test_a_report_is_saved_under_the_typed_name_and_nothing_is_written_over(typed, tmp_path):
    (tmp_path / "there.md").write_text("mine")
    typed(
        f"2rexec{ENTER}s{CLEAR}there.md{ENTER}ns{CLEAR}new.md{ENTER}",
        lambda _: (tmp_path / "new.md").exists(),
    )
    assert (tmp_path / "there.md").read_text() == "mine"


def test_a_tick_is_for_the_item_that_the_keys_before_led_to(typed):
    lists = "".join(f'[[checklists]]\nname = "List {n}"\nitems = ["a {n}", "b {n}"]\n\n' for n in range(3))
    plan = typed(f"7jj{ENTER}j ", lambda plan: any(one.ticked for one in plan.checklists), text=lists)
    assert [item.text for one in plan.checklists for item in one.items if item.done] == ["b 2"]


def test_what_is_typed_before_there_is_a_screen_is_not_lost(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(FOUR)
    with Terminal([sys.executable, "-m", "octotui", str(path)], size=(120, 40)) as terminal:
        terminal.type("2jsd")
        terminal.expect(lambda: "done" in statuses(plan_of(path)))
    assert statuses(plan_of(path)) == ["in-progress", "done", "in-progress", "in-progress"]
