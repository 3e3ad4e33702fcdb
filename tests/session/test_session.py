"""The open plan, on real files: what is applied gets to the disk, what others do is taken in, nothing is lost."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octotui.plan.diff import diff
from octotui.plan.edits import Add, Remove, Set, apply
from octotui.plan.operations import (
    add_thing,
    new_escalation,
    raise_level,
    remove_thing,
    reopen,
    resolve,
    review_risk,
    set_field,
    tick_item,
    tick_task,
)
from octotui.plan.problems import PlanError, Problem
from octotui.session import Disputed, PlanChanged, SaveState, Session, texts
from octotui.store import saving
from octotui.store.backups import backups_of
from octotui.store.document import new_document, parse
from octotui.store.editing import edited
from octotui.store.files import ChangedOnDisk
from octotui.store.raw import EditRefused
from tests.plan.plans import edits_for, raw_plans
from tests.session.conftest import NOW, OWNER, PLAN, PROGRESS, STATUS, change, disputed, heard_by, somebody


def test_an_edit_is_on_disk_when_save_returns(session, path):
    session.apply((Set(STATUS, "in-progress", "done"),))
    assert session.state.state == "saving"
    assert session.unsaved == 1

    assert session.save() == SaveState("saved")
    assert session.unsaved == 0
    assert path.read_text() == PLAN.replace('status = "in-progress"', 'status = "done"')


def test_every_change_is_announced_with_its_edits_and_its_source(session, path):
    events = heard_by(session)
    edits = (Set(STATUS, "in-progress", "done"),)
    old = session.plan
    session.apply(edits)
    session.save()
    session.undo()
    session.redo()
    session.save()
    somebody(path, '"dana"', '"li"')
    session.follow()

    changes = [event for event in events if isinstance(event, PlanChanged)]
    assert [event.source for event in changes] == ["you", "undo", "redo", "disk"]
    assert (changes[0].old, changes[0].edits) == (old, edits)
    assert changes[-1].edits == (Set(OWNER, "dana", "li"),)
    assert changes[-1].new is session.plan
    for event in changes:
        assert apply(event.old, event.edits) == event.new
        assert event.title


def test_an_edit_that_does_not_fit_changes_nothing(session, path):
    events = heard_by(session)
    before = session.plan
    with pytest.raises(PlanError):
        session.apply((Set(OWNER, "dana", "li"), Set(PROGRESS, 40, 400)))

    assert session.plan is before
    assert (session.unsaved, session.undo_title, events) == (0, None, [])
    assert session.save().state == "saved"
    assert path.read_text() == PLAN


def test_undo_brings_the_very_bytes_back_and_redo_the_change(session, path):
    change(session, STATUS, "done")
    done = path.read_bytes()
    title = session.undo_title

    session.undo()
    session.save()
    assert path.read_text() == PLAN
    assert (session.undo_title, session.redo_title) == (None, title)

    session.redo()
    session.save()
    assert path.read_bytes() == done
    assert (session.undo_title, session.redo_title) == (title, None)


def test_a_change_after_undo_leaves_nothing_to_redo(session):
    change(session, STATUS, "done")
    session.undo()
    change(session, STATUS, "blocked")
    assert session.redo_title is None
    assert session.redo() == (None, ())


def test_with_nothing_done_there_is_nothing_to_undo(session, path):
    assert session.undo() == (None, ())
    assert path.read_text() == PLAN


DID = {
    "a blocker raised": lambda plan: new_escalation(plan, "Down", "2", ("one",), "dana", NOW, ask="Help"),
    "a security blocker raised": lambda plan: new_escalation(plan, "Leak", "security", (), "dana", NOW),
    "a level raised": lambda plan: raise_level(plan.escalations[0], "dana", NOW, "no answer"),
    "resolved": lambda plan: resolve(plan.escalations[0], "dana", NOW, "bought one"),
    "an item ticked": lambda plan: tick_item(plan, ("checklists", "day", "items", "deploy"), "dana", NOW),
    "a task ticked": lambda plan: tick_task(plan, plan.releases[0], "qa", "release", "Smoke test", "dana", NOW),
    "a risk reviewed": lambda plan: review_risk(plan, "r", "dana", NOW, "still there"),
    "an item added": lambda plan: add_thing(plan, ("checklists", "day", "items"), "rest", {"text": "Rest"}),
    "a batch added": lambda plan: add_thing(plan, ("batches",), "three", {"name": "Three", "blockers": ["one"]}),
    "a batch removed": lambda plan: remove_thing(plan, ("batches", "two")),
    "names as a list": lambda plan: (Set(("batches", "one", "blockers"), None, ["two"]),),
    "a part set": lambda plan: (Set(("risks", "r", "contingency"), None, {"plan": "Wait", "trigger": "rain"}),),
    "a project begun": lambda plan: (Set(("project", "start"), None, date(2026, 10, 19)),),
    "a board begun": lambda plan: (Add(("board", "columns", "x"), {"id": "x", "name": "X"}, None),),
    "an unknown key": lambda plan: (Set(("batches", "one", "shoe_size"), None, 42),),
}


@pytest.mark.parametrize("did", DID)
def test_whatever_was_done_can_be_taken_back_and_done_again(session, path, did):
    session.apply(DID[did](session.plan))
    assert session.save() == SaveState("saved")
    there, plan = path.read_bytes(), session.plan
    assert parse(there, "plan.toml").plan == plan

    change, left = session.undo()
    assert (change is not None, left) == (True, ())
    session.save()
    assert path.read_text() == PLAN

    change, left = session.redo()
    assert (change is not None, left) == (True, ())
    session.save()
    assert (path.read_bytes(), session.plan) == (there, plan)


def test_a_resolved_escalation_that_was_reopened_is_taken_back_step_by_step(session, path):
    session.apply(resolve(session.plan.escalations[0], "dana", NOW))
    session.save()
    session.apply(reopen(session.plan.escalations[0], "dana", NOW))
    session.save()
    for _ in range(2):
        assert session.undo()[1] == ()
        session.save()
    assert path.read_text() == PLAN


def test_undo_leaves_what_somebody_changed_since_and_says_so(session, path):
    change(session, STATUS, "done")
    somebody(path, 'status = "done"', 'status = "blocked"')
    session.follow()

    change_, left = session.undo()
    assert change_ is None
    assert len(left) == 1
    assert "one" in left[0]
    assert "status" in left[0]
    assert session.plan.batches[0].status == "blocked"
    assert session.undo_title is None, "it is not offered again"


def test_undo_takes_back_the_rest_of_a_step_of_which_somebody_changed_a_part(session, path):
    session.apply((Set(STATUS, "in-progress", "done"), Set(PROGRESS, 40, 100)))
    session.save()
    somebody(path, "progress = 100", "progress = 90")
    session.follow()

    _, left = session.undo()
    session.save()
    assert len(left) == 1
    assert path.read_text() == PLAN.replace("progress = 40", "progress = 90")


def test_undo_works_after_a_change_elsewhere(session, path):
    change(session, STATUS, "done")
    somebody(path, '"dana"', '"li"')
    session.follow()

    assert session.undo()[1] == ()
    session.save()
    assert path.read_text() == PLAN.replace('"dana"', '"li"')


def test_a_removed_thing_comes_back_with_its_comments_though_others_changed_the_file(session, path):
    session.apply(remove_thing(session.plan, ("batches", "one")))
    session.save()
    assert "# the first" not in path.read_text()
    somebody(path, '"dana"', '"li"')
    session.follow()
    session.undo()
    session.save()
    assert path.read_text() == PLAN.replace('"dana"', '"li"')


def test_undo_of_a_removal_finds_a_place_when_the_neighbour_is_gone(session, path):
    session.apply(remove_thing(session.plan, ("batches", "two")))
    session.save()
    session.apply(remove_thing(session.plan, ("batches", "one")))
    session.save()
    text = path.read_text()
    path.write_text(text.replace("[[risks]]", '[[batches]]\nname = "Three"\n\n[[risks]]', 1))
    session.follow()

    assert session.undo()[1] == ()
    assert session.undo()[1] == ()
    assert {batch.id for batch in session.plan.batches} == {"one", "two", "three"}


def test_two_different_changes_at_once_both_stay(session, path):
    session.apply((Set(STATUS, "in-progress", "done"),))
    somebody(path, '"dana"', '"li"')

    events = heard_by(session)
    assert session.save() == SaveState("saved")
    wanted = PLAN.replace('"dana"', '"li"').replace('"in-progress"', '"done"')
    assert path.read_text() == wanted
    assert (session.plan.batches[0].status, session.plan.batches[1].owner) == ("done", "li")
    assert [event.source for event in events if isinstance(event, PlanChanged)] == ["disk"]


def test_the_same_field_changed_meanwhile_is_theirs_until_the_user_chooses(session, path):
    session.apply((Set(STATUS, "in-progress", "done"), Set(OWNER, "dana", "ana")))
    somebody(path, '"in-progress"', '"blocked"')

    events = heard_by(session)
    assert session.save() == SaveState("saved")
    assert disputed(session) == [("both", Set(STATUS, "in-progress", "done"))]
    assert [event.new for event in events if isinstance(event, Disputed)] == [session.disputes]
    theirs = PLAN.replace('"in-progress"', '"blocked"').replace('"dana"', '"ana"')
    assert path.read_text() == theirs
    assert parse(path.read_bytes(), "plan.toml").plan == session.plan

    change_, left = session.settle(session.disputes[0], insist=True)
    assert (change_.edits, left) == ((Set(STATUS, "blocked", "done"),), ())
    session.save()
    assert session.disputes == ()
    assert path.read_text() == theirs.replace('"blocked"', '"done"')
    session.undo()
    session.save()
    assert path.read_text() == theirs


def test_a_dispute_that_is_not_insisted_on_changes_nothing(session, path):
    session.apply((Set(STATUS, "in-progress", "done"),))
    somebody(path, '"in-progress"', '"blocked"')
    session.save()
    assert session.settle(session.disputes[0], insist=False) == (None, ())
    assert session.disputes == ()
    assert session.save() == SaveState("saved")
    assert path.read_text() == PLAN.replace('"in-progress"', '"blocked"')


def conflicting(session, path):
    """Both sides change the status, and the session hears of it."""
    session.apply((Set(STATUS, "in-progress", "done"),))
    somebody(path, '"in-progress"', '"blocked"')
    session.save()
    return session.disputes[0]


def test_ones_own_side_comes_back_when_the_choice_is_taken_back(session, path):
    kept = path.read_text().replace('"in-progress"', '"blocked"')
    session.settle(conflicting(session, path), insist=False)
    assert session.undo_title == "kept what is on disk, not one status: blocked → done"
    for _ in range(2):
        assert session.undo()[1] == ()
        session.save()
        assert path.read_text() == kept.replace('"blocked"', '"done"')
        session.redo()
        session.save()
        assert path.read_text() == kept


def test_a_choice_is_taken_back_by_itself_too(session, path):
    session.settle(conflicting(session, path), insist=False)
    change(session, OWNER, "ana")
    session.undo(session.steps[-2])
    assert (session.plan.batches[0].status, session.plan.batches[1].owner) == ("done", "ana")


def test_a_choice_is_not_taken_back_over_what_others_wrote_since(session, path):
    session.settle(conflicting(session, path), insist=False)
    somebody(path, '"blocked"', '"queued"')
    session.follow()
    change, left = session.undo()
    assert (change, len(left)) == (None, 1)


@pytest.mark.parametrize("insist", [True, False])
def test_a_choice_by_what_is_no_longer_there_changes_nothing(session, path, insist):
    dispute, shown = conflicting(session, path), session.plan
    somebody(path, '"blocked"', '"queued"')
    session.follow()
    assert session.settle(dispute, insist=insist, shown=shown) == (None, ())
    assert session.disputes == (dispute,)
    assert session.plan.batches[0].status == "queued"
    session.settle(dispute, insist=insist, shown=session.plan)
    assert session.plan.batches[0].status == ("done" if insist else "queued")


def test_a_choice_by_a_thing_that_is_gone_by_now_changes_nothing(session, path):
    dispute, shown = conflicting(session, path), session.plan
    text = path.read_text()
    path.write_text(text[: text.index("[[batches]]")] + text[text.index("[[batches]]", 20) :])
    session.follow()
    session.settle(dispute, insist=True, shown=shown)
    assert [batch.id for batch in session.plan.batches] == ["two"]
    assert len(session.disputes) == 1


def test_a_choice_among_disputes_that_are_settled_already_changes_nothing(session, path):
    dispute = conflicting(session, path)
    somebody(path, '"blocked"', '"done"')
    session.follow()
    assert session.disputes == ()
    somebody(path, '"done"', '"queued"')
    session.follow()
    assert session.settle(dispute, insist=True) == (None, ())
    assert session.plan.batches[0].status == "queued"


def test_what_could_not_be_saved_brings_back_a_thing_that_is_gone_by_the_next_start(start, session, path):
    path.write_text("batches = = 1")
    change(session, OWNER, "ana")
    session.close()
    text = PLAN.replace('[[batches]]\nid = "two"\nname = "Two"\nowner = "dana"\n\n', "")
    path.write_text(text)
    later = start()
    assert disputed(later) == [("unsaved", Set(OWNER, "dana", "ana"))]
    later.settle(*later.disputes, insist=True)
    later.save()
    assert later.plan.batches[1].owner == "ana"


def test_both_sides_changing_a_field_to_the_same_is_no_dispute(session, path):
    session.apply((Set(STATUS, "in-progress", "done"),))
    somebody(path, '"in-progress"', '"done"')
    assert session.save() == SaveState("saved")
    assert (session.disputes, session.unsaved) == ((), 0)


def test_an_edit_of_a_thing_that_is_gone_is_disputed_and_may_bring_it_back(session, path):
    session.apply((Set(OWNER, "dana", "ana"), Set(("batches", "two", "notes"), None, "hm")))
    somebody(path, '[[batches]]\nid = "two"\nname = "Two"\nowner = "dana"\n', "")

    assert session.save().state == "saved"
    assert [batch.id for batch in session.plan.batches] == ["one"]
    assert len(session.disputes) == 1
    session.settle(session.disputes[0], insist=True)
    session.save()
    two = parse(path.read_bytes(), "plan.toml").plan.batches[1]
    assert (two.id, two.owner, two.notes) == ("two", "ana", "hm")


def test_a_thing_that_somebody_edited_is_not_removed_unless_one_insists(session, path):
    session.apply(remove_thing(session.plan, ("batches", "two")))
    somebody(path, '"dana"', '"li"')

    session.save()
    assert [batch.id for batch in session.plan.batches] == ["one", "two"]
    assert len(session.disputes) == 1
    session.settle(session.disputes[0], insist=True)
    session.save()
    assert [batch.id for batch in session.plan.batches] == ["one"]


def test_two_lists_of_names_are_merged_name_by_name(session, path):
    somebody(path, 'owner = "dana"', 'owner = "dana"\nblockers = ["one"]')
    session.follow()
    session.apply((Set(("batches", "two", "blockers"), ("one",), ("one", "e-1")),))
    somebody(path, 'blockers = ["one"]', 'blockers = ["r", "one"]')
    assert session.save() == SaveState("saved")
    assert (session.disputes, session.plan.batches[1].blockers) == ((), ("r", "one", "e-1"))


def test_what_another_program_saves_over_is_told_and_can_be_brought_back(session, path):
    change(session, STATUS, "done")
    change(session, OWNER, "ana")
    path.write_text(PLAN.replace('"ana"', '"li"'))  # a stale buffer: the first was put back

    session.follow()
    assert disputed(session) == [("over", Set(STATUS, "in-progress", "done")), ("over", Set(OWNER, "dana", "ana"))]
    session.settle(session.disputes[0], insist=True)
    session.save()
    assert path.read_text() == PLAN.replace('"in-progress"', '"done"')
    assert [dispute.why for dispute in session.disputes] == ["over"]


def test_a_buffer_from_between_ones_own_changes_is_stale_too(session, path):
    for progress in (50, 60, 70):
        change(session, PROGRESS, progress)
    path.write_text(PLAN.replace("progress = 40", "progress = 50"))
    session.follow()
    assert disputed(session) == [("over", Set(PROGRESS, 40, 70))]


def test_of_one_field_only_the_latest_change_is_offered(session, path):
    change(session, PROGRESS, 50)
    path.write_text("= broken")
    change(session, PROGRESS, 60)
    change(session, PROGRESS, 70)
    path.write_text(PLAN)
    session.close()
    later = Session.open(path, clock=lambda: NOW)
    later.recover()
    assert [dispute.edits for dispute in later.disputes] == [(Set(PROGRESS, 40, 70),)]
    later.close()


def test_a_dispute_settles_itself_when_the_plan_says_so(session, path):
    session.apply((Set(STATUS, "in-progress", "done"),))
    somebody(path, '"in-progress"', '"blocked"')
    session.save()
    assert session.disputes
    somebody(path, '"blocked"', '"done"')
    session.follow()
    assert session.disputes == ()


def test_what_was_saved_over_is_offered_to_those_whose_it_was(start, path):
    dana, li = start(who="dana"), start(who="li")
    change(dana, STATUS, "done")
    path.write_text(PLAN)
    li.follow()
    assert li.disputes == ()
    dana.follow()
    assert disputed(dana) == [("over", Set(STATUS, "in-progress", "done"))]


def test_an_answer_to_an_older_question_is_merged_with_what_happened_since(session, path):
    asked = session.plan
    change(session, STATUS, "blocked")
    session.apply(set_field(asked, PROGRESS, 50) + set_field(asked, STATUS, "done"), made_for=asked)
    assert session.plan.batches[0].progress == 50
    assert session.plan.batches[0].status == "blocked"
    assert disputed(session) == [("both", Set(STATUS, "in-progress", "done"))]


def test_what_another_program_changed_further_is_its_good_right(session, path):
    change(session, STATUS, "done")
    somebody(path, '"done"', '"blocked"')
    session.follow()
    assert session.disputes == ()


def test_what_was_undone_is_not_missed(session, path):
    change(session, STATUS, "done")
    session.undo()
    session.save()
    somebody(path, '"dana"', '"li"')
    session.follow()
    assert session.disputes == ()


def test_what_was_saved_over_while_nobody_looked_is_told_at_the_next_start_and_once(start, session, path):
    change(session, STATUS, "done")
    path.write_text(PLAN)
    assert disputed(start()) == [("over", Set(STATUS, "in-progress", "done"))]
    assert disputed(start()) == [], "the other one is still open and has it"


def test_a_thing_saved_over_comes_back_with_what_was_done_to_it(session, path):
    session.apply(add_thing(session.plan, ("batches",), "three", {"name": "Three"}))
    session.save()
    change(session, ("batches", "three", "owner"), "ana")
    path.write_text(PLAN)
    session.follow()
    for dispute in session.disputes:
        session.settle(dispute, insist=True)
    session.save()
    three = parse(path.read_bytes(), "plan.toml").plan.batches[-1]
    assert (three.id, three.owner) == ("three", "ana")


def test_what_could_not_be_saved_survives_a_crash_and_is_offered(start, session, path):
    path.write_text("batches = = 1")
    change(session, STATUS, "done")
    change(session, OWNER, "ana")
    assert session.state.state == "held"
    session.close()
    path.write_text(PLAN)

    later = start()
    assert disputed(later) == [
        ("unsaved", Set(STATUS, "in-progress", "done")),
        ("unsaved", Set(OWNER, "dana", "ana")),
    ]
    for dispute in later.disputes:
        assert later.settle(dispute, insist=True)[1] == ()
    assert later.save() == SaveState("saved")
    assert path.read_text() == PLAN.replace('"in-progress"', '"done"').replace('"dana"', '"ana"')
    assert disputed(start()) == []


def test_what_is_disputed_survives_a_crash(start, session, path):
    session.apply((Set(STATUS, "in-progress", "done"),))
    somebody(path, '"in-progress"', '"blocked"')
    session.save()
    session.close()
    assert disputed(start()) == [("both", Set(STATUS, "in-progress", "done"))]


def test_what_is_insisted_on_is_kept_until_it_is_saved(start, session, path):
    session.apply((Set(STATUS, "in-progress", "done"),))
    somebody(path, '"in-progress"', '"blocked"')
    session.save()
    session.settle(session.disputes[0], insist=True)
    session.close()
    assert disputed(start()) == [("both", Set(STATUS, "in-progress", "done"))]


def test_a_change_says_whose_it_is_where_that_is_known(start, session, path):
    other = start(who="li")
    change(other, STATUS, "done")
    events = heard_by(session)
    session.follow()
    somebody(path, '"dana"', '"ana"')
    session.follow()
    assert [event.by for event in events if isinstance(event, PlanChanged)] == ["li", ""]


def test_any_step_can_be_taken_back_by_itself(session, path):
    change(session, STATUS, "done")
    change(session, OWNER, "ana")
    first, second = session.steps
    assert session.undo(first)[1] == ()
    session.save()
    assert session.steps == (second,)
    assert path.read_text() == PLAN.replace('"dana"', '"ana"')
    session.redo()
    session.save()
    assert path.read_text() == PLAN.replace('"dana"', '"ana"').replace('"in-progress"', '"done"')


def test_a_first_edit_of_a_part_that_is_not_there_survives_a_change_elsewhere(session, path):
    session.apply((Set(("project", "start"), None, date(2026, 10, 19)),))
    session.apply((Add(("board", "columns", "x"), {"id": "x", "name": "X"}, None),))
    somebody(path, '"dana"', '"li"')

    assert session.save() == SaveState("saved")
    assert session.plan.project is not None
    assert session.plan.project.start == date(2026, 10, 19)
    assert session.plan.board is not None
    assert [column.id for column in session.plan.board.columns] == ["x"]
    assert session.plan.batches[1].owner == "li"
    assert parse(path.read_bytes(), "plan.toml").plan == session.plan


def test_a_broken_file_never_replaces_the_plan(session, path):
    events = heard_by(session)
    path.write_text("batches = = 1")
    plan = session.plan

    assert session.follow(patient=True).state == "broken"
    assert events == [], "somebody may still be writing it"
    state = session.follow()
    assert (state.state, state.problems[0].line) == ("broken", 1)
    assert session.plan is plan
    assert events == [state]


@pytest.mark.parametrize("elsewhere", [False, True], ids=["as it was", "changed elsewhere"])
def test_edits_are_held_while_the_file_is_broken_and_go_in_when_it_is_well(session, path, elsewhere):
    path.write_text("batches = = 1")
    session.follow()
    session.apply((Set(STATUS, "in-progress", "done"),))
    held = session.save()
    assert (held.state, session.unsaved) == ("held", 1)
    assert held.problems
    assert path.read_text() == "batches = = 1"
    assert session.plan.batches[0].status == "done"

    well = PLAN.replace('"dana"', '"li"') if elsewhere else PLAN
    path.write_text(well)
    session.follow()
    assert session.save() == SaveState("saved")
    assert path.read_text() == well.replace('"in-progress"', '"done"')


def test_a_file_that_is_well_again_is_not_saved_while_edits_wait(session, path):
    session.apply((Set(STATUS, "in-progress", "done"),))
    path.write_text("batches = = 1")
    session.follow()
    path.write_text(PLAN)
    assert (session.follow().state, session.unsaved) == ("held", 1)
    assert session.save() == SaveState("saved")


def test_a_plan_from_which_everything_was_removed_is_still_one(session, path):
    path.write_text('[[batches]]\nname = "One"\n')
    session.follow()
    session.apply(remove_thing(session.plan, ("batches", "one")))
    session.save()
    assert session.follow() == SaveState("saved")
    session.undo()
    session.save()
    assert path.read_text() == '[[batches]]\nname = "One"\n'


def test_a_file_that_is_gone_holds_the_edits(session, path):
    path.unlink()
    assert session.follow().state == "broken"
    change(session, STATUS, "done")
    assert session.state.state == "held"
    path.write_text(PLAN)
    assert session.save().state == "saved"
    assert 'status = "done"' in path.read_text()


def test_the_last_text_of_a_file_that_is_gone_is_a_backup(session, path):
    change(session, STATUS, "done")
    last = path.read_bytes()
    path.unlink()
    session.follow(patient=True)
    assert session.follow().problems[0].mend == (
        f"bring it back, or take the last copy: octotui -p {path} backups restore 1"
    )
    assert backups_of(path)[0].read() == last


def test_a_file_that_never_rests_is_left_alone_and_the_edit_is_held(session, path, monkeypatch):
    def never(path, new, expected, **_):
        raise ChangedOnDisk(path.read_bytes())

    monkeypatch.setattr(saving, "save_bytes", never)
    state = change(session, STATUS, "done")
    assert (state.state, session.unsaved) == ("held", 1)
    assert state.problems[0].passing
    assert path.read_text() == PLAN


def test_an_edit_that_the_text_refuses_is_out_of_the_way_once_it_is_undone(session, path, monkeypatch):
    def refusing(document, edits):
        if any(edit.path == PROGRESS for edit in edits):
            raise EditRefused([Problem("error", "the text cannot take this change")])
        return edited(document, edits)

    monkeypatch.setattr("octotui.store.editing.edited", refusing)
    assert change(session, PROGRESS, 50).state == "held"
    assert change(session, STATUS, "done").state == "held"
    session.undo()
    session.undo()
    assert session.save() == SaveState("saved")
    assert path.read_text() == PLAN
    assert change(session, STATUS, "done").state == "saved"


def test_what_is_undone_before_it_was_saved_is_never_written(session, path):
    before = path.stat()
    change(session, STATUS, "done", save=False)
    session.undo()
    assert session.save() == SaveState("saved")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_a_locked_session_changes_nothing_but_follows(path):
    session = Session.open(path, readonly=True)
    with pytest.raises(PlanError):
        session.apply((Set(STATUS, "in-progress", "done"),))
    assert session.save().state == "saved"
    assert path.read_text() == PLAN
    somebody(path, '"dana"', '"li"')
    session.follow()
    assert session.plan.batches[1].owner == "li"


def test_undo_waits_while_the_plan_is_locked(session):
    change(session, STATUS, "done")
    session.readonly = True
    assert session.undo() == (None, ())
    assert session.plan.batches[0].status == "done"
    session.readonly = False
    assert session.undo()[0] is not None


def test_former_texts_do_not_pile_up(session, path, monkeypatch):
    monkeypatch.setattr(texts, "KEPT", 3 * len(PLAN) + 200)
    for progress in range(41, 51):
        change(session, PROGRESS, progress)
    assert len(session._texts._saved) == 3
    for _ in range(10):
        session.undo()
        session.save()
    assert session.plan == parse(PLAN.encode(), "plan.toml").plan


def test_a_session_of_a_file_that_is_no_plan_is_refused(tmp_path):
    with pytest.raises(PlanError):
        Session.open(tmp_path / "missing.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("= 1")
    with pytest.raises(PlanError) as refused:
        Session.open(broken)
    assert refused.value.problems[0].line == 1


def test_a_removal_says_what_it_removed(session):
    session.apply(remove_thing(session.plan, ("batches", "two")))
    assert "two" in (session.undo_title or "")
    assert isinstance(session.steps[0].edits[0], Remove)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), raw=raw_plans(), file_format=st.sampled_from(("toml", "json")))
def test_steps_saved_one_by_one_are_the_steps_at_once_and_all_come_back(tmp_path_factory, data, raw, file_format):
    path = tmp_path_factory.mktemp("plan") / f"plan.{file_format}"
    try:
        comment = b"# ours\n" if file_format == "toml" else b""
        path.write_bytes(comment + new_document(raw, file_format, path.name).to_bytes())
    except PlanError:
        return  # not every made-up plan can be written
    before = path.read_bytes()
    session = Session.open(path)
    first = session.plan
    taken = []
    for edit in data.draw(edits_for(first, most=3)):
        session.apply((edit,))
        taken.append(edit)
        if session.save().state != "saved":
            return  # a text may refuse an edit; that is tested with the texts
        assert diff(parse(path.read_bytes(), path.name).plan, session.plan) == ()

    assert diff(apply(first, taken), session.plan) == ()
    for _ in taken:
        assert session.undo()[1] == ()
        assert session.save().state == "saved"
    assert path.read_bytes() == before
    assert diff(first, session.plan) == ()
