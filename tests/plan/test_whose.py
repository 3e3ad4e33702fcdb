"""Who a name means: the one rule for what is whose."""

from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan
from octotui.plan.whose import filled_by, roles_of, whose

PLAN = read_plan(
    {
        "people": {"dana": {"name": "Dana Kim", "roles": ["release-manager"]}, "li": {"name": "李静"}, "ana": "Ana"},
        "roles": [
            {"id": "release-manager", "name": "Release Manager"},
            {"id": "developer", "name": "Developer", "people": ["LI", "Somebody Else"]},
            {"id": "qa", "name": "QA/Testing"},
        ],
    }
)[0]


def test_a_person_is_meant_by_handle_name_or_role_in_any_case():
    dana = whose(PLAN, "dana kim")

    assert all(dana.means(name) for name in ("dana", "Dana Kim", "DANA", "release-manager", "Release Manager", "all"))
    assert not any(dana.means(name) for name in ("", "dan", "developer", "li"))


def test_a_role_is_meant_by_its_id_or_name_and_not_by_its_people():
    role = whose(PLAN, "Release Manager")

    assert role.means("release-manager")
    assert role.means("all")
    assert not role.means("dana")


def test_somebody_the_plan_says_nothing_about_owns_what_has_their_name():
    alice = whose(PLAN, "Alice")

    assert alice.means("alice")
    assert not alice.means("dana")


def test_a_role_is_filled_by_who_has_it_and_by_whom_it_names():
    developer, qa = by_id(PLAN.roles, "developer"), by_id(PLAN.roles, "qa")

    assert filled_by(PLAN, developer) == ("li", "Somebody Else")
    assert filled_by(PLAN, qa) == ()
    assert [role.id for role in roles_of(PLAN, by_id(PLAN.people, "li"))] == ["developer"]


def test_a_role_that_only_a_person_names_counts_all_the_same():
    plan = read_plan({"people": {"ana": {"roles": ["Scribe"]}}})[0]

    assert whose(plan, "ana").role_in("scribe") == "Scribe"
