"""Raising: a blocker from whatever is selected, an open escalation by a level; each with who is told next."""

from __future__ import annotations

from collections.abc import Awaitable

from octotui.plan.edits import Path, value_at
from octotui.plan.escalations import Escalation, next_level, route_for
from octotui.plan.operations import new_escalation, raise_level
from octotui.ui.dialogs.ask import Ask
from octotui.ui.tabs.setting import NOTHING, Setting

START = "1"
"""The level a blocker starts at."""


class Raising(Setting):
    """The command that raises."""

    def can_raise(self) -> str:
        """A blocker can be raised from anything; an escalation goes up while it is open and somebody is above."""
        thing = self.selected()
        if thing is None:
            return NOTHING
        return _no_way_up(thing) if isinstance(thing, Escalation) else ""

    def do_raise(self) -> Awaitable[None]:
        """Raise a level-1 escalation that says what it holds up; or an escalation by a level, with a word why."""
        thing, path = self.selected(), self.selected_path()
        assert thing is not None
        assert path is not None
        routes = self.snapshot.plan.routes
        if not isinstance(thing, Escalation):
            told = ", ".join(route_for(START, routes).told)
            dialog = Ask(f"Raise a blocker on {thing.label}", f"What is in the way? Level {START}; told: {told}")
            return self.octotui.ask(dialog, lambda title: self._raise(path[1], title) if title else None)
        above = next_level(thing.level)
        assert above is not None
        hint = f"Told next: {', '.join(route_for(above, routes).told)}. Say why, or leave it empty."
        dialog = Ask(f"Raise {thing.id} to level {above}", hint)
        return self.octotui.ask(dialog, lambda note: self._raise_level(path, note) if note is not None else None)

    def _raise(self, entity_id: str, title: str) -> None:
        plan = self.octotui.session.plan
        edits = new_escalation(plan, title, START, (entity_id,), self.octotui.who, self.octotui.clock())
        self.octotui.change(edits, f"raised {edits[0].path[1]}, level {START}: {title}", plan)

    def _raise_level(self, path: Path, note: str) -> None:
        app = self.octotui
        thing = value_at(app.plan, path)
        edits = raise_level(thing, app.who, app.clock(), note)
        app.change(edits, f"{thing.id} raised to level {next_level(thing.level)}")


def _no_way_up(escalation: Escalation) -> str:
    """Why an escalation cannot go up; empty if it can."""
    if not escalation.is_open:
        return f"{escalation.id} is resolved; s reopens it."
    if next_level(escalation.level):
        return ""
    return "Level 3 is the sponsor: there is nobody above." if escalation.level == "3" else "Security has its own way."
