"""What changed since: chosen with one key, looked up beside the keys, shown as signs in lists and words in stories."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Final

from octotui.plan.deltas import DELTA_KINDS, Delta, delta_lines
from octotui.plan.diff import diff
from octotui.plan.edits import apply, invert
from octotui.plan.frozen import replace
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.rhythm import MeetingKind
from octotui.plan.since import FORMS, MEETING, Since, last_held, name_of, parse_since, since_meeting
from octotui.store.branch import git_folder
from octotui.ui.meanings import delta_run
from octotui.ui.snapshot import Snapshot
from octotui.ui.text import say
from octotui.ui.widgets.story import Story

if TYPE_CHECKING:
    from octotui.store.baseline import Baseline
    from octotui.ui.app import OctotuiApp
    from octotui.ui.dialogs.choose import Choice
    from octotui.ui.glyphs import Glyphs

OTHER, NOTHING = "other", "none"
TOLD: Final = 5
"""So many changes of a thing are told in its story."""
_KEYS: Final[dict[MeetingKind, str]] = {"standup": "s", "risk-review": "r", "go-no-go": "g"}


class Comparison:
    """What the plan on screen is compared with.

    Attributes:
        baseline: The plan as it was; None while nothing is marked.
    """

    def __init__(self, app: OctotuiApp) -> None:
        """Start without marks."""
        self.baseline: Baseline | None = None
        self._app = app
        self._typed = ""  # what the baseline was asked for with
        self._wanted = ""  # the same of one that is looked up

    def choose(self) -> Awaitable[None]:
        """Ask since when."""
        from octotui.ui.dialogs.choose import Choose

        dialog = Choose("What changed since", self._choices(), self._typed)
        return self._app.ask(dialog, self._chosen)

    def want(self) -> None:
        """Somebody asks what changed; nobody said since when: since the last meeting, else since yesterday."""
        if self.baseline is None and not self._wanted:
            app = self._app
            self.compare(MEETING if last_held(app.session.plan, app.clock()) else "yesterday")

    def compare(self, typed: str) -> None:
        """Mark what changed since what somebody typed, once it is looked up."""
        app = self._app
        try:
            since = parse_since(typed, app.session.plan, app.clock())
        except PlanError as error:
            app.say(str(error.problems[0]), "bad")
            return
        self._wanted = typed
        app.run_worker(self._look_up(typed, since), group="since", exclusive=True)

    def clear(self) -> None:
        """Take the marks away."""
        self._typed, self._wanted, self.baseline = "", "", None
        self._app.workers.cancel_group(self._app, "since")
        self._app.look()

    def share(self, plan: Plan) -> None:
        """Another text was read: what did not change is the same thing again in both plans."""
        if self.baseline is not None:
            self.baseline = _sharing(self.baseline, plan)

    def _choices(self) -> list[Choice]:
        from octotui.ui.dialogs.choose import Choice

        app = self._app
        plan, now = app.session.plan, app.clock()
        held = {kind: meeting for kind in _KEYS if (meeting := last_held(plan, now, kind))}
        choices = [
            Choice(kind, ((f"the last {name_of(kind)}", ""), say(f"  {since_meeting(held[kind]).short}", "muted")), key)
            for kind, key in _KEYS.items()
            if kind in held
        ]
        choices += [Choice("yesterday", (("yesterday", ""),), "y"), Choice("a week ago", (("a week ago", ""),), "w")]
        if git_folder(app.session.path):
            choices.append(Choice("HEAD", (("the last commit", ""), ("  HEAD", "muted")), "h"))
        choices.append(Choice(OTHER, (("another day, meeting or git revision …", ""),), "o"))
        if self._typed:
            choices.append(Choice(NOTHING, (("no marks", ""),), "n"))
        return choices

    async def _chosen(self, value: str | None) -> None:
        if value == OTHER:
            from octotui.ui.dialogs.ask import Ask

            await self._app.ask(Ask("What changed since", FORMS, self._typed, self._wrong), self._typed_in)
        elif value == NOTHING:
            self.clear()
        elif value:
            self.compare(value)

    def _typed_in(self, typed: str | None) -> None:
        if typed:
            self.compare(typed)

    def _wrong(self, typed: str) -> str:
        try:
            parse_since(typed, self._app.session.plan, self._app.clock())
        except PlanError as error:
            return str(error.problems[0])
        return ""

    async def _look_up(self, typed: str, since: Since) -> None:
        """Git may have to be asked, so the keys do not wait for it."""
        app = self._app
        try:
            self.baseline = await asyncio.to_thread(_found, app.session.path, app.session.plan, since)
        except PlanError as error:
            self._wanted = ""
            app.say(str(error.problems[0]), "bad")
            return
        self._typed, self._wanted = typed, ""
        app.look()
        app.say(summary(app.snapshot))


def summary(snapshot: Snapshot) -> str:
    """How many things are not as they were, by what became of them; empty if nothing is compared."""
    if snapshot.since is None:
        return ""
    counts = Counter(delta.kind for delta in snapshot.deltas.values())
    told = ", ".join(f"{counts[kind]} {kind}" for kind in DELTA_KINDS if counts[kind])
    return f"{told or 'Nothing changed'} since {snapshot.since.what}."


def tell_delta(delta: Delta, snapshot: Snapshot, glyphs: Glyphs, story: Story) -> None:
    """Tell what became of a thing."""
    if snapshot.since is None:
        return
    lines = delta_lines(delta, snapshot.plan)
    story.section(f"Since {say(snapshot.since.since.words)[0]}", say(snapshot.since.how)[0])
    for number, words in enumerate(lines[:TOLD]):
        story.point(delta_run(delta.kind, glyphs) if not number else (" ", ""), words)
    if len(lines) > TOLD:
        story.text(f"  and {len(lines) - TOLD} more", "muted")
    story.gap()


def _found(path: FilePath, plan: Plan, since: Since) -> Baseline:
    from octotui.store.baseline import baseline  # whoever looks at today does not wait for it

    return _sharing(baseline(path, plan, since), plan)


def _sharing(found: Baseline, plan: Plan) -> Baseline:
    """The plan as it was, made of the things of the plan as it is: what did not change is not compared at every key."""
    return replace(found, plan=apply(plan, invert(diff(found.plan, plan))))
