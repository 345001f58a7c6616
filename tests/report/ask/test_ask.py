"""The article's questions and misconceptions: all answered, from the market, with the verdict that
the data bear."""

import datetime
import re
from types import SimpleNamespace

import pytest

from paylens import Market
from paylens.errors import InvalidValue, NotEnoughData
from paylens.market.evidence import Figure
from paylens.report.ask import ask, told
from paylens.report.ask.items import MISCONCEPTION, QUESTION, chosen, items
from paylens.report.ask.misconceptions import ALWAYS, MISCONCEPTIONS
from paylens.report.ask.questions import QUESTIONS, best_supported
from paylens.report.ask.told import DEPENDS, HOLDS, OPEN, REFUTED, Told, kept, top_figure
from paylens.report.sections import DIFFERENCE, MONEY, SHARE


@pytest.fixture(scope="module")
def reference() -> Market:
    return Market.reference()


@pytest.fixture(scope="module")
def answered(reference: Market) -> dict[str, object]:
    return {item.asked: reference.ask(about=item.asked.split()[1:]) for item in items()}


every_item = pytest.mark.parametrize("item", items(), ids=lambda item: f"{item.kind}-{item.number}")


def test_all_are_declared_and_answered() -> None:
    numbers = {
        kind: [i.number for i in items() if i.kind == kind] for kind in (QUESTION, MISCONCEPTION)
    }
    assert numbers == {QUESTION: list(range(1, 11)), MISCONCEPTION: list(range(1, 6))}
    assert list(QUESTIONS) == numbers[QUESTION]
    assert list(MISCONCEPTIONS) == numbers[MISCONCEPTION]


@every_item
def test_each_has_a_sentence_tables_and_what_tells_more(item, answered) -> None:
    answer = answered[item.asked]
    assert answer.sentence.startswith(item.subject) and answer.sentence.endswith(".")
    assert answer.sections and all(section.rows for section in answer.sections)
    assert answer.notes[-1] == f"Tells more: {' · '.join(f'`{each}`' for each in item.more)}"
    assert answer.evidence or item.number == 10


@every_item
def test_every_number_of_money_or_share_is_in_a_table_or_computed(item, answered) -> None:
    """A table of money or shares has figures in it: nothing is only said."""
    units = {column.unit for section in answered[item.asked].sections for column in section.columns}
    assert units & {MONEY, SHARE, DIFFERENCE} or item.number == 10


def test_the_list_has_all_of_them_and_counts_what_is_open(reference: Market, answered) -> None:
    found = reference.ask()
    assert [len(section.rows) for section in found.sections] == [10, 5]
    open_ = [each for each in found.answers if each.sentence.lower().startswith("not enough data")]
    assert f"{15 - len(open_)} of 15 are answered from data" in found.sentence
    assert {each.verdict for each in found.answers if each.kind == MISCONCEPTION} <= {
        REFUTED, HOLDS, DEPENDS, OPEN,
    }  # fmt: skip


def test_always_is_refuted_by_the_records(answered) -> None:
    for number in (2, 4):
        answer = answered[f"ask misconception {number}"]
        assert answer.answers[0].verdict == REFUTED
        (section,) = answer.sections
        shares = [row["equal"] for row in section.rows if row["equal"] is not None]
        shares += [row["raw"].value for row in section.rows if row["raw"] is not None]
        assert shares and max(shares) < ALWAYS
        assert max(shares) > 0.5


def test_the_same_in_all_industries_is_refuted_with_an_interval(answered) -> None:
    answer = answered["ask misconception 3"]
    assert answer.answers[0].verdict == REFUTED
    share = answer.sections[0].rows[0]["share"]
    assert 0 < share.low < share.value < share.high


def test_exorbitant_is_measured_by_the_articles_own_top(answered) -> None:
    answer = answered["ask misconception 1"]
    assert f"${top_figure():,.0f}" in answer.sentence
    above = {row["who"]: row["share"].value for row in answer.sections[1].rows}
    base, total = above["ML engineer, base pay"], above["ML engineer, total compensation"]
    assert base > above["software engineer, base pay"]
    verdict = {(False, True): DEPENDS, (True, True): HOLDS, (False, False): REFUTED}
    assert answer.answers[0].verdict == verdict[base > 0.5, total > 0.5]


def test_nothing_is_said_of_negotiating(answered) -> None:
    for command in ("ask misconception 5", "ask 9"):
        assert "Not enough data on negotiating" in answered[command].sentence


def test_the_articles_range_is_its_own_and_the_share_in_it_the_markets(answered, reference) -> None:
    answer = answered["ask 1"]
    estimate = reference.estimate(role="ML engineer", country="US")
    low, high = items()[0].figures
    share = estimate.distribution.share_below(high) - estimate.distribution.share_below(low)
    assert f"{share:.0%}".replace("%", " %") in answer.sentence


def test_figures_are_those_of_the_questions_that_tell_more(answered, reference) -> None:
    assert reference.growth(role="ML engineer", country="US").sentence in answered["ask 5"].sentence
    assert reference.stale().sentence in answered["ask 10"].sentence
    assert reference.trend(role="ML engineer", country="US").sentence in answered["ask 8"].sentence


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["7"], "ask 7"),
        (["question", "7"], "ask 7"),
        (["#7"], "ask 7"),
        (["Misconception", "3"], "ask misconception 3"),
        (["misconception 3"], "ask misconception 3"),
    ],
)
def test_words_for_one(words: list[str], command: str) -> None:
    assert [item.asked for item in chosen(words)] == [command]


@pytest.mark.parametrize(
    ("words", "count"), [([], 15), (["questions"], 10), (["misconceptions"], 5)]
)
def test_words_for_many(words: list[str], count: int) -> None:
    assert len(chosen(words)) == count


@pytest.mark.parametrize(
    "words", [["0"], ["11"], ["misconception", "6"], ["why"], ["7", "8"], ["-1"], ["7" * 500]]
)
def test_what_is_no_question_is_refused_with_what_is(words: list[str]) -> None:
    with pytest.raises(InvalidValue, match=re.escape("1 to 10, 'misconception 1'")):
        chosen(words)


def test_a_market_that_cannot_tell_says_so_in_each_place() -> None:
    def refuse(*_: object, **__: object) -> object:
        raise NotEnoughData("no source holds that.")

    market = SimpleNamespace(estimate=refuse, article_answers={})
    (answer,) = ask(market, ["misconception", "1"]).answers
    assert answer.sentence.lower().count("not enough data") >= 1
    assert answer.verdict == OPEN


def test_a_planted_always_is_not_refuted(reference: Market) -> None:
    """Were ML engineers above data scientists in every pair, the claim would stand."""
    pair = SimpleNamespace(
        first="ML engineer", second="Data scientist", source="s", basis="survey", pay="base",
        higher=Figure(1.0, 0.995, 1.0),
    )  # fmt: skip
    found = SimpleNamespace(raw=(pair,), like_for_like=(), missing=(), evidence=())
    market = SimpleNamespace(compare=lambda **_: found, article_answers={})
    (answer,) = ask(market, ["misconception", "4"]).answers
    assert answer.verdict == HOLDS


def test_a_path_is_told_by_its_records_not_by_its_size() -> None:
    def step(path: str, share: float, records: int, weak: bool = False) -> SimpleNamespace:
        difference = Figure(share, share - 0.1, share + 0.1)
        move = SimpleNamespace(difference=difference, records=records, weak=weak)
        return SimpleNamespace(path=path, move=move)

    large, many = step("Research", -0.47, 718), step("Research", 0.01, 909)
    steps = [large, many, step("Specialising", 0.54, 5_000, weak=True)]
    assert best_supported(steps) == {"Research": many.move}


def test_advancement_names_no_difference_that_the_best_source_does_not_see(answered) -> None:
    sentence = answered["ask 4"].answers[0].sentence
    assert "the step of most records on each path" in sentence
    assert "−47 %" not in sentence


def test_an_answer_is_kept_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """As what is out of date depends on the day."""
    market, made = SimpleNamespace(article_answers={}), []

    def answer() -> Told:
        made.append(1)
        return Told("An answer.")

    class Day(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:
            return datetime.date(2026, 1, 1 + len(made) // 2)

    monkeypatch.setattr(told, "date", Day)
    kept(market, "stale", answer)
    kept(market, "stale", answer)
    assert len(made) == 1
    made.append(1)
    kept(market, "stale", answer)
    assert len(made) == 3 and len(market.article_answers) == 1
