"""The questions that can be asked of agreements: each a pure function from an inventory to a report."""
