"""Reports of the sample and of small plans, on the sample's Friday."""

from datetime import date
from functools import cache

import pytest

from octotui.plan.reading import read_plan
from octotui.reports.brief import asked_period
from octotui.reports.catalogue import Wish, kind_named, written
from octotui.store.document import parse
from tests.conftest import SAMPLES

TODAY = date(2026, 11, 20)


@cache
def octoacme():
    return parse((SAMPLES / "octoacme.toml").read_bytes(), "octoacme.toml").plan


@pytest.fixture
def reported():
    """Makes a report: of the sample, or of the data of a plan."""

    def reported(kind, raw=None, *, period=None, **wish):
        plan = octoacme() if raw is None else read_plan(raw)[0]
        days = asked_period(plan, period, TODAY) if period else None
        return written(kind_named(kind), plan, Wish(TODAY, days, **wish))

    return reported


@pytest.fixture
def sections(reported):
    """A report by its headings: the lines below each."""

    def sections(kind, raw=None, **wish):
        found = {}
        for block in reported(kind, raw, **wish).split("\n### ")[1:]:
            title, _, body = block.partition("\n")
            found[title] = [line for line in body.splitlines() if line]
        return found

    return sections
