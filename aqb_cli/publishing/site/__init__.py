"""Valid agreements → a folder that any web server can serve: pages, search, open data, catalogue, feed."""
