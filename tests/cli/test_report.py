"""``octotui report``: which report, of what, of when, and where it goes."""

import os

import pytest

from octotui.reports.catalogue import REPORTS


def test_without_a_name_it_says_which_reports_there_are(run):
    ran = run("report")

    assert ran.status == 0
    assert [line.split()[0] for line in ran.out.splitlines()[1:]] == [kind.id for kind in REPORTS]


def test_a_report_goes_to_standard_output_and_is_as_of_the_day_asked_for(run, plan):
    ran = run("report", "weekly")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("## Weekly Progress Report - Week 3 (16–22 November 2026)\n")
    assert "as of 5 Nov 2026 (week 1)" in run("report", "team", "--date", "2026-11-05").out


def test_the_days_may_be_said(run, plan):
    assert "- Week 2 (9–15 November 2026)\n" in run("report", "team", "--period", "Week 2").out
    assert "- October 2026\n" in run("report", "executive", "--period", "2026-10").out
    assert "- 9–20 November 2026\n" in run("report", "risks", "--since", "2026-11-09").out


def test_explain_numbers_the_figures_and_tells_how_they_were_made(run, plan):
    out = run("report", "team", "--explain").out

    assert "[1]" in out
    assert "### How these figures were made" in out


def test_what_is_not_for_stakeholders_is_left_out(run, plan):
    plan.write_text(plan.read_text() + '\n[[risks]]\ntitle = "Quiet"\ninternal = true\n')

    assert "Quiet" in run("report", "risks").out
    assert "Quiet" not in run("report", "risks", "--audience", "stakeholder").out
    assert run("validate").err == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["weeky"], 'octotui: no report "weeky"; did you mean "weekly"?'),
        (["weekly", "Week", "5"], "octotui: weekly is about the whole plan, not about Week 5"),
        (["team", "--period", "soon"], 'octotui: --period "soon": write "Week 5", 2026-W47'),
        (["team", "--since", "2026-12-24"], "octotui: --since: 2026-12-24 is after 2026-11-20"),
        (["team", "--since", "2026-11-01", "--period", "week"], "octotui: --period and --since both say which days"),
        (["change", "c-1"], "octotui: there is no change in the plan to report on"),
        (["persona", "--period", "week"], "octotui: persona is about no period"),
        (["release", "9"], "octotui: there is no release in the plan to report on"),
        (["team", "--audience", "all"], "octotui: Invalid value for '--audience'"),
    ],
)
def test_what_cannot_be_is_one_clear_line(run, plan, words, said):
    ran = run("report", *words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert len(ran.err.replace('Try "octotui report --help".\n', "").splitlines()) == 1


def test_an_unknown_thing_is_told_with_the_nearest(run, plan):
    plan.write_text(plan.read_text() + '\n[[roles]]\nname = "Release Manager"\n')

    assert run("report", "persona", "release", "manager").out.startswith("## Persona: Release Manager\n")
    assert 'did you mean "release-manager"' in run("report", "persona", "relase-manager").err


def test_a_file_is_written_once_and_over_only_by_force(run, plan):
    assert run("report", "team", "--output", "team.md").err == "wrote team.md\n"
    written = (plan.parent / "team.md").read_text()
    assert written == run("report", "team").out

    (plan.parent / "team.md").write_text("mine")
    ran = run("report", "team", "-o", "team.md")
    assert (ran.status, ran.err) == (2, "octotui: team.md is there already; --force writes over it\n")
    assert (plan.parent / "team.md").read_text() == "mine"

    assert run("report", "team", "-o", "team.md", "--force").status == 0
    assert (plan.parent / "team.md").read_text() == written


def test_the_plan_is_never_written_over(run, plan):
    before = plan.read_bytes()
    os.link(plan, plan.parent / "link.md")

    for name in (plan.name, "link.md"):
        assert run("report", "team", "-o", name, "--force").err.startswith(f"octotui: {name} is the plan itself")
    assert plan.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(run, plan):
    ran = run("report", "team", "-o", "no/team.md")

    assert (ran.status, ran.err) == (2, "octotui: no/team.md: No such file or directory\n")


def test_a_period_to_come_says_that_it_has_not_begun(run, plan):
    assert "This period has not begun yet" in run("report", "team", "--period", "2026-W49").out
    assert "This period has not begun yet" in run("overview", "--period", "2026-W49").out
    assert "not begun" not in run("report", "team").out


def test_this_week_so_far_has_what_was_said_of_it(run, plan):
    weeks = [("Week 2", "Pool live", "Old goal"), ("Week 3", "Image built", "New goal")]
    told = [f'[[weeks]]\nweek = "{week}"\ncompleted = ["{did}"]\ngoals = ["{goal}"]\n' for week, did, goal in weeks]
    plan.write_text(plan.read_text() + "\n" + "".join(told))

    this_week, both = (run("report", "weekly", "--since", day).out for day in ("2026-11-16", "2026-11-09"))

    assert "Image built" in this_week
    assert "Pool live" not in this_week
    assert "New goal" in both
    assert "Old goal" not in both
