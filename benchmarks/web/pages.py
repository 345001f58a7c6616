"""Every page that people can open, by a short name."""

from __future__ import annotations

from paylens.serve.questions import QUESTIONS

ESTIMATE = "/estimate?role=ML+engineer&country=US&experience=6&level=senior"

PAGES = {
    "home": "/",
    "estimate": ESTIMATE,
    "guess": "/estimate?role=mle&country=Kenya",
    "tables": "/tables",
    "table": "/tables/experience",
    "sources": "/sources",
    "method": "/method",
    "answers": "/answers",
    **{question.name: f"/{question.name}" for question in QUESTIONS},
}
# What went wrong, shown as a page too.
ERRORS = {
    "not_found": ("/nowhere", 404),
    "unknown_word": ("/estimate?role=ML+engineer&country=Atlantis", 422),
    "unknown_table": ("/tables/shoe_size", 404),
    "refused_question": ("/stale?today=soon", 422),
}
