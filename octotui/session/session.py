"""The open plan: apply, undo, redo, follow the disk, and say what changed.

A change is in memory, and announced, at once; `Session.save` brings it to the disk and may run in a thread.
Listeners are called in the thread that caused the event.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, get_args

from octotui.plan.diff import diff
from octotui.plan.disputes import Dispute, Why, latest, parts_of, stand, still_open, wanted_by
from octotui.plan.edits import Edit, Edits, apply, invert
from octotui.plan.fitting import edits_of, fit, put_back, without_detours
from octotui.plan.frozen import replace
from octotui.plan.ground import grounds_of
from octotui.plan.merge import Conflict, merge
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem
from octotui.plan.wording import summarise
from octotui.session.events import Disputed, Event, PlanChanged, SaveState, Source, Step
from octotui.session.texts import FormerTexts
from octotui.store.document import Document, parse
from octotui.store.files import ChangedOnDisk
from octotui.store.held import Held, adopt, leave
from octotui.store.journal import Entry
from octotui.store.saving import PlanFile
from octotui.store.state import digest

SAVE_TRIES: Final = 5


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(eq=False)
class Session:
    """A plan file that is open.

    Attributes:
        path: The file.
        readonly: Whether edits are refused.
        who: Whose edits they are.
        clock: Tells the time, in UTC.
        keeps: Which disputes are kept on disk for the next start; the others are told to the caller only.
        plan: The plan as it is on screen: what is on disk, and the edits on their way there.
        state: Whether those edits are on disk.
        disputes: Changes that are not in the plan until the user says so.
    """

    path: Path
    document: Document
    readonly: bool = False
    who: str = ""
    clock: Callable[[], datetime] = _now
    keeps: Collection[Why] = get_args(Why)
    plan: Plan = field(init=False)
    state: SaveState = field(init=False, default=SaveState("saved"))
    disputes: tuple[Dispute, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Start from the document's plan."""
        self.plan = self.document.plan
        self._file = PlanFile(self.path)
        self._held = Held(self.path)
        self._pending: Edits = ()
        self._touched = self.clock()
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._texts = FormerTexts()
        self._listeners: list[Callable[[Event], None]] = []
        self._guard = threading.RLock()
        self._one_saver = threading.Lock()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        readonly: bool = False,
        who: str = "",
        clock: Callable[[], datetime] = _now,
        keeps: Collection[Why] = get_args(Why),
    ) -> Session:
        """Open a plan file; see the attributes.

        Raises:
            PlanError: The file cannot be read, or what it says cannot be understood.
        """
        return cls(path, parse(PlanFile(path).read(b""), str(path)), readonly, who, clock, keeps)

    def recover(self) -> None:
        """Look what earlier sessions could not save, and what somebody has saved over since; both become disputes.

        Raises:
            PlanError: There is no room to keep it.
        """
        if not self.readonly:
            self._dispute(adopt(self.path, self._held))
            self._notice(self.document)

    def close(self) -> None:
        """Let go of the plan; what is not in it is left for the next start."""
        self._held.close()

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Call the listener on every event from now on."""
        self._listeners.append(listener)

    @property
    def undo_title(self) -> str | None:
        """What undo would take back."""
        return self._undo[-1].title if self._undo else None

    @property
    def redo_title(self) -> str | None:
        """What redo would do again."""
        return self._redo[-1].title if self._redo else None

    @property
    def unsaved(self) -> int:
        """How many edits are not on disk."""
        return len(self._pending)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done in this session and can be taken back, oldest first."""
        return tuple(self._undo)

    def apply(self, edits: Iterable[Edit], title: str = "", made_for: Plan | None = None) -> PlanChanged | None:
        """Change the plan by one step that undo takes back whole.

        Args:
            edits: What changes; nothing is changed if one of them does not fit.
            title: What the step is called; left out, the edits in words.
            made_for: An earlier plan that the edits were made for; what others did since is merged with them, and
                what both changed becomes a dispute.

        Returns:
            The change; None if nothing is left of it.

        Raises:
            PlanError: An edit does not fit the plan, or the session is read-only.
        """
        wanted = tuple(edits)
        if self.readonly:
            raise PlanError([Problem("error", "the plan is open for reading only")])
        change: PlanChanged | None = None
        conflicts: tuple[Conflict, ...] = ()
        with self._guard:
            self._touched = self.clock()
            base = ours = made_for or self.plan
            if base is not self.plan:
                ours = apply(base, wanted)
                merged = merge(base, self.plan, ours)
                wanted, conflicts = diff(self.plan, merged.plan), merged.conflicts
            if wanted:
                step = Step(title or summarise(wanted, self.plan), wanted, self._touched)
                change = self._change(wanted, "you", step.title)
                self._undo.append(step)
                self._redo.clear()
        if change:
            self._announce(change)
        self._dispute(self._conflicting(conflicts, base, ours))
        return change

    def undo(self, step: Step | None = None) -> tuple[PlanChanged | None, tuple[str, ...]]:
        """Take back a step, but for what somebody changed since.

        Args:
            step: One of `steps`; left out, the last.

        Returns:
            The change, or None if there was nothing to take back; and what was left as it is, in words.
        """
        return self._go(self._undo, self._redo, "undo", step)

    def redo(self) -> tuple[PlanChanged | None, tuple[str, ...]]:
        """Do again what undo took back; returns as `undo` does."""
        return self._go(self._redo, self._undo, "redo")

    def settle(
        self, *disputes: Dispute, insist: bool, shown: Plan | None = None
    ) -> tuple[PlanChanged | None, tuple[str, ...]]:
        """Say which side of disputes holds; undo takes that back in one step.

        Args:
            disputes: Some of `disputes`; another one is none any more, and left alone.
            insist: Whether the changes that are not in the plan are to come in; else the plan stays as it is.
            shown: The plan that was chosen by. What it says otherwise than the plan that is there now stays disputed.

        Returns:
            The change, if there is one; and what can no longer be, in words.

        Raises:
            PlanError: The session is read-only, or there is no room to keep the other disputes.
        """
        change: PlanChanged | None = None
        with self._guard:
            seen = shown or self.plan
            settled = [one for one in disputes if one in self.disputes and stand(seen, one) == stand(self.plan, one)]
            wanted, left = wanted_by(self.plan, settled)
            if insist and wanted:
                change = self.apply(wanted)
            elif wanted and not self.readonly:
                theirs = f"kept what is on disk, not {summarise(wanted, self.plan)}"
                self._undo.append(Step(theirs, invert(wanted), self.clock()))
                self._redo.clear()
            self.disputes = tuple(one for one in self.disputes if one not in settled)
            if change is None:  # else it is kept until the change is saved
                self._keep_held()
        self._announce(Disputed(()))
        return change, left if insist else ()

    def save(self) -> SaveState:
        """Bring every edit to the disk; on return it is there, or the state says why not.

        If the file changed meanwhile, its changes are merged in first. Where both changed the same, the disk's
        side stays and the edit becomes a dispute.
        """
        with self._one_saver:
            try:
                self._save()
            except PlanError as error:
                return self._rest(SaveState("held", error.problems))
            if not self._pending:
                return self._rest(SaveState("saved"))
            busy = Problem("error", f"{self.path} keeps changing", "it is tried again in a moment", passing=True)
            return self._rest(SaveState("held", (busy,)))

    def follow(self, *, patient: bool = False) -> SaveState:
        """Look at the disk and take in what changed there; a broken file never replaces the plan.

        Args:
            patient: Whether a broken file is to be told to nobody yet: somebody may still be writing it.
        """
        with self._one_saver:
            known = self.document.to_bytes()
            try:
                data = self._file.read(known)
                if data != known:
                    self._take_in(parse(data, str(self.path), self.document))
                elif self.state.state != "broken":
                    return self._set_state(self.state)
            except PlanError as error:
                state = SaveState("held" if self._pending else "broken", (*error.problems, *self._keep_if_gone(known)))
                return state if patient else self._set_state(state)
            return self._set_state(SaveState("saving" if self._pending else "saved"))

    def _keep_if_gone(self, known: bytes) -> tuple[Problem, ...]:
        """Keep the last text as a backup if the file is gone; why it could not be, if it could not."""
        try:
            if not self.path.exists():
                self._file.keep(known, self.clock())
        except PlanError as error:
            return error.problems
        return ()

    def _change(self, edits: Edits, source: Source, title: str) -> PlanChanged:
        old = self.plan
        self.plan = apply(old, edits)
        self._pending += edits
        self._touched = self.clock()
        self.state = replace(self.state, state="saving") if self.state.state == "saved" else self.state
        return PlanChanged(old, self.plan, edits, source, title)

    def _go(
        self, from_steps: list[Step], to_steps: list[Step], source: Literal["undo", "redo"], step: Step | None = None
    ) -> tuple[PlanChanged | None, tuple[str, ...]]:
        with self._guard:
            if not from_steps or self.readonly:
                return None, ()
            step = step or from_steps[-1]
            from_steps.remove(step)
            fitting, left = fit(self.plan, invert(step.edits))
            if not fitting:
                return None, left
            to_steps.append(replace(step, edits=fitting))
            change = self._change(fitting, source, step.title)
        self._announce(change)
        self._dispute(())
        return change, left

    def _save(self) -> None:
        """Write what is pending. Once somebody was faster, nobody else that takes the lock may be so again."""
        with contextlib.ExitStack() as stack:
            for _ in range(SAVE_TRIES):
                if not self._pending:
                    return
                try:
                    self._write()
                except ChangedOnDisk as changed:
                    self._take_in(parse(changed.current, str(self.path), self.document))
                    stack.enter_context(self._file.alone())

    def _write(self) -> None:
        with self._guard:
            pending, before = self._pending, self.document
        after = before
        if wanted := without_detours(pending):
            there = before.to_bytes()
            after = self._texts.edited(before, wanted)
            new = after.to_bytes()
            try:
                self._file.save(new, there, Entry(self.clock(), self.who, wanted, digest(there), digest(new)))
            finally:
                self._notice_unsettled(before.plan)
            self._texts.note(there, wanted, new)
        with self._guard:
            self.document = after
            self._pending = self._pending[len(pending) :]

    def _take_in(self, document: Document) -> None:
        """Make another text the base: its changes are announced, and the edits on their way are merged with them.

        Raises:
            PlanError: There is no room to note that somebody else's content was seen.
        """
        with self._guard:
            old, base, ours = self.plan, self.document, self._pending
            merged = merge(base.plan, document.plan, old) if ours else None
            self.plan = merged.plan if merged else document.plan
            self._pending = diff(document.plan, self.plan)
            self.document = document
            new = self.plan
        by = ", ".join(self._file.authors(base.to_bytes(), document.to_bytes()))
        if edits := diff(old, new):
            self._announce(PlanChanged(old, new, edits, "disk", summarise(edits, new), by))
        self._dispute(self._conflicting(merged.conflicts if merged else (), base.plan, old))
        self._notice(document)
        self._dispute(adopt(self.path, self._held, self.who))

    def _notice(self, document: Document) -> None:
        """See whether the file is octotui's own work; where it is not, earlier saves may have been undone by it."""
        self._file.compare(document.to_bytes())
        self._notice_unsettled(document.plan)

    def _notice_unsettled(self, plan: Plan) -> None:
        """Offer what was saved over to those whose change it was."""
        entries = self._file.unsettled()
        made_by = {edit.path: entry for entry in entries for edit in entry.edits}
        gone = put_back(plan, (edit for entry in entries for edit in entry.edits))
        found = [
            replace(part, who=made_by[part.edits[0].path].who, at=made_by[part.edits[0].path].at)
            for part in parts_of(plan, self._disputed("over", gone, plan))
        ]
        leave(self.path, [dispute for dispute in found if dispute.who != self.who])
        self._dispute(dispute for dispute in found if dispute.who == self.who)

    def _conflicting(self, conflicts: Sequence[Conflict], base: Plan, ours: Plan) -> Iterator[Dispute]:
        """What came to nothing of the edits that made one plan of another, because others had changed the same."""
        done = diff(base, ours) if conflicts else ()
        for conflict in conflicts:
            yield self._disputed("both", edits_of(conflict, done), base)

    def _disputed(self, why: Why, edits: Edits, made_on: Plan) -> Dispute:
        return Dispute(why, edits, self.who, self._touched, grounds_of(made_on, edits))

    def _dispute(self, disputes: Iterable[Dispute]) -> None:
        """Let the user choose, but for what the plan says already; of one field the latest change is the one."""
        with self._guard:
            before = self.disputes
            self.disputes = still_open(self.plan, latest(self.plan, (*before, *disputes)))
            new = tuple(dispute for dispute in self.disputes if dispute not in before)
        if self.disputes != before:
            self._announce(Disputed(new))

    def _keep_held(self) -> None:
        """Keep on disk what is in no plan: disputes, and edits that wait for a file that can be written.

        Raises:
            PlanError: There is no room for it.
        """
        waiting = (self._disputed("unsaved", self._pending, self.document.plan),) if self._pending else ()
        self._held.keep([dispute for dispute in (*self.disputes, *waiting) if dispute.why in self.keeps])

    def _rest(self, state: SaveState) -> SaveState:
        """End a save: what it could not bring to the plan is kept, and the state is announced."""
        with self._guard:
            try:
                self._keep_held()
            except PlanError as error:
                state = replace(state, problems=(*state.problems, *error.problems), kept=False)
        return self._set_state(state)

    def _set_state(self, state: SaveState) -> SaveState:
        self.state = state
        self._announce(state)
        return state

    def _announce(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)
