"""`/answers`, and a page per declared question with its charts, tables and files."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from paylens.errors import InvalidValue, NotEnoughData, QuestionError, UnknownValue
from paylens.report.answers import Market
from paylens.report.sections import Section, SectionedAnswer, understood_by
from paylens.serve.export_sections import as_csv, as_markdown
from paylens.serve.parameters import OWN_PAY
from paylens.serve.questions import QUESTIONS, Question
from paylens.serve.section_cells import interval_text, is_text, value_text, why_missing
from paylens.serve.web.addresses import Addresses
from paylens.serve.web.charts.sections import caption, section_chart
from paylens.serve.web.locale import reader_of
from paylens.serve.web.pages.chart_files import chart_file, png
from paylens.serve.web.pages.errors import (
    STATUS_TITLES,
    also_wrong,
    asked_as,
    error_page,
    wrong_word,
)
from paylens.serve.web.pages.question_form import (
    Told,
    form_of,
    pairs_of,
    told_first,
    told_in,
)
from paylens.serve.web.pages.rendering import fragment, page, wants_json
from paylens.serve.web.pages.section_views import WIDTHS, is_grade, section_views
from paylens.serve.web.pages.text_form import refused_field, texts_in, with_texts
from paylens.serve.web.pages.uploads import is_multipart, pairs_of_parts

FILES = {
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
# The questions by whom they are for, in the order in which people are likely to want them.
GROUPS = {
    "Your own pay": ("worth", "offer", "moves", "growth", "skills"),
    "What is paid": ("employers", "components", "compare", "gap", "trend"),
    "What others write": ("check", "ask", "stale"),
}
REMEMBERED = 64
LONGEST_FORM_BYTES = 65_536
NO_STORE = {"Cache-Control": "no-store"}
TOML = "application/toml"
# The button that asks for a text as a file, by the text's number.
KEEP = "keep"


class QuestionPages:
    """One question's pages over one market."""

    def __init__(self, market: Market, question: Question, addresses: Addresses) -> None:
        self.market = market
        self.question = question
        self.addresses = addresses
        self.form = form_of(question, market, addresses.advice)
        self.choices = fragment("_choices.html", fields=self.form.fields)
        # The latest answers are remembered, for their charts and files; nobody's own pay is.
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._ask)

    def asked(self, request: Request) -> Response:
        """The question in an address, answered as a page, or as JSON where that is asked for."""
        if wants_json(request):
            told = told_in(self.question, request.query_params.multi_items(), in_address=True)
            answer = self._answer(told if told.values else told_first(self.question))
            return JSONResponse(answer.to_dict(), headers={"Vary": "Accept"})
        return self._page(request, request.query_params.multi_items(), in_address=True)

    async def filled_in(self, request: Request) -> Response:
        """Where a form with somebody's own pay goes: to a plain address unless it tells that."""
        body = await request.body()
        longest = max(LONGEST_FORM_BYTES, *(each.longest for each in self.question.files), 0)
        if len(body) > longest:
            error = InvalidValue("form", "too long", f"up to {longest // 1024} kB")
            return self._refused(request, Told(self.question, {}), error)
        pairs = _pairs(body, request)
        try:
            pairs = with_texts(self.question.forms, pairs)
        except QuestionError as error:
            return self._refused(request, Told(self.question, {}), error)
        known = {each.name for each in self.question.parameters}
        pairs = [(name, text) for name, text in pairs if name in known and text.strip()]
        if pairs and not {name for name, _ in pairs}.intersection(self.question.private):
            query = urlencode(pairs)
            return RedirectResponse(f"/{self.question.name}?{query}", 303)
        response = await run_in_threadpool(self._page, request, pairs, in_address=False)
        response.headers.update(NO_STORE)
        return response

    async def kept(self, request: Request) -> Response:
        """One text that a form tells field by field, as a file to keep."""
        body = await request.body()
        (parameter,) = self.question.forms
        pairs = _pairs(body[:LONGEST_FORM_BYTES], request)
        asked = dict(pairs).get(KEEP, "1")
        try:
            texts = texts_in(parameter, pairs)
            if not asked.isdecimal() or int(asked[:3]) not in texts:
                raise QuestionError(
                    f"There is nothing to keep: {parameter.label.lower()} is empty."
                )
        except QuestionError as error:
            return error_page(request, 422, str(error))
        name = f'attachment; filename="{self.question.name}-{asked[:3]}.toml"'
        headers = {"Content-Disposition": name, **NO_STORE}
        return Response(texts[int(asked[:3])], media_type=TOML, headers=headers)

    def file(self, request: Request, kind: str) -> Response:
        """The answer as a file, or the chart of one of its sections (`section`, from 1)."""
        if kind not in FILES:
            return error_page(request, 404, f"An answer comes as {', '.join(FILES)}.")
        try:
            told = told_in(self.question, request.query_params.multi_items(), in_address=True)
            answer = self._answer(told if told.values else told_first(self.question))
            content = self._content(request, answer, kind)
        except QuestionError as error:
            return error_page(request, 422, str(error))
        name = f'attachment; filename="paylens-{self.question.name}.{kind}"'
        return Response(content, media_type=FILES[kind], headers={"Content-Disposition": name})

    def _page(
        self, request: Request, pairs: list[tuple[str, str]], *, in_address: bool
    ) -> Response:
        told = Told(self.question, {})
        try:
            told = told_in(self.question, pairs, in_address=in_address)
            if in_address and not told.values:
                told = told_first(self.question)
            return self._answered(request, told, self._answer(told))
        except QuestionError as error:
            return self._refused(request, told, error)

    def _answer(self, told: Told) -> SectionedAnswer:
        # Only a form asks for an address: a link on another site could ask for many.
        given = told.asked if told.in_address else self.addresses.read(self.question, told.asked)
        asked = tuple(
            (name, tuple(value) if isinstance(value, list) else value)
            for name, value in given.items()
        )
        kept = not set(self.question.private).intersection(told.values)
        return (self._remembered if kept else self._ask)(asked, _today())

    def _ask(self, asked: tuple[tuple[str, Any], ...], today: str) -> SectionedAnswer:
        """The market's answer; `today` keeps one of an earlier day from being remembered."""
        return self.question.ask(self.market, dict(asked))

    def _answered(self, request: Request, told: Told, answer: SectionedAnswer) -> Response:
        return page(
            request,
            "question.html",
            answer=answer,
            currency=answer.currency,
            understood=understood_by(answer),
            views=section_views(answer),
            cells={"value": value_text, "interval": interval_text, "missing": why_missing},
            is_text=is_text,
            is_grade=is_grade,
            wrong=None,
            wrong_word=None,
            example=told.is_example,
            **self._form(told.without_example),
        )

    def _refused(self, request: Request, told: Told, error: QuestionError) -> Response:
        about, message = self._about(told, error)
        links = self._nearest(told, error, about)
        title = "Not enough data" if isinstance(error, NotEnoughData) else STATUS_TITLES[422]
        return page(
            request,
            "question_refused.html",
            status=422,
            title=title,
            message=message,
            wrong=about,
            wrong_field=about,
            also_wrong=also_wrong(error),
            wrong_word=wrong_word(error),
            nearest=links,
            **self._form(told),
        )

    def _about(self, told: Told, error: QuestionError) -> tuple[str | None, str]:
        """The field that an error is about, and what it says, in the form's own words."""
        message, named, about = str(error), asked_as(error), None
        for each in self.question.parameters:
            mentioned = f"`{each.name}`"
            is_own_pay = named == OWN_PAY.name and each.label == OWN_PAY.label
            says = mentioned in message and not isinstance(error, InvalidValue)
            if named == each.name or is_own_pay or says:
                about = about or each.name
            message = message.replace(mentioned, f"“{self.form.label_of(each)}”")
        if isinstance(error, UnknownValue):
            about = _parameter_of(told, error.word) or about
        if about is None:
            return self._about_texts(told, error, message)
        return about, message

    def _about_texts(
        self, told: Told, error: QuestionError, message: str
    ) -> tuple[str | None, str]:
        """The same of an error about a whole text, or about the fields that make one."""
        for each in self.question.forms:
            about, message = refused_field(each, told.values.get(each.name, ()), error)
            if about:
                return about, message
        for each in self.question.files:
            left_empty = not each.several and each.name not in told.values
            if left_empty and not isinstance(error, InvalidValue):
                label = self.form.label_of(each)
                return each.name, f"“{label}” is empty: paste it, or choose a file."
        return None, message

    def _nearest(
        self, told: Told, error: QuestionError, about: str | None
    ) -> list[tuple[str, str]]:
        """The nearest words, each with the address of the question asked with it."""
        if not isinstance(error, UnknownValue) or about is None or self.question.files:
            return []
        addresses = [told.with_word(about, error.word, word).address for word in error.nearest]
        return list(zip(error.nearest, addresses, strict=True))

    def _form(self, told: Told) -> dict[str, Any]:
        return {
            "question": self.question,
            "told": told,
            "form": self.form,
            "shown": self.form.shown(told),
            "choices": self.choices,
        }

    def _content(self, request: Request, answer: SectionedAnswer, kind: str) -> bytes | str:
        if kind == "csv":
            return as_csv(answer)
        if kind == "md":
            return f"# {self.question.title}\n\n{as_markdown(answer)}"
        if kind == "json":
            return bytes(JSONResponse(answer.to_dict()).body)
        drawn = self._drawn(request, answer)
        return png(drawn) if kind == "png" else drawn

    def _drawn(self, request: Request, answer: SectionedAnswer) -> str:
        section = _section(answer, request.query_params.get("section"))
        chart = section_chart(section, answer, WIDTHS["wide"])
        if chart is None:
            raise NotEnoughData(
                f"{section.title}: nothing of it may be shown, so there is no chart."
            )
        publishers = "; ".join(
            dict.fromkeys(name for each in answer.evidence for name in each.publishers)
        )
        return chart_file(
            chart,
            reader_of(request.headers.get("accept-language")),
            title=section.title,
            legend=caption(section),
            label=section.sentence or section.title,
            small_print=f"{answer.sentence} "
            f"{f'Records of {publishers}. ' if publishers else ''}Drawn by paylens.",
        )


def question_routes(market: Market, addresses: Addresses) -> APIRouter:
    """The page that lists the questions, and the routes of each; in threads, as some take long."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/answers")
    def answers(request: Request) -> Response:
        return page(request, "answers.html", groups=_grouped())

    for question in QUESTIONS:
        pages = QuestionPages(market, question, addresses)
        routes.add_api_route(f"/{question.name}", pages.asked, methods=["GET", "HEAD"])
        routes.add_api_route(f"/{question.name}.{{kind}}", pages.file, methods=["GET"])
        if question.private:
            routes.add_api_route(f"/{question.name}", pages.filled_in, methods=["POST"])
        if question.forms:
            routes.add_api_route(f"/{question.name}.toml", pages.kept, methods=["POST"])
    return routes


def _pairs(body: bytes, request: Request) -> list[tuple[str, str]]:
    """Names and values of a form's body."""
    kind = request.headers.get("content-type", "")
    if is_multipart(kind):
        return pairs_of_parts(body, kind)
    return pairs_of(body.decode("utf-8", "replace"))


def _grouped() -> list[tuple[str, list[Question]]]:
    """The questions by whom they are for; those that no group names come last."""
    named = {each.name: each for each in QUESTIONS}
    groups = {
        words: [named.pop(name) for name in names if name in named]
        for words, names in GROUPS.items()
    }
    groups["Further"] = list(named.values())
    return [(words, found) for words, found in groups.items() if found]


def _section(answer: SectionedAnswer, place: str | None) -> Section:
    """The section of that number, from 1; the first with a chart where none is told."""
    sections = answer.sections
    if not sections:
        raise NotEnoughData(f"{answer.sentence} There is nothing to draw.")
    if place is None:
        return next((each for each in sections if each.chart), sections[0])
    if not (place.isascii() and place.isdigit() and 1 <= int(place[:4]) <= len(sections)):
        raise InvalidValue("section", place[:20], f"1 to {len(sections)}")
    return sections[int(place[:4]) - 1]


def _parameter_of(told: Told, word: str) -> str | None:
    """The parameter in which a word was told."""
    return next(
        (
            name
            for name, value in told.values.items()
            if value == word or (isinstance(value, list) and word in value)
        ),
        None,
    )


def _today() -> str:
    from datetime import date

    return date.today().isoformat()
