"""What a plan is: models, rules and edits. No disk, no screen, no clock of its own."""
