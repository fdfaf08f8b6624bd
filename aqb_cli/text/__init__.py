"""Texts for people: messages in two languages, German amounts and dates, Markdown, near misses."""
