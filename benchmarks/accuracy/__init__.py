"""How well paylens predicts pay it has not seen, beside other ways on the same rows."""
