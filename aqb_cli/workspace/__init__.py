"""Where the collection lies on the disk: folders, settings, git, and files that are written whole or not at all."""
