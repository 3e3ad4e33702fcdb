"""Reports of the sample, whole, as people post them.

To renew them after a change, look at the difference, then: ``OCTOTUI_RENEW=1 pytest tests/reports/test_golden.py``.
"""

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
REPORTS = ["weekly", "team", "executive", "stakeholder", "risks", "change c-4"]


def check_golden(name, text):
    """Compare a text with the one that is kept."""
    path = GOLDEN / f"{name}.md"
    if os.environ.get("OCTOTUI_RENEW"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_reads_as_it_did(reported, name):
    kind, _, thing = name.partition(" ")
    check_golden(name.replace(" ", "-"), reported(kind, thing=thing))
