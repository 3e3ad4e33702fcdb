"""What the figures should be, and whether they are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.figures import Figures, percentile
from tests.bench.table import heading, number, row

Statistic = Callable[[Figures, str, str, str], float | None]


def p95(figures: Figures, group: str, what: str, size: str) -> float | None:
    """The 95th percentile."""
    values = figures.values(group, what, size)
    return percentile(values, 0.95) if values else None


@dataclass(frozen=True)
class Target:
    """Figures that should not be above a limit."""

    says: str
    unit: str
    statistic: Statistic
    group: str
    whats: tuple[str, ...]
    limits: dict[str, float]

    def reached(self, figures: Figures, size: str) -> str:
        """The worst of the figures, and whether it is good enough."""
        each = [self.statistic(figures, self.group, what, size) for what in self.whats]
        known = [value for value in each if value is not None]
        if not known:
            return "–"
        worst, limit = max(known), self.limits[size]
        return f"{'reached' if worst <= limit else '**not reached**'}: {number(worst)} {self.unit}, at most {limit:g}"


def _limits(sample: float, thousand: float, ten_thousand: float) -> dict[str, float]:
    return {"sample": sample, "1000": thousand, "10000": ten_thousand}


BARE, NODE, RATIO = "× bare", "× node", Figures.ratio
AT_ONCE: Final = ("move", "move, scrolling", "tick", "status")
TABS: Final = ("tab, first time", "tab, again")
CALLED: Final = ("dashboard", "update ID progress=N", "validate", "gate")
TARGETS: Final = (
    Target("start to first useful frame", BARE, RATIO, "start", ("first useful frame",), _limits(1.3, 1.0, 0.35)),
    Target("key to screen, p95", "ms", p95, "keys", AT_ONCE, _limits(8, 12, 12)),
    Target("a page down, p95", "ms", p95, "keys", ("page down",), _limits(16, 25, 25)),
    Target("tab switch, p95", "ms", p95, "keys", TABS, _limits(40, 60, 80)),
    Target("edit to durable file, p95", "ms", p95, "disk", ("edit to file",), _limits(20, 40, 150)),
    Target("change on disk to screen, p95", "ms", p95, "disk", ("change to screen",), _limits(50, 80, 300)),
    Target("memory", BARE, RATIO, "memory", ("Rss",), _limits(1.5, 1.5, 2.5)),
    Target("idle for 10 s, written", "bytes", p95, "idle", ("written in 10 s",), _limits(0, 0, 0)),
    Target("idle for 10 s, processor", "ms", p95, "idle", ("processor in 10 s",), _limits(40, 40, 40)),
    Target("dashboard, update, validate, gate", NODE, RATIO, "calls", CALLED, _limits(2, 4, 20)),
)


def targets(figures: Figures, sizes: Sequence[str]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield from heading(["target", *sizes])
    for target in TARGETS:
        yield row([target.says, *(target.reached(figures, size) for size in sizes)])
