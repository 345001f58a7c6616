"""Small invented files in each publisher's layout. No row of any real file is in here.

One module per source. Its `write_<source>` writes the rows that a test gives it; its `write_world`
writes the source's part of a seeded, plausible world.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from publishers.ai_jobs import AI_JOB as AI_JOB
from publishers.ai_jobs import write_ai_jobs as write_ai_jobs
from publishers.ai_postings import POSTING as POSTING
from publishers.ai_postings import write_ai_postings as write_ai_postings
from publishers.ask_a_manager import ASK_A_MANAGER as ASK_A_MANAGER
from publishers.ask_a_manager import write_ask_a_manager as write_ask_a_manager
from publishers.bls_oews import OCCUPATION as OCCUPATION
from publishers.bls_oews import WAGE_COLUMNS as WAGE_COLUMNS
from publishers.bls_oews import write_bls_oews as write_bls_oews
from publishers.bls_oews import write_new_york_wages as write_new_york_wages
from publishers.bls_oews import write_washington_wages as write_washington_wages
from publishers.data_jobs import ADVERT as ADVERT
from publishers.data_jobs import write_data_jobs as write_data_jobs
from publishers.files import write_workbook as write_workbook
from publishers.files import zipped as zipped
from publishers.h1b_lca import FILING as FILING
from publishers.h1b_lca import write_h1b_lca as write_h1b_lca
from publishers.kaggle_survey import QUESTIONS as QUESTIONS
from publishers.kaggle_survey import kaggle_bracket as kaggle_bracket
from publishers.kaggle_survey import write_kaggle_survey as write_kaggle_survey
from publishers.kaggle_survey_2017 import RATES_2017 as RATES_2017
from publishers.kaggle_survey_2017 import write_kaggle_survey_2017 as write_kaggle_survey_2017
from publishers.levels_fyi import LEVELS_REPORT as LEVELS_REPORT
from publishers.levels_fyi import write_levels_fyi as write_levels_fyi
from publishers.reference import write_exchange_rates as write_exchange_rates
from publishers.reference import write_inflation as write_inflation
from publishers.reference import write_parities as write_parities
from publishers.stackoverflow import write_stackoverflow as write_stackoverflow
from publishers.us_census import write_us_census as write_us_census


def write_all(folder: Path, seed: int = 0, size: int = 2000) -> Path:
    """Every source's files below `folder`, `size` reports each; the same seed, the same bytes."""
    for found in iter_modules(__path__):
        module = import_module(f"{__name__}.{found.name}")
        if hasattr(module, "write_world"):
            module.write_world(folder, seed, size)
    return folder
