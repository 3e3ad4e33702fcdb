"""What a screen shows: a plan at a moment, frozen, with what follows from it worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from octotui.plan.attention import Notice, attention
from octotui.plan.claims import Claim, claims
from octotui.plan.plan import Plan
from octotui.plan.turns import Turn, turns
from octotui.plan.waiting import Waiting
from octotui.plan.whose import Whose, whose


@dataclass(eq=False)
class Snapshot:
    """A plan at a moment.

    Attributes:
        plan: The plan.
        now: The moment it is looked at, in UTC.
        who: The user's handle.
    """

    plan: Plan
    now: datetime
    who: str

    @cached_property
    def waiting(self) -> Waiting:
        """Who waits on whom."""
        return Waiting(self.plan)

    @cached_property
    def attention(self) -> tuple[Notice, ...]:
        """What needs somebody's attention."""
        return attention(self.plan, self.now)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Meetings, checkpoints and messages as they stand today."""
        return turns(self.plan, self.today)

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
        return claims(self.plan, self.now, self.today)

    def is_mine(self, owner: str = "", role: str = "") -> bool:
        """Whether something of this owner or role falls to the user."""
        return self.me.means(*(name for name in (owner, role) if name))
