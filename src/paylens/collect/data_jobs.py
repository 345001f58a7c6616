"""Google job search adverts for data jobs, 2023: one workbook, one line per advert with pay."""

from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import card, read_csv
from paylens.collect.workbook import read_workbook

if TYPE_CHECKING:
    import polars

COLUMNS = (
    "job_title",
    "job_location",
    "job_via",
    "job_schedule_type",
    "job_work_from_home",
    "job_posted_date",
    "job_health_insurance",
    "job_country",
    "salary_rate",
    "salary_year_avg",
    "salary_hour_avg",
    "company_name",
    "job_skills",
)


def read(path: Path) -> "polars.DataFrame":
    """Raw rows of the workbook, or of the same table as CSV.

    The place that was searched from and the author's class of the title are left in the file.
    """
    if path.suffix.lower() == ".xlsx":
        _, table = read_workbook(path, COLUMNS, card("data_jobs").url)
    else:
        table = read_csv(path, COLUMNS)
    return table.select("row", *COLUMNS)
