"""Paragraphs and tables → the facts of an agreement."""
