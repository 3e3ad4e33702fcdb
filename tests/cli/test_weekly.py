"""``octotui weekly``: which weeks it takes."""

import pytest

from tests.conftest import SAMPLES

SAMPLE = SAMPLES / "octoacme.toml"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("foo", 'octotui: "foo": it is no week of the project; write "Week 3"'),
        ("Week 0", 'octotui: "Week 0": it is no week of the project; write "Week 3"'),
        ("Week 99", 'octotui: "Week 99": the project ends in week 10'),
    ],
)
def test_what_is_no_week_of_the_project_is_refused_in_one_line(run, label, said):
    ran = run("weekly", label, "-p", SAMPLE)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == said


def test_a_week_that_is_over_is_told_as_it_was(run):
    out = run("weekly", "Week 4", "-p", SAMPLE, "--date", "2026-11-20").out

    assert "As of 15 Nov, as far as the plan tells" in out
    assert "Partner API down" not in out
