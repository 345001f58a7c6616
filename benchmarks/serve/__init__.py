"""Load: what the server adds to the model, how latency spreads, and whether memory grows."""
