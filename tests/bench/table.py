"""What was measured, as a Markdown table."""

from collections.abc import Iterator, Sequence

from tests.bench.figures import Figures, percentile


def table(figures: Figures, sizes: Sequence[str]) -> Iterator[str]:
    """The lines: for each size the median, the 95th percentile and the worst, and a multiple of the yardstick."""
    yield from heading(["p50 / p95 / worst (× the yardstick)", "unit", *sizes])
    for group, what, unit in figures.rows():
        yield row([f"{group}: {what}", unit, *(_cell(figures, group, what, size) for size in sizes)])


def _cell(figures: Figures, group: str, what: str, size: str) -> str:
    values = figures.values(group, what, size) or figures.values(group, what, size, "others")
    if not values:
        return "–"
    shown = dict.fromkeys(number(percentile(values, share)) for share in (0.5, 0.95, 1))
    ratio = figures.ratio(group, what, size)
    return " / ".join(shown) + (f" (× {ratio:.2f})" if ratio is not None else "")


def heading(cells: Sequence[str]) -> Iterator[str]:
    """The first two lines of a table."""
    yield row(cells)
    yield "|---" * len(cells) + "|"


def row(cells: Sequence[str]) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"


def number(value: float) -> str:
    """A number as people read it: three figures."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
