"""The keys that let something through in a go/no-go, and that record the decision."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from datetime import timedelta
from typing import Any, ClassVar, Final

from octotui.config.user import handle_of
from octotui.plan.attendance import called
from octotui.plan.authority import decide, remark
from octotui.plan.ballots import decision_type
from octotui.plan.base import Entity
from octotui.plan.edits import Path, value_at
from octotui.plan.problems import PlanError
from octotui.plan.releases import Release, Vote
from octotui.plan.values import Day, Filled
from octotui.plan.verdict import Outcome, verdict
from octotui.plan.vote_cover import matters
from octotui.plan.waivers import waive, waivers_by_path
from octotui.plan.words import day_text
from octotui.ui.dialogs.ask import Ask
from octotui.ui.dialogs.choose import Choice, Choose
from octotui.ui.dialogs.form import Form
from octotui.ui.meetings.verdict_view import VERDICTS
from octotui.ui.meetings.vote_keys import VoteKeys
from octotui.ui.text import say

A_WEEK: Final = timedelta(days=7)
"""A waiver is for so long, unless the release's window says when it is over."""
OUTCOMES: Final[Mapping[Outcome, tuple[str, str]]] = {
    "GO": ("g", "GO"),
    "NO-GO": ("n", "NO-GO"),
    "HOLD": ("h", "HOLD: postpone it"),
}
"""What can be decided → its key, and how it is called."""


class Terms(Entity):
    """What is asked about a waiver: the reason, the last day, the name."""

    identity: ClassVar[tuple[str, ...]] = ("why",)

    why: Filled
    until: Day
    name: Filled


class DecideKeys(VoteKeys):
    """A meeting that lets things through, and decides."""

    def can_waive(self) -> str:
        """Something has to be selected that stops the release."""
        release, path = self.release, self.selected_path()
        if release is None:
            return self.can_go()
        thing = self.selected()
        if isinstance(thing, Vote):
            return "" if thing.vote == "no-go" else "Of votes, only a NO-GO can be waived."
        one = next((one for one in matters(self.snapshot.whole, release) if one.path == path), None)
        if one is None:
            return "An open item, a gate, a NO-GO or an escalation can be waived: go there first."
        if not one.is_open:
            return f"{say(self._called(one.path))[0]} is done: there is nothing to waive."
        return "" if one.mandatory else f"{say(self._called(one.path))[0]} stops nothing: there is nothing to waive."

    def do_waive(self) -> Awaitable[None]:
        """Ask why, until when and by whom something is let through."""
        app, release, path = self.octotui, self.release, self.selected_path()
        assert release is not None
        assert path is not None
        given = waivers_by_path(app.plan, release).get(path, ())
        today = self.snapshot.today
        begin: dict[str, Any] = {"until": self._until(release), "name": app.who}
        if given and not self.snapshot.withholds(path):
            begin |= {"why": given[-1].reason, "name": given[-1].by or app.who}
            begin |= {"until": given[-1].until} if given[-1].counts(today) else {}
        people = [person.id for person in app.plan.people]
        title = f"Waive {say(self._called(path))[0]}"
        dialog = Form(title, Terms, begin, today, {"name": people})
        return app.ask(dialog, lambda typed: self._waive(path, {**begin, **typed}) if typed is not None else None)

    def can_decide(self) -> str:
        """There has to be a release."""
        return "" if self.release else self.can_go()

    def do_decide(self) -> Awaitable[None] | None:
        """Go to the verdict; there, choose what is decided."""
        app, release = self.octotui, self.release
        assert release is not None
        if not self.is_at_end:
            self._go(len(self.slides))
            return None
        follows = verdict(app.plan, release, self.snapshot.today).outcome
        said = remark(app.plan, decision_type(app.plan), app.who)
        title = f"Decide on {say(release.id)[0]}{f' ({say(said)[0]})' if said.startswith('not') else ''}"
        words = {follows: "  as the verdict has it"}
        choices = [
            Choice(one, ((name, f"bold {VERDICTS[one][1]}"), (words.get(one, ""), "muted")), key)
            for one, (key, name) in sorted(OUTCOMES.items(), key=lambda item: item[0] != follows)
        ]
        return app.ask(Choose(title, choices), lambda outcome: self._because(release, outcome, follows))

    async def _because(self, release: Release, outcome: str | None, follows: Outcome) -> None:
        """Record what was decided; what departs from the verdict needs a reason."""
        if outcome == follows:
            self._record(release, outcome)
        elif outcome is not None:
            title = f"{outcome}, though the verdict is {follows}: why?"
            dialog = Ask(title, "A decision that departs from the verdict needs its reason.", needed=True)
            await self.octotui.ask(
                dialog, lambda why: self._record(release, outcome, why, f"the verdict was {follows}") if why else None
            )

    def _record(self, release: Release, outcome: str, why: str = "", notes: str = "") -> None:
        app = self.octotui
        kind = decision_type(app.plan)
        edits = decide(release, kind.id, outcome, app.who, app.clock(), why, notes)
        app.change(edits, f"{release.id}: decided {outcome}")

    def _waive(self, path: Path, terms: Mapping[str, Any]) -> None:
        app, release = self.octotui, self.release_asked_about
        if release is None:
            app.say(self.can_go(), "warn")
            return
        name = handle_of(str(terms["name"]).strip(), app.plan)
        try:
            edits = waive(app.plan, release, path, name, str(terms["why"]), terms["until"], self.snapshot.today)
        except PlanError as error:
            app.say(str(error.problems[0]), "bad")
            return
        app.change(edits, f"waived until {day_text(terms['until'])}: {self._called(path)}")

    def _called(self, path: Path) -> str:
        """What is waived, in words."""
        shown = self.snapshot.shown
        if shown and shown.hides(path):
            return shown.name_of(path)
        thing = value_at(self.snapshot.plan, path)
        if isinstance(thing, Vote):
            return f"NO-GO of {called(self.octotui.plan, thing.role)}"
        return getattr(thing, "label", "") or path[-1]

    def _until(self, release: Release) -> Any:
        """The day of the release, if that is not over; else a week from today."""
        today = self.snapshot.today
        window = release.window.astimezone().date() if release.window else None
        return window if window is not None and window >= today else today + A_WEEK
