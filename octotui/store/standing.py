"""How a plan stood on days that are over: what octotui kept and what git has, before what the plan tells itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from octotui.plan.past import as_of
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.since import since_day
from octotui.plan.stood import Standing, Stood, told
from octotui.store.baseline import baseline


def as_kept(path: Path, plan: Plan, now: datetime) -> Standing:
    """How the plan of a file stood at the end of a day; of a day that is not over, how it is.

    Git may be asked, so what comes back is not to be called where nothing must wait.

    Args:
        path: The plan's file.
        plan: The plan as it is.
        now: The moment it is.
    """
    today = now.astimezone().date()

    def stood(day: date) -> Stood:
        return _stood(path, plan, day) if day < today else Stood(plan)

    return cache(stood)


def _stood(path: Path, plan: Plan, day: date) -> Stood:
    try:
        was = baseline(path, plan, since_day(day + timedelta(days=1)))
    except PlanError:  # what was kept of the day cannot be read: the plan itself still tells of it
        return told(plan, day)
    if was.exact:
        return Stood(was.plan)
    if was.commit:
        return Stood(as_of(was.plan, day), f"from commit {was.commit}")
    return told(plan, day)
