"""Wording packs: the template language, and facts × pack → a publication of sections and blocks."""
