from octotui.plan.base import fields_of
from octotui.plan.reading import read_plan
from octotui.reports.thing import as_markdown

PLAN, _ = read_plan(
    {
        "people": {"dana": "Dana Okafor"},
        "batches": [
            {
                "id": "batch-1",
                "name": "Pay [now] *fast*",
                "status": "in-progress",
                "owner": "dana",
                "progress": 40,
                "target": "2026-12-01",
                "blockers": ["batch-2", "e_1"],
                "notes": "two\nlines  `code`\n# no heading",
                "shoe_size": 42,
            }
        ],
        "escalations": [
            {
                "id": "e-1",
                "title": "Down",
                "level": "security",
                "raised": {"by": "dana", "at": "2026-11-18T09:10:00+05:30"},
                "history": [{"at": "2026-11-19T10:00:00Z", "by": "li", "did": "raised"}],
            }
        ],
        "checklists": [{"id": "day", "name": "Day", "items": [{"text": "Deploy", "done": True}, "Watch"]}],
        "milestones": [{"id": "m", "name": "Bare"}],
    }
)


def test_the_heading_is_the_name_and_the_id():
    assert as_markdown(PLAN.milestones[0], PLAN) == "### Bare (m)\n"


def test_each_field_that_says_something_is_a_bullet():
    text = as_markdown(PLAN.batches[0], PLAN)
    for wanted in (
        "- **Status**: in-progress",
        "- **Owner**: Dana Okafor",
        "- **Progress**: 40",
        "- **Target**: 2026-12-01",
        "- **Blockers**: batch-2, e\\_1",
        "- **Shoe size**: 42",
    ):
        assert wanted in text.splitlines()
    assert "Name" not in text


def test_fields_are_in_the_models_order():
    lines = as_markdown(PLAN.batches[0], PLAN).splitlines()[2:]
    names = [line.split("**")[1].lower() for line in lines]
    order = [name for name in fields_of(type(PLAN.batches[0])) if name in names]
    assert names == [*order, "shoe size"]


def test_signs_of_markdown_and_line_breaks_are_text():
    lines = as_markdown(PLAN.batches[0], PLAN).splitlines()
    assert lines[0] == "### Pay \\[now\\] \\*fast\\* (batch-1)"
    assert "- **Notes**: two lines \\`code\\` \\# no heading" in lines
    assert all(line.startswith(("### ", "- **")) or not line for line in lines)


def test_parts_and_lists_of_things_are_told_in_a_line():
    text = as_markdown(PLAN.escalations[0], PLAN)
    assert "- **Raised**: by: Dana Okafor; at: 2026-11-18 03:40 UTC" in text
    assert "- **History**: 2026-11-19 10:00 UTC li raised" in text
    items = as_markdown(PLAN.checklists[0], PLAN)
    assert items.index("Deploy") < items.index("Watch")
