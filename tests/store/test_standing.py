"""How a plan stood at the end of a day: as git has it, before what the plan tells itself."""

from datetime import UTC, date, datetime

from octotui.store.document import parse
from octotui.store.standing import as_kept
from tests.repository import Repository

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PLAN = '[[batches]]\nid = "one"\nname = "One"\nstatus = "in-progress"\nprogress = {}\n'


def stood(path, day):
    return as_kept(path, parse(path.read_bytes(), str(path)).plan, NOW)(date(2026, 11, day))


def test_of_a_past_day_it_is_the_plan_that_was_committed_by_then(tmp_path):
    repository = Repository(tmp_path)
    first = repository.commit(PLAN.format(10))
    repository.commit(PLAN.format(40))
    repository.plan.write_text(PLAN.format(80))

    past = stood(repository.plan, 16)

    assert (past.plan.batches[0].progress, past.is_told) == (10, False)
    assert past.how.startswith(f"from commit {first[:7]}")
    assert stood(repository.plan, 18).plan.batches[0].progress == 40
    assert stood(repository.plan, 20).plan.batches[0].progress == 80


def test_without_git_and_without_copies_it_is_what_the_plan_tells(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(80))

    assert (stood(path, 16).how, stood(path, 16).is_told) == ("as far as the plan tells", True)


def test_a_version_that_cannot_be_read_is_no_version(tmp_path):
    repository = Repository(tmp_path)
    repository.commit("batches = [")
    repository.plan.write_text(PLAN.format(80))

    assert stood(repository.plan, 18).is_told
