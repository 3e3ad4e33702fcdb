"""The ring of copies: what is kept, what makes room, what is found."""

from datetime import UTC, datetime, timedelta

import pytest

from octotui.plan.problems import PlanError
from octotui.store.backups import LATEST, Backup, backups_of, keep, keeping_last, outdated, plans_gone_from

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path):
    return tmp_path / "plan.toml"


def test_copies_are_kept_outside_of_the_folder_the_newest_first(plan):
    keep(plan, b"one", NOW)
    keep(plan, b"two", NOW + timedelta(seconds=1))
    assert [backup.read() for backup in backups_of(plan)] == [b"two", b"one"]
    assert backups_of(plan)[0].at == NOW + timedelta(seconds=1)
    assert list(plan.parent.iterdir()) == []


def test_the_same_content_is_not_kept_twice_in_a_row(plan):
    for _ in range(3):
        keep(plan, b"one", NOW)
    assert len(backups_of(plan)) == 1


def test_a_plan_and_a_link_to_it_share_their_backups(plan, tmp_path):
    plan.write_bytes(b"x")
    link = tmp_path / "link.toml"
    link.symlink_to(plan)
    keep(plan, b"one", NOW)
    assert len(backups_of(link)) == 1


def save(plan, data, at):
    with keeping_last(plan, data, at):
        plan.write_bytes(data)


def test_the_last_that_was_saved_is_a_backup_once_the_file_is_gone(plan):
    keep(plan, b"one", NOW)
    for number, data in enumerate((b"two", b"three", b"two")):
        save(plan, data, NOW + timedelta(seconds=number))
    assert [backup.read() for backup in backups_of(plan)] == [b"one"]
    plan.unlink()
    assert [backup.read() for backup in backups_of(plan)] == [b"two", b"one"]
    keep(plan, b"two", NOW + timedelta(minutes=1))
    assert [backup.read() for backup in backups_of(plan)] == [b"two", b"one"], "it is told once"


def test_what_could_not_be_saved_is_not_the_last(plan):
    save(plan, b"one", NOW)

    def fail():
        with keeping_last(plan, b"two", NOW):
            raise OSError("no")

    with pytest.raises(OSError, match="no"):
        fail()
    plan.unlink()
    assert [backup.read() for backup in backups_of(plan)] == [b"one"]


def test_a_clock_that_was_set_back_does_not_change_which_is_the_last(plan):
    save(plan, b"one", NOW)
    save(plan, b"two", NOW - timedelta(days=1))
    plan.unlink()
    assert [backup.read() for backup in backups_of(plan)] == [b"two"]


def test_plans_that_are_gone_from_a_folder_are_known(plan, tmp_path):
    (tmp_path / "other").mkdir()
    for path in (plan, tmp_path / "there.toml", tmp_path / "other" / "plan.toml"):
        keep(path, b"one", NOW)
    (tmp_path / "there.toml").touch()
    assert plans_gone_from(tmp_path) == [plan]


def test_without_backups_there_are_none(plan):
    assert backups_of(plan) == []


def test_a_damaged_copy_says_so(plan):
    keep(plan, b"one", NOW)
    backups_of(plan)[0].file.write_bytes(b"other")
    with pytest.raises(PlanError, match="the backup is damaged; take another one"):
        backups_of(plan)[0].read()


def test_the_ring_keeps_the_newest_then_one_an_hour_then_one_a_day(plan):
    ages = [timedelta(minutes=10 * number) for number in range(6 * 24 * 60)]  # every ten minutes for two months
    made = [Backup(NOW - age, str(number), plan) for number, age in enumerate(ages)]
    gone = set(outdated(made, NOW))
    kept = [backup for backup in made if backup not in gone]

    assert kept[:LATEST] == made[:LATEST]
    hours = [backup for backup in kept[LATEST:] if NOW - backup.at <= timedelta(days=1)]
    days = [backup for backup in kept[LATEST:] if NOW - backup.at > timedelta(days=1)]
    assert len({backup.at.strftime("%d%H") for backup in hours}) == len(hours) == 20
    assert len({backup.at.date() for backup in days}) == len(days) == 31
    assert all(NOW - backup.at <= timedelta(days=31) for backup in kept)


def test_old_copies_are_taken_away(plan):
    for number in range(LATEST + 10):
        keep(plan, str(number).encode(), NOW + timedelta(seconds=number))
    kept = [int(backup.read()) for backup in backups_of(plan)]
    assert kept[:LATEST] == [*range(LATEST + 9, 9, -1)]
    assert len(kept) == LATEST + 1, "and one of this hour"


def test_where_nothing_can_be_kept_it_is_said_and_how_to_mend_it(plan, own_home):
    (own_home / "state").write_text("in the way")
    with pytest.raises(PlanError, match=r"octotui cannot write here: .*; free some space, or let XDG_STATE_HOME"):
        keep(plan, b"one", NOW)
