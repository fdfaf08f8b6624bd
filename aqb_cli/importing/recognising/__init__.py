"""Paragraphs and tables → the facts of an agreement: each module claims what it understands completely;
`unclaimed` reports the rest.
"""
