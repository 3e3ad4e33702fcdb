"""Which meeting: one begins, or one that was left goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from octotui.plan.plan import by_id
from octotui.plan.problems import PlanError
from octotui.plan.progress import current_release
from octotui.plan.rhythm import MeetingKind
from octotui.plan.words import moment_text
from octotui.store.meeting_run import MeetingRun, MeetingRuns
from octotui.ui.dialogs.choose import Choice, Choose
from octotui.ui.tabs import MEETINGS
from octotui.ui.text import Line, say

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp

KEYS: Final[dict[MeetingKind, str]] = {"standup": "s", "go-no-go": "g", "risk-review": "r"}


async def choose_meeting(app: OctotuiApp) -> None:
    """Ask which meeting; one more key begins it, or goes on with it."""
    going_on = {run.kind: run for run in MeetingRuns(app.session.path).going_on()}
    choices = [
        Choice(kind, (say(MEETINGS[kind].title), *_since(going_on.get(kind))), key) for kind, key in KEYS.items()
    ]
    await app.ask(Choose("Meeting", choices, next(iter(going_on), "standup"), "m"), partial(_chosen, app))


async def hold(app: OctotuiApp, kind: MeetingKind, release: str = "") -> None:
    """Go to a meeting: to the one of today that was left, or to a new one; an older one is asked about."""
    runs = MeetingRuns(app.session.path)
    run = runs.find(kind)
    if run is not None and (release or run.release) == run.release and run.is_of(app.clock()):
        await app.main.go_to_view(MEETINGS[kind])
    elif run is not None:
        choices = (
            Choice("new", (("a new one", ""),), "n"),
            Choice("on", (("go on with that one", ""),), "o"),
        )
        title = f"A {MEETINGS[kind].title.lower()} of {moment_text(run.started)} was never ended"
        await app.ask(Choose(title, choices, "new"), partial(_new_or_on, app, kind, release))
    else:
        await _begin(app, kind, release)


def _since(run: MeetingRun | None) -> Line:
    return (("  goes on since ", "muted"), say(moment_text(run.started), "muted")) if run else ()


async def _chosen(app: OctotuiApp, kind: str | None) -> None:
    if kind is not None:
        await hold(app, next(known for known in KEYS if known == kind))


async def _new_or_on(app: OctotuiApp, kind: MeetingKind, release: str, answer: str | None) -> None:
    if answer == "new":
        await _begin(app, kind, release)
    elif answer == "on":
        await app.main.go_to_view(MEETINGS[kind])
    else:
        app.presenting.follow(in_meeting=app.main.in_meeting)


async def _begin(app: OctotuiApp, kind: MeetingKind, release: str) -> None:
    """Begin a meeting now; a go/no-go is about a release."""
    plan = app.session.plan
    about = by_id(plan.releases, release) or current_release(plan)
    if kind == "go-no-go" and about is None:
        app.say("There is no release to decide on: a release in the plan makes one.", "warn")
        app.presenting.follow(in_meeting=app.main.in_meeting)
        return
    named = about.id if kind == "go-no-go" and about else ""
    run = MeetingRun(kind, app.clock().replace(microsecond=0), app.who, named)
    try:
        MeetingRuns(app.session.path).begin(run, plan)
    except PlanError as error:
        app.say(str(error.problems[0]), "bad")
        app.presenting.follow(in_meeting=app.main.in_meeting)
        return
    await app.main.go_to_view(MEETINGS[kind])
    if app.locked:
        app.say("The plan is locked: nothing of this can be recorded until L unlocks it.", "warn")
