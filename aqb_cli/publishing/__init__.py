"""Job 3: valid agreements → documents."""
