"""What stands on the pages of a document, and where: lines, paragraphs, lists, tables; nothing of what it means."""
