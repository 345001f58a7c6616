"""The API: the same answers as everywhere, as JSON and CSV."""
