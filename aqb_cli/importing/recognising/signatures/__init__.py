"""Who signed an agreement, where and when."""
