"""Where a plan lives: text that keeps what people wrote, safe saving, following the disk."""
