"""What a plan says: a plan in, Markdown out, one file for each report."""
