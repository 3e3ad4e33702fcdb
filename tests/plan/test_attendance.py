"""Who a name means, as people say it."""

from octotui.plan.attendance import called, people_in, spoken
from octotui.plan.reading import read_plan
from octotui.plan.whose import role_named

PLAN, _ = read_plan(
    {
        "people": {"ana": {"name": "Ana Ruiz", "roles": ["PM"]}, "qa": {"name": "Quentin A."}, "li": "Li"},
        "roles": [{"id": "pm", "name": "Project Manager", "people": ["li", "Somebody"]}, {"id": "qa", "name": "QA"}],
    }
)


def test_a_role_is_told_with_those_who_fill_it():
    assert spoken(PLAN, "pm") == "Project Manager (Ana Ruiz, Li, Somebody)"
    assert people_in(PLAN, PLAN.roles[0]) == ("Ana Ruiz", "Li", "Somebody")
    assert called(PLAN, "project manager") == "Project Manager"


def test_a_persons_handle_is_the_person_and_other_words_are_themselves():
    assert spoken(PLAN, "ana") == "Ana Ruiz"
    assert role_named(PLAN, "qa") is None
    assert spoken(PLAN, "qa") == "Quentin A."
    assert spoken(PLAN, "The architect") == called(PLAN, "The architect") == "The architect"
