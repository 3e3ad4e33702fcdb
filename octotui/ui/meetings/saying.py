"""What is said in a meeting and is no change of the plan: notes, who does what, topics for after."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from functools import partial
from typing import Any

from octotui.plan.rhythm import MeetingAction
from octotui.ui.dialogs.ask import Ask
from octotui.ui.dialogs.form import Form
from octotui.ui.meetings.walk import Walk


class Saying(Walk):
    """The keys that note something for the minutes."""

    def do_note(self) -> Awaitable[None]:
        """Note something; it stands in the minutes under what is selected."""
        about = self._about()
        on = f" on {self.snapshot.worded(about)}" if about else ""
        dialog = Ask(f"Note{on}", "for the minutes")
        return self.octotui.ask(dialog, lambda text: self._noted(about, text) if text else None)

    def do_park(self) -> Awaitable[None]:
        """Park a topic for after the meeting."""
        return self.octotui.ask(Ask("Park for after", "a topic, in a few words"), self._parked)

    def do_action(self) -> Awaitable[None]:
        """Ask who does what until when."""
        turn = self.turn
        owner = turn.about[-1] if turn and turn.about and turn.about[0] == "people" else ""
        suggestions = {"owner": [person.id for person in self.snapshot.plan.people]}
        form = Form("Who does what", MeetingAction, {"owner": owner}, self.snapshot.today, suggestions)
        return self.octotui.ask(form, partial(self._acted, owner))

    def _about(self) -> str:
        path = self.selected_path()
        return path[1] if path else ""

    def _noted(self, about: str, text: str) -> None:
        self.going.notes.append({"about": about, "text": text})
        self._said("Noted.")

    def _parked(self, text: str | None) -> None:
        if text:
            self.going.parked.append(text)
            self._said("Parked for after.")

    def _acted(self, owner: str, values: Mapping[str, Any] | None) -> None:
        if values and values.get("text"):
            action = {"text": values["text"], "owner": values.get("owner", owner) or "", "due": values.get("due")}
            self.going.actions.append(action)
            self._said("It stands in the minutes, with who does it.")

    def _said(self, text: str) -> None:
        self.keep()
        self.octotui.say(text)
        self._tell(from_top=False)
