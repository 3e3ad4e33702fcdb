"""What every report is made of."""

from octotui.reports.report import Report, Section, point, points, task


def test_a_section_that_says_nothing_is_left_out_and_empty_lines_too():
    report = Report("T", ("", "Lead."), (Section.of("Empty", "", []), Section.of("Full", "", ["- a"])))

    assert report.markdown == "## T\n\nLead.\n\n### Full\n\n- a\n"


def test_points_stand_close_and_paragraphs_apart():
    section = Section.of("S", "Text.", points(["a", "b"]), point("below", 1), task("c", done=True), "1. first", "More.")

    assert Report("T", (), (section,)).markdown.split("### S\n\n")[1] == (
        "Text.\n\n- a\n- b\n  - below\n- [x] c\n1. first\n\nMore.\n"
    )
