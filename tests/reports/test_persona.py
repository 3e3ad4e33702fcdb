"""A role's profile as a prompt."""


def test_the_profile_is_told_to_who_plays_it(reported, sections):
    text = reported("persona", thing="release-manager")

    assert text.startswith("## Persona: Release Manager\n\nYou are the Release Manager of OctoAcme platform hardening.")
    assert "In this team that is Dana Kim." in text
    found = sections("persona", thing="Release Manager")
    assert (
        "- **Mostly:** Project Manager, Developer, QA/Testing, Security Lead and Technical Writer"
        in found["Whom you work with"]
    )
    assert "- Project Manager: Fits windows to milestones" in found["Whom you work with"]
    assert "- Rollback, together with the Developer; beyond you: Project Manager" in found["What you decide"]


def test_a_bare_role_is_a_sentence(reported):
    assert reported("persona", {"roles": [{"name": "Lead"}]}, thing="lead") == "## Persona: Lead\n\nYou are the Lead.\n"
