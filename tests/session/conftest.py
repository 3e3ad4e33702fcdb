"""A plan that is opened, and what others do to it meanwhile."""

from datetime import UTC, datetime

import pytest

from octotui.plan.operations import set_field
from octotui.session import Session

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PLAN = """\
# Ours
[[batches]]
id = "one"
name = "One"          # the first
status = "in-progress"
progress = 40

[[batches]]
id = "two"
name = "Two"
owner = "dana"

[[risks]]
id = "r"
title = "Late"
probability = "high"
impact = "critical"

[[escalations]]
id = "e-1"
title = "No runner"

[[roles]]
id = "qa"
name = "QA"
tasks.release = ["Smoke test"]

[[releases]]
id = "2026.11"

[[checklists]]
id = "day"
name = "Day"
items = ["Deploy", "Watch"]
"""
STATUS = ("batches", "one", "status")
PROGRESS = ("batches", "one", "progress")
OWNER = ("batches", "two", "owner")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    return path


@pytest.fixture
def start(path):
    """Starts the program on the plan, and ends what still runs after the test."""
    started = []

    def begin(**how):
        session = Session.open(path, clock=lambda: NOW, **how)
        started.append(session)
        session.recover()
        return session

    yield begin
    for session in started:
        session.close()


@pytest.fixture
def session(start):
    return start()


def change(session, path, value, *, save=True):
    session.apply(set_field(session.plan, path, value))
    return session.save() if save else session.state


def somebody(path, old, new):
    """Somebody else edits the file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def disputed(session):
    return [(dispute.why, *dispute.edits) for dispute in session.disputes]


def heard_by(session):
    """Everything the session says from now on."""
    events = []
    session.listen(events.append)
    return events
