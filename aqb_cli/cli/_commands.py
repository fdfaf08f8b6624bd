"""The commands, in the order in which `aqb --help` lists them. To add one, write its module and name it here."""

COMMANDS = {
    "validate": "Check agreements and say what is wrong, where, and what to do.",
    "budget": "Add budgets up: totals, shares, averages and changes.",
    "diff": "Say what has changed in agreements, in their own terms.",
    "init": "Make a new collection, with hooks, CI and editor settings.",
    "new": "Begin the agreement of a new year, with what is known.",
    "fmt": "Bring agreement files into one layout.",
    "import": "Import agreements that exist as PDF, Word or text.",
    "list": "List measures by category, agreements, districts or categories.",
    "review": "Compare plan and result, for the review meeting.",
    "schema": "Print the JSON Schema of agreement files.",
    "show": "Show one agreement.",
    "render": "Write agreements as documents to publish: HTML, Markdown, text, PDF, Word.",
    "site": "Write everything published as a folder: pages, search, open data.",
    "wording": "Learn a ministry's wording from a signed document.",
    "rule": "Explain a rule, or list all rules.",
    "completion": "Have a shell complete commands, options and names.",
}
