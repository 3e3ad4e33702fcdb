"""The open plan: apply, undo, redo, follow the disk, and say what changed.

A change is in memory, and announced, at once; `Session.save` brings it to the disk and may run in a thread.
Listeners are called in the thread that caused the event.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from octotui.plan.base import Entity
from octotui.plan.diff import diff
from octotui.plan.edits import Add, Edit, Edits, Move, Remove, Set, apply, invert, value_at
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem
from octotui.plan.reading import read_entity
from octotui.plan.wording import summarise, word
from octotui.store.document import Document, edited, parse
from octotui.store.files import ChangedOnDisk, read_bytes, save_bytes

Source = Literal["you", "undo", "redo", "disk"]

SAVE_TRIES = 5
TEXTS_KEPT = 20_000_000
"""So many bytes of former texts are kept for undo."""
CHANGED = Problem("error", "somebody changed it since")


@dataclass(frozen=True, slots=True, eq=False)
class PlanChanged:
    """The plan on screen became another: by which edits, and where they came from."""

    old: Plan
    new: Plan
    edits: Edits
    source: Source
    title: str


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything is on disk, and if not, why.

    Attributes:
        state: ``saved``, ``saving``, ``held`` (edits wait for a file that can be written), ``broken`` (the
            file on disk cannot be read; the last good plan is kept).
        problems: The reasons, for ``held`` and ``broken``.
        lost: Edits that no longer fit what is on disk, in words.
    """

    state: Literal["saved", "saving", "held", "broken"]
    problems: tuple[Problem, ...] = ()
    lost: tuple[str, ...] = ()


Event = PlanChanged | SaveState


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the user did: what undo takes back."""

    title: str
    edits: Edits


@dataclass(eq=False)
class _Saved:
    """Two texts and the edits between them: undo brings back the very bytes while nothing else came between."""

    before: bytes
    edits: Edits
    after: bytes


@dataclass(eq=False)
class Session:
    """A plan file that is open.

    Attributes:
        path: The file.
        plan: The plan as it is on screen: what is on disk, and the edits on their way there.
        state: Whether those edits are on disk.
    """

    path: Path
    document: Document
    readonly: bool = False
    plan: Plan = field(init=False)
    state: SaveState = field(init=False, default=SaveState("saved"))

    def __post_init__(self) -> None:
        """Start from the document's plan."""
        self.plan = self.document.plan
        self._pending: Edits = ()
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._texts: list[_Saved] = []
        self._listeners: list[Callable[[Event], None]] = []
        self._guard = threading.RLock()
        self._one_saver = threading.Lock()

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Session:
        """Open a plan file.

        Raises:
            PlanError: The file cannot be read, or what it says cannot be understood.
        """
        return cls(path, parse(read_bytes(path), str(path)), readonly)

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
        """What was done in this session, oldest first."""
        return tuple(self._undo)

    def apply(self, edits: Iterable[Edit], title: str = "") -> PlanChanged:
        """Change the plan by one step that undo takes back whole.

        Args:
            edits: What changes; nothing is changed if one of them does not fit.
            title: What the step is called; left out, the edits in words.

        Raises:
            PlanError: An edit does not fit the plan, or the session is read-only.
        """
        wanted = tuple(edits)
        if self.readonly:
            raise PlanError([Problem("error", "the plan is open for reading only")])
        with self._guard:
            step = Step(title or summarise(wanted, self.plan), wanted)
            change = self._change(wanted, "you", step.title)
            self._undo.append(step)
            self._redo.clear()
        self._announce(change)
        return change

    def undo(self) -> tuple[PlanChanged | None, tuple[str, ...]]:
        """Take back the last step, but for what somebody changed since.

        Returns:
            The change, or None if there was nothing to take back; and what was left as it is, in words.
        """
        return self._go(self._undo, self._redo, "undo")

    def redo(self) -> tuple[PlanChanged | None, tuple[str, ...]]:
        """Do again what undo took back; returns as `undo` does."""
        return self._go(self._redo, self._undo, "redo")

    def save(self) -> SaveState:
        """Bring every edit to the disk; on return it is there, or the state says why not.

        If the file changed meanwhile, its changes are taken in first, and the edits that still fit go on top.
        """
        with self._one_saver:
            lost: list[str] = []
            try:
                for _ in range(SAVE_TRIES):
                    if not self._pending:
                        return self._set_state(SaveState("saved", lost=tuple(lost)))
                    try:
                        self._write()
                    except ChangedOnDisk as changed:
                        lost += self._take_in(parse(changed.current, str(self.path)))
            except PlanError as error:
                return self._set_state(SaveState("held", error.problems, tuple(lost)))
            if not self._pending:
                return self._set_state(SaveState("saved", lost=tuple(lost)))
            busy = Problem("error", f"{self.path} keeps changing", "it is tried again with the next edit", passing=True)
            return self._set_state(SaveState("held", (busy,), tuple(lost)))

    def follow(self, *, patient: bool = False) -> SaveState:
        """Look at the disk and take in what changed there; a broken file never replaces the plan.

        Args:
            patient: Whether a broken file is to be told to nobody yet: somebody may still be writing it.
        """
        with self._one_saver:
            try:
                data = read_bytes(self.path)
                if data == self.document.to_bytes():
                    return self._set_state(self.state if self.state.state != "broken" else self._well())
                lost = self._take_in(parse(data, str(self.path)))
            except PlanError as error:
                broken = SaveState("broken", error.problems)
                return broken if patient else self._set_state(broken)
            return self._set_state(self._well(lost))

    def _well(self, lost: Iterable[str] = ()) -> SaveState:
        """The state while nothing is in the way."""
        return SaveState("saving" if self._pending else "saved", lost=tuple(lost))

    def _change(self, edits: Edits, source: Source, title: str) -> PlanChanged:
        old = self.plan
        self.plan = apply(old, edits)
        self._pending += edits
        self.state = replace(self.state, state="saving") if self.state.state == "saved" else self.state
        return PlanChanged(old, self.plan, edits, source, title)

    def _go(
        self, from_steps: list[Step], to_steps: list[Step], source: Literal["undo", "redo"]
    ) -> tuple[PlanChanged | None, tuple[str, ...]]:
        with self._guard:
            if not from_steps or self.readonly:
                return None, ()
            step = from_steps.pop()
            fitting, left = fit(self.plan, invert(step.edits))
            if not fitting:
                return None, left
            to_steps.append(Step(step.title, fitting))
            change = self._change(fitting, source, step.title)
        self._announce(change)
        return change, left

    def _write(self) -> None:
        with self._guard:
            pending, before = self._pending, self.document
        after = before
        if wanted := without_detours(pending):
            there = before.to_bytes()
            text = self._text_before(wanted, there)
            after = edited(before, wanted) if text is None else parse(text, before.name)
            save_bytes(self.path, new := after.to_bytes(), there)
            self._texts.append(_Saved(there, wanted, new))
        with self._guard:
            self.document = after
            self._pending = self._pending[len(pending) :]
        while sum(len(saved.before) for saved in self._texts) > TEXTS_KEPT:
            del self._texts[0]

    def _text_before(self, edits: Edits, there: bytes) -> bytes | None:
        """The text from before the edits that these take back, if the file is still what they made of it."""
        for saved in reversed(self._texts):
            if invert(saved.edits) == edits and saved.after == there:
                return saved.before
        return None

    def _take_in(self, document: Document) -> list[str]:
        """Make another text the base: its changes are announced, and the edits on their way go on top."""
        with self._guard:
            old = self.plan
            theirs = diff(self.document.plan, document.plan)
            self._pending, left = fit(document.plan, self._pending)
            self.document = document
            self.plan = apply(document.plan, self._pending)
            change = PlanChanged(old, self.plan, theirs, "disk", summarise(theirs, self.plan) if theirs else "")
        if theirs:
            self._announce(change)
        return list(left)

    def _set_state(self, state: SaveState) -> SaveState:
        self.state = state
        self._announce(state)
        return state

    def _announce(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)


def without_detours(edits: Edits) -> Edits:
    """Edits without those that the next one takes back: what cannot be written is no longer in the way once undone."""
    kept: list[Edit] = []
    for edit in edits:
        if kept and invert((edit,)) == (kept[-1],):
            kept.pop()
        else:
            kept.append(edit)
    return tuple(kept)


def fit(plan: Plan, edits: Edits) -> tuple[Edits, tuple[str, ...]]:
    """Split edits into those that still fit the plan, made to fit, and the rest in words."""
    fitting: list[Edit] = []
    left: list[str] = []
    for edit in edits:
        try:
            fitted = _fitted(plan, edit)
            plan = apply(plan, [fitted])
        except PlanError:
            left.append(word(edit, plan))
        else:
            fitting.append(fitted)
    return tuple(fitting), tuple(left)


def _fitted(plan: Plan, edit: Edit) -> Edit:
    """The edit for this plan; whether its path leads somewhere is for `apply` to say.

    Raises:
        PlanError: Somebody changed what it builds on.
    """
    match edit:
        case Set(path, old, _):
            if value_at(apply(plan, [Set(path, None, old)]), path) != value_at(plan, path):
                raise PlanError([CHANGED])
            return edit
        case Remove(path, value, _):
            there = value_at(plan, path)
            if not isinstance(there, Entity) or read_entity(type(there), value, there.id) != there:
                raise PlanError([CHANGED])
            return edit
        case Add(path, value, after):
            return Add(path, value, _present(plan, path, after))
        case Move(path, was_after, after):
            return Move(path, was_after, _present(plan, path, after))


def _present(plan: Plan, path: tuple[str, ...], after: str | None) -> str | None:
    """The neighbour to put a thing behind: the wanted one, else the last there is."""
    if after is None or value_at(plan, (*path[:-1], after)) is not None:
        return after
    siblings = value_at(plan, path[:-1]) or ()
    return siblings[-1].id if siblings else None
