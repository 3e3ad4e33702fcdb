"""The stakeholder report."""


def test_each_initiative_has_progress_quality_issues_and_next_steps(sections):
    found = sections("stakeholder")["A release every week"]

    assert found[0] == "Tuesday deploys become dull. Customers get a fix in 7 days instead of 31."
    assert "- **Progress:** 90% complete, led by Ana Ruiz" in found
    assert "  - Infrastructure: 3 of 5 quality gates passed; open are Smoke tests and Manual QA" in found
    assert any(line.startswith("  - Partner API down since Tuesday – level 2") for line in found)


def test_what_is_asked_of_them_is_named_with_name_and_day(sections):
    assert sections("stakeholder")["What we ask of you"][0] == (
        "- Mara Voss: decide on “Give batch 3 one more week” (the later end), by 25 Nov; "
        "resources: none, but Ngọc stays until Christmas"
    )


def test_nothing_of_the_security_escalation_is_told_whoever_reads_it(reported):
    raw = {
        "initiatives": {"i": {"name": "I", "batches": ["b"]}},
        "batches": [{"id": "b", "name": "B"}],
        "escalations": [{"title": "Leak", "level": "security", "blocks": ["b"]}],
    }

    assert "Leak" not in reported("stakeholder", raw)
    team = reported("stakeholder", raw, audience="team")
    assert "Leak" not in team
    assert "Security escalation leak (details withheld)" in team


def test_without_initiatives_the_batches_are_told(sections):
    assert sections("stakeholder", {"batches": [{"id": "b", "name": "B", "progress": 30}]})["Batches"] == ["- B: 30%"]
