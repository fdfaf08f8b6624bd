"""Paragraphs and tables → facts: each module claims what it understands completely; `unclaimed` reports the rest."""
