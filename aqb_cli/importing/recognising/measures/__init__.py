"""The measures of an agreement, in lists and tables under the headings of their categories."""
