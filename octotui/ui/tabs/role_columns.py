"""A column for each role, with its name over one or two lines: the matrices of who does what with whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.ui.tabs.decision_story import called_role
from octotui.ui.text import Line, Run, at_most, say, width_of
from octotui.ui.widgets.table import GAP, Column

NAME_LEAST, NAME_MOST, MARK_MOST = 24, 40, 12


class RoleColumns(Frozen):
    """Columns for roles, behind one for what is listed and before others.

    Attributes:
        roles: The names of the roles as the plan has them, in order.
        columns: Their columns.
    """

    roles: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        """So many cells they need."""
        return sum(column.most + GAP for column in self.columns)

    def fits(self, width: int, more: Sequence[Column] = ()) -> bool:
        """Whether there is room for them, a name in front, and other columns behind."""
        return bool(self.roles) and GAP + NAME_LEAST + self.width + sum(one.least + GAP for one in more) <= width

    def cells(self, marks: Iterable[Run]) -> list[Line]:
        """A row's marks, each in the middle of its column."""
        return [
            ((" " * ((column.most - len(mark[0])) // 2), ""), mark)
            for column, mark in zip(self.columns, marks, strict=True)
        ]


def role_columns(plan: Plan, names: Iterable[str]) -> RoleColumns:
    """A column for each name, roles in the plan's order first, whoever is no role behind them."""
    wanted = dict.fromkeys(names)
    known = [role.id for role in plan.roles if role.id in wanted]
    ordered = (*known, *(name for name in wanted if name not in known and name != "all"))
    roles = (*ordered, "all") if "all" in wanted else ordered
    return RoleColumns(roles, tuple(_column(called_role(plan, role)) for role in roles))


def _column(name: str) -> Column:
    lines = [at_most((say(line),), MARK_MOST) for line in _two_lines(name)]
    width = max(map(width_of, lines))
    titles = (" " * ((width - width_of(line)) // 2) + "".join(text for text, _ in line) for line in lines)
    return Column("\n".join(titles), width, width)


def _two_lines(name: str) -> list[str]:
    """A name on one line or two, parted where the longer one is shortest."""
    words = name.split()
    parted = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return [*min(parted, key=lambda two: max(map(len, two)))] if parted else [name or "?"]
