"""Job 1: files → diagnostics."""
