"""How many answers a second the server gives, and what serving adds to the model's own time."""
