"""Job 2: valid agreements → tables and charts."""
