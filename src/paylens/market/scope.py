"""Whose pay is compared and of which years: the names that a build writes and answers read."""

from __future__ import annotations

# Any role, or any country.
ANY = ""
# The article's five roles together, a group of the dimension `role`.
ML_AND_DATA = "ml_and_data"
# Against what a difference is: the average of all compared, or those without the one value.
AVERAGE, WITHOUT = "average", "without"
# Kinds of pay that are a salary: the parts beside base pay are none.
SALARY_KINDS = ("base", "total")
# How many of its latest years speak for a source.
LAST_YEARS = 5
