"""The page and the API from one process: views of the market's typed answers."""
