from octotui.plan.load import loads, over_loaded
from octotui.plan.reading import read_plan


def test_too_many_batches_in_hand_are_too_much_sooner_for_who_is_there_in_part():
    def batches(owner, count):
        return [{"name": f"{owner} {number}", "owner": owner, "status": "in-progress"} for number in range(count)]

    plan = read_plan(
        {
            "people": {"ana": "Ana Ruiz", "noor": {"capacity": 50}, "li": "Li"},
            "batches": [
                *batches("Ana Ruiz", 3),
                *batches("noor", 2),
                {"name": "Later", "owner": "ana", "status": "queued"},
            ],
        }
    )[0]

    assert {handle: (load.batches, load.is_over) for handle, load in loads(plan).items()} == {
        "ana": (3, False),
        "noor": (2, True),
        "li": (0, False),
    }
    assert over_loaded(plan, ["ana", "noor", "nobody"]) == ["noor"]
