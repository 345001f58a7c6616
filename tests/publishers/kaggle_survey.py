"""kaggle_survey: one ZIP a year, question texts under the header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from publishers.files import Row, csv, plain, zipped
from publishers.world import COUNTRIES, ROLES, people

KAGGLE_EDGES = [0, 1, 2, 3, 4, 5, 7.5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 125, 150]
KAGGLE_EDGES += [200, 250, 300, 500, 1000]
CODING = {"< 1 years": 0.5, "1-3 years": 2, "3-5 years": 4, "5-10 years": 7, "10-20 years": 14}
ROLE_TEXT = (
    "Select the title most similar to your current role (or most recent title if retired): "
    "- Selected Choice"
)
PAY_TEXT = "What is your current yearly compensation (approximate $USD)?"
# Question → column, by year; what was not asked is left out.
QUESTIONS = {
    2018: dict(role="Q6", pay="Q9", gender="Q1", country="Q3", education="Q4", industry="Q7")
    | dict(coding="Q24", ml="Q25"),
    2019: dict(role="Q5", pay="Q10", gender="Q2", country="Q3", education="Q4", size="Q6")
    | dict(coding="Q15", ml="Q23"),
    2021: dict(role="Q5", pay="Q25", gender="Q2", country="Q3", education="Q4", size="Q21")
    | dict(industry="Q20", coding="Q6", ml="Q15"),
    2022: dict(role="Q23", pay="Q29", gender="Q3", country="Q4", education="Q8", size="Q25")
    | dict(industry="Q24", coding="Q11", ml="Q16"),
}
ALGORITHMS = ["Linear or Logistic Regression", "Convolutional Neural Networks", "None"]
VISION = ["Image segmentation methods (U-Net, Mask R-CNN, etc)", "None"]
EMBEDDINGS = "Word embeddings/vectors (GLoVe, fastText, word2vec)"
ENCODERS = "Encoder-decoder models (seq2seq, vanilla transformers)"
# Multi-select questions: column of the first option, number of options, and the options used here.
OPTIONS = {
    2018: {
        "Q16_Part_": (18, ["Python", "R", "SQL", "C/C++", "Javascript/Typescript", "None"]),
        "Q19_Part_": (19, ["Scikit-Learn", "TensorFlow", "PyTorch", "H20", "Caffe"]),
        "Q15_Part_": (7, ["Google Cloud Platform (GCP)", "Amazon Web Services (AWS)"]),
        "Q31_Part_": (12, ["Audio Data", "Image Data", "Text Data", "Time Series Data"]),
    },
    2019: {
        "Q18_Part_": (12, ["Python", "R", "SQL", "C", "C++", "None"]),
        "Q28_Part_": (12, ["  Scikit-learn ", "  TensorFlow ", " PyTorch "]),
        "Q29_Part_": (12, [" Google Cloud Platform (GCP) ", " Amazon Web Services (AWS) "]),
        "Q24_Part_": (12, ALGORITHMS),
        "Q26_Part_": (7, VISION),
        "Q27_Part_": (6, [EMBEDDINGS]),
    },
    2021: {
        "Q7_Part_": (12, ["Python", "R", "SQL", "C", "C++", "None"]),
        "Q16_Part_": (17, ["  Scikit-learn ", "  TensorFlow ", " PyTorch "]),
        "Q27_A_Part_": (11, [" Amazon Web Services (AWS) ", " Microsoft Azure "]),
        "Q27_B_Part_": (11, [" Amazon Web Services (AWS) ", " Microsoft Azure "]),
        "Q17_Part_": (11, ALGORITHMS),
        "Q18_Part_": (6, VISION),
        "Q19_Part_": (5, [EMBEDDINGS]),
    },
    2022: {
        "Q12_": (15, ["Python", "R", "SQL", "C", "C#", "C++", "None"]),
        "Q17_": (15, ["  Scikit-learn ", "  TensorFlow ", " PyTorch "]),
        "Q31_": (12, [" Amazon Web Services (AWS) ", " Microsoft Azure "]),
        "Q18_": (14, ALGORITHMS),
        "Q19_": (8, VISION),
        "Q20_": (6, [EMBEDDINGS, ENCODERS]),
    },
}
OTHER_COLUMNS = {2021: [f"{question}_OTHER" for question in ("Q7", "Q16", "Q17", "Q18", "Q19")]}
OTHER_COLUMNS[2021].append("Q27_A_OTHER")
TEXTS = {
    "role": ROLE_TEXT,
    "pay": PAY_TEXT,
    "gender": "What is your gender? - Selected Choice",
    "country": "In which country do you currently reside?",
}
KAGGLE_ANSWER = {
    "role": "Data Scientist",
    "gender": "Man",
    "country": "United States of America",
    "education": "Master’s degree",
    "size": "0-49 employees",
    "industry": "Computers/Technology",
    "coding": "3-5 years",
    "ml": "1-2 years",
}


def write_kaggle_survey(
    folder: Path,
    year: int,
    rows: Sequence[Row] = ({},),
    *,
    name: str | None = None,
    drop: Iterable[str] = (),
) -> Path:
    """Each row answers by the names in QUESTIONS, and `uses` lists options it ticks in every
    question that has them; `others` lists columns of the option "Other" that it ticks.

    Nobody gives a pay that the row does not give. A name that does not end in .zip is a bare CSV.
    """
    texts = _kaggle_columns(year)
    kept = [column for column in texts if column not in set(drop)]
    answers = [_kaggle_line(year, {**KAGGLE_ANSWER, **row}) for row in rows]
    lines: list[Row] = [texts, *answers]
    content = csv(lines, kept)
    path = folder / "kaggle_survey" / (name or f"kaggle_survey_{year}_responses.csv.zip")
    return zipped(path, content) if path.suffix == ".zip" else plain(path, content)


def _kaggle_columns(year: int) -> dict[str, str]:
    columns = {"Time from Start to Finish (seconds)": "Duration (in seconds)"}
    for question, column in QUESTIONS[year].items():
        columns[column] = TEXTS.get(question, f"A question about {question}?")
    for first, (count, options) in OPTIONS[year].items():
        for number in range(1, count + 1):
            option = options[number - 1] if number <= len(options) else f"Another option {number}"
            columns[f"{first}{number}"] = f"Which do you use? - Selected Choice - {option}"
    for column in OTHER_COLUMNS.get(year, []):
        columns[column] = "Which do you use? - Selected Choice - Other"
    return columns


def _kaggle_line(year: int, answers: Row) -> dict[str, str | None]:
    line = {column: answers.get(name) for name, column in QUESTIONS[year].items()}
    for first, (_, options) in OPTIONS[year].items():
        for number, option in enumerate(options, start=1):
            if option.strip() in answers.get("uses", ()) and "_B_" not in first:
                line[f"{first}{number}"] = option
    if year == 2022 and not line.get("Q20_2"):
        line["Q20_2"] = "nan"
    return line | dict.fromkeys(answers.get("others", ()), "Other")


def write_world(folder: Path, seed: int, size: int) -> None:
    """Seeded files of all years, a quarter of `size` people each."""
    for year in QUESTIONS:
        random = np.random.default_rng([seed, year])
        write_kaggle_survey(folder, year, _kaggle_world(random, year, max(size // 4, 1)))


def _kaggle_world(random: np.random.Generator, year: int, size: int) -> list[dict[str, Any]]:
    rows = []
    for person in people(random, size, 0.5):
        coding = min(CODING, key=lambda option: abs(CODING[option] - person["years"]))
        role = ROLES[person["role"]][1]
        known = {"coding": coding if year > 2019 else coding.replace("1-3", "1-2")}
        if year == 2018:
            known["coding"] = known["coding"].replace("< 1 years", "< 1 year")
        if role == "Machine Learning Engineer":
            role = {2018: "Software Engineer", 2019: "Software Engineer"}.get(year, role)
        if role == "Machine Learning Engineer" and year == 2022:
            role = "Machine Learning/ MLops Engineer"
        pay = None if random.random() < 0.3 else kaggle_bracket(year, person["usd"])
        if pay and random.random() < 0.1:
            pay = kaggle_bracket(year, 500)
        rows.append(
            {
                **known,
                "role": role,
                "pay": pay,
                "country": COUNTRIES[person["country"]][0],
                "gender": str(random.choice(["Man", "Woman"], p=[0.8, 0.2])),
                "education": str(random.choice(["Doctoral degree", "Master’s degree"])),
                "uses": [str(word) for word in random.choice(["Python", "R", "SQL"], 2)],
            }
        )
    return rows


def kaggle_bracket(year: int, usd: float) -> str:
    """The option of that year's survey that holds an amount."""
    if year == 2018:
        edges = [*range(0, 100, 10), 100, 125, 150, 200, 250, 300, 400, 500]
        inside = [edge for edge in edges if edge * 1000 <= usd]
        return "500,000+" if inside[-1] == 500 else f"{inside[-1]}-{edges[len(inside)]},000"
    top = 500 if year == 2019 else 1000
    edges_to_top = [edge for edge in KAGGLE_EDGES if edge <= top]
    inside_to_top = [edge for edge in edges_to_top if edge * 1000 <= usd]
    low = int(inside_to_top[-1] * 1000)
    if low == top * 1000:
        return "> $500,000" if year == 2019 else ">$1,000,000"
    high = int(edges_to_top[len(inside_to_top)] * 1000) - 1
    if year == 2019 and low == 300_000:
        return "300,000-500,000"
    return f"{'$' if low in (0, 500_000) else ''}{low:,}-{high:,}"
