"""What a screen shows: a plan at a moment, frozen, with what follows from it worked out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from octotui.plan.attention import Notice, attention
from octotui.plan.audience import REFERENCES
from octotui.plan.base import Entity, fields_of
from octotui.plan.edits import Edit, Edits, Path, value_at
from octotui.plan.kept import Kept
from octotui.plan.plan import Plan
from octotui.plan.turns import FOLLOWS_FROM, Turn, turns
from octotui.plan.waiting import Waiting
from octotui.plan.whose import Whose, whose
from octotui.plan.wording import summarise

if TYPE_CHECKING:
    from octotui.plan.claims import Claim
    from octotui.plan.deltas import Delta, Deltas
    from octotui.plan.shown import Shown
    from octotui.store.baseline import Baseline

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


@dataclass(eq=False)
class Snapshot:
    """A plan at a moment.

    Attributes:
        whole: The plan as it is.
        now: The moment it is looked at, in UTC.
        who: The user's handle.
        since: What it is compared with; None while nothing is marked.
        private: The fields that are withheld, beside what is secret, because others look on; empty withholds nothing.
        before: What was shown until now.
        kept: What was worked out for the plans before, of which most is the same.
    """

    whole: Plan
    now: datetime
    who: str
    since: Baseline | None = None
    private: frozenset[str] = frozenset()
    before: Shown | None = None
    kept: Kept = field(default_factory=Kept)
    _past: dict[int, Shown] = field(default_factory=dict, init=False, repr=False)

    @property
    def plan(self) -> Plan:
        """The plan as it is shown: what is read and told comes from here; edits are made for the whole plan."""
        return self.shown.plan if self.shown else self.whole

    @cached_property
    def shown(self) -> Shown | None:
        """What is shown of the plan where not all of it is; None where it is."""
        if not self.private:
            return None
        from octotui.plan.shown import shown  # what most never ask for is imported when it is

        return shown(self.whole, self.private, before=self.before)

    def entire(self, area: str, thing: E) -> E:
        """A thing as it is: figures are of the whole plan, whoever looks on."""
        there = value_at(self.whole, (area, thing.id)) if self.shown else thing
        return there if isinstance(there, type(thing)) else thing

    @property
    def shown_until_now(self) -> Shown | None:
        """What was shown last, be it of this snapshot or of one before."""
        shown_here: Shown | None = self.__dict__.get("shown")
        return shown_here or self.before

    def past(self, plan: Plan) -> Plan:
        """An earlier plan, as it may be shown now."""
        if self.shown is None:
            return plan
        from octotui.plan.shown import shown

        if id(plan) not in self._past:
            self._past[id(plan)] = shown(plan, self.private, self.shown.hidden, self.shown)
        return self._past[id(plan)].plan

    def told(self, edits: Edits, title: str, old: Plan | None = None) -> str:
        """The title of edits without what is withheld: if they touch that, words for those that do not.

        Args:
            edits: The edits.
            title: What they are called.
            old: The plan from before them: what was secret then is withheld as well.
        """
        if self.shown is None:
            return title
        from octotui.plan.shown import SOMETHING, shown

        looks = (self.shown, *((shown(old, self.private, before=self.shown),) if old else ()))
        seen = tuple(
            edit
            for edit in edits
            if all(look.tells(edit) for look in looks) and any(look.is_there(edit.path) for look in looks)
        )
        if len(seen) < len(edits):
            title = summarise(seen, self.plan) if seen else SOMETHING
        for look in looks:
            title = look.worded(title)
        return title

    def tells(self, edit: Edit) -> bool:
        """Whether the words for an edit say nothing that is withheld."""
        return self.shown is None or (self.shown.tells(edit) and self.shown.is_there(edit.path))

    def worded(self, text: str) -> str:
        """A sentence without the names of what is withheld."""
        return self.shown.worded(text) if self.shown else text

    def withholds(self, path: Path) -> bool:
        """Whether something is withheld, or no more is told than that it is there."""
        return self.shown is not None and self.shown.hides(path)

    def withheld_fields(self, path: Path) -> frozenset[str]:
        """The fields of a thing of which something is withheld: nobody can change what they do not see."""
        if self.shown is None:
            return frozenset()
        whole, seen = value_at(self.whole, path), value_at(self.plan, path)
        names = fields_of(type(whole)) if isinstance(whole, Entity) else ()
        return frozenset(name for name in names if getattr(whole, name) != getattr(seen, name, None))

    def with_withheld(self, field: str, before: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
        """Names as somebody chose them who did not see all: those that are withheld stay."""
        if self.shown is None or field not in REFERENCES:
            return tuple(wanted)
        hidden = [name for name in before if name.casefold() in self.shown.folded]
        there = [name for name in before if name in hidden or name in wanted]
        return (*there, *(name for name in wanted if name not in there)) if hidden else tuple(wanted)

    def following(self, name: object, areas: tuple[str, ...], work: Callable[[], T]) -> T:
        """What follows from these areas and the day; it is worked out again only if one of them is another one."""
        return self.kept.of(name, (self.today, *(getattr(self.plan, area) for area in areas)), work)

    @cached_property
    def waiting(self) -> Waiting:
        """Who waits on whom."""
        return Waiting.of(self.plan, self.kept)

    @cached_property
    def attention(self) -> tuple[Notice, ...]:
        """What needs somebody's attention; nothing does only because something is withheld."""
        found = attention(self.plan, self.now.replace(second=0, microsecond=0), self.kept)
        if self.shown is None:
            return found
        real = {(notice.kind, notice.path) for notice in attention(self.whole, self.now)}
        return tuple(notice for notice in found if (notice.kind, notice.path) in real)

    @cached_property
    def deltas(self) -> Deltas:
        """What became of each thing since then; nothing where it is compared with nothing."""
        if not self.since:
            return {}
        from octotui.plan.deltas import deltas

        return deltas(self.past(self.since.plan), self.plan)

    def delta(self, path: Path) -> Delta | None:
        """What became of a thing or a part of one since then."""
        if not self.since:
            return None
        from octotui.plan.deltas import delta_at

        return delta_at(self.deltas, path, self.plan)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Meetings, checkpoints and messages as they stand today."""
        return self.following(turns, FOLLOWS_FROM, lambda: turns(self.plan, self.today))

    @property
    def today(self) -> date:
        """The day, where the user is."""
        return self.now.astimezone().date()

    @property
    def start(self) -> date | None:
        """The first day of week 1."""
        return self.plan.project.start if self.plan.project else None

    @cached_property
    def me(self) -> Whose:
        """The user, with the roles they fill."""
        return whose(self.plan, self.who)

    @cached_property
    def my_roles(self) -> frozenset[str]:
        """The ids of the roles the user fills."""
        return frozenset(role.id for role in self.plan.roles if self.me.role_in(role.id))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What is to be done, and by whom."""
        from octotui.plan.claims import claims

        return claims(self.plan, self.now, self.today)

    def is_mine(self, owner: str = "", role: str = "") -> bool:
        """Whether something of this owner or role falls to the user."""
        return self.me.means(*(name for name in (owner, role) if name))
