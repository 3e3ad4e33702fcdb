"""What is said in a meeting and is no change of the plan: notes, who does what, topics for after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from octotui.plan.plaintext import one_line
from octotui.plan.rhythm import MeetingAction
from octotui.ui.dialogs.ask import Ask
from octotui.ui.dialogs.form import Form
from octotui.ui.meetings.walk import Walk
from octotui.ui.tabs import View


class Saying(Walk):
    """The keys that note something for the minutes, and take it back."""

    def __init__(self, view: View) -> None:
        """Make the meeting with nothing said yet."""
        super().__init__(view)
        self._spoken: list[tuple[int, str, Callable[[], object]]] = []

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

    def can_undo(self) -> str:
        """What was said last can be taken back, else what was changed last."""
        return "" if self._said_last else self.octotui.can_undo()

    def do_undo(self) -> None:
        """Take back what was said last; what was changed after it, first."""
        if not self._said_last:
            self.octotui.do_undo()
            return
        _, what, take_back = self._spoken.pop()
        take_back()
        self.keep()
        self.show(self.snapshot, None)
        self.octotui.say(f"Taken back: {what}")

    @property
    def _said_last(self) -> bool:
        """Whether something was said since the plan was last changed here."""
        return bool(self._spoken) and self._spoken[-1][0] >= len(self.octotui.session.steps)

    def spoke(self, what: str, take_back: Callable[[], object]) -> None:
        """Remember how to take back what was just said."""
        self._spoken.append((len(self.octotui.session.steps), what, take_back))

    def _about(self) -> str:
        path = self.selected_path()
        return path[1] if path else ""

    def _noted(self, about: str, text: str) -> None:
        notes = self.going.notes
        notes.append({"about": about, "text": text})
        self.spoke(f"the note “{one_line(text)}”", notes.pop)
        self._said("Noted.")

    def _parked(self, text: str | None) -> None:
        if text:
            parked = self.going.parked
            parked.append(text)
            self.spoke(f"the topic “{one_line(text)}”", parked.pop)
            self._said("Parked for after.")

    def _acted(self, owner: str, values: Mapping[str, Any] | None) -> None:
        if values and values.get("text"):
            action = {"text": values["text"], "owner": values.get("owner", owner) or "", "due": values.get("due")}
            actions = self.going.actions
            actions.append(action)
            self.spoke(f"the action “{one_line(action['text'])}”", actions.pop)
            self._said("It stands in the minutes, with who does it.")

    def _said(self, text: str) -> None:
        self.keep()
        self.octotui.say(text)
        self._tell(from_top=False)
