"""`/tables`: the article's tables, and each by itself as chart, table and file."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from paylens.errors import NotEnoughData, QuestionError, UnknownValue
from paylens.harmonise.dimension import dimension
from paylens.report.answers import Market
from paylens.report.article import article
from paylens.report.table_rows import Table, tally
from paylens.report.verdict import VERDICTS
from paylens.serve.export_tables import as_csv
from paylens.serve.web.locale import reader_of
from paylens.serve.web.pages.chart_files import chart_file, png
from paylens.serve.web.pages.errors import error_page
from paylens.serve.web.pages.rendering import page, wants_json
from paylens.serve.web.pages.table_dots import (
    STATISTICS,
    charted,
    drawn,
    shown_cells,
    shown_rows,
    table_dots,
)
from paylens.serve.web.pages.workbook import as_workbook

WIDTHS = {"wide": 760, "narrow": 360}
FILES = {
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
REMEMBERED = 32
FILTERS = ("role", "country", "pay")


def table_routes(market: Market) -> APIRouter:
    """The routes of the tables' pages and files; in threads, as a table may take a while."""
    routes = APIRouter(include_in_schema=False)
    found = _reader_of_tables(market)

    @routes.get("/tables")
    def tables(request: Request) -> Response:
        listed = found("", ())
        if wants_json(request):
            return JSONResponse([each.to_dict() for each in listed], headers={"Vary": "Accept"})
        return page(
            request,
            "tables.html",
            tables=[(table, tally(table)) for table in listed],
            verdicts=VERDICTS,
            article=article(),
            others=_others(market, listed),
        )

    @routes.get("/tables/{name}")
    def table(request: Request, name: str) -> Response:
        key, _, kind = name.partition(".")
        try:
            table = _one(found, key, _filters(request))
            if kind:
                return _file(request, table, kind)
        except QuestionError as error:
            if wants_json(request):
                raise
            return _refused(request, error)
        if wants_json(request):
            return JSONResponse(table.to_dict(), headers={"Vary": "Accept"})
        return page(request, "table.html", **_context(request, table, found("", ())))

    return routes


def _others(market: Market, listed: list[Table]) -> list[tuple[str, str]]:
    """Dimensions that a source of records holds and the article has no table of: name and label."""
    reports = [each for each in market.sources() if each["basis"] != ["official"]]
    held = {name for account in reports for name in account["dimensions"]}
    names = sorted(held - {table.key for table in listed})
    return [(name, dimension(name).label) for name in names]


def _reader_of_tables(market: Market) -> Any:
    """Tables by name and filters, the latest remembered; all of the article's where no name."""

    @lru_cache(maxsize=REMEMBERED)
    def found(name: str, filters: tuple[tuple[str, str], ...]) -> list[Table]:
        return market.tables([name] if name else [], **dict(filters))

    return found


def _filters(request: Request) -> tuple[tuple[str, str], ...]:
    told = request.query_params
    return tuple((name, told[name][:200]) for name in FILTERS if told.get(name))


def _one(found: Any, key: str, filters: tuple[tuple[str, str], ...]) -> Table:
    """The article's table of that key, or the first that answers for the dimension."""
    tables: list[Table] = found(key[:100], filters)
    return next((each for each in tables if each.key == key), tables[0])


def _context(request: Request, table: Table, listed: list[Table]) -> dict[str, Any]:
    statistic, filters = charted(table), dict(_filters(request))
    blocks = [
        (
            block,
            {size: table_dots(table, block, width) for size, width in WIDTHS.items()},
            [(row, shown_cells(row, block)) for row in shown_rows(table, block)],
            urlencode({**filters, "population": block.label}),
            STATISTICS[drawn(table, block)],
        )
        for block in table.blocks
    ]
    keys = [each.key for each in listed]
    place = keys.index(table.key) if table.key in keys else None
    return {
        "table": table,
        "statistic": statistic,
        "charted_words": STATISTICS[statistic],
        "blocks": blocks,
        "currency": table.unit.split(" ", 1)[0],
        "counts": tally(table),
        "verdicts": VERDICTS,
        "query": f"?{request.url.query}" if request.url.query else "",
        "filters": filters,
        "kept": f"?{urlencode(filters)}" if filters else "",
        "listed": listed,
        "before": listed[place - 1] if place else None,
        "after": listed[place + 1] if place is not None and place + 1 < len(listed) else None,
    }


def _file(request: Request, table: Table, kind: str) -> Response:
    if kind not in FILES:
        return error_page(request, 404, f"A table comes as {', '.join(FILES)}.")
    content = _content(request, table, kind)
    name = f'attachment; filename="paylens-{table.key}.{kind}"'
    return Response(content, media_type=FILES[kind], headers={"Content-Disposition": name})


def _content(request: Request, table: Table, kind: str) -> bytes | str:
    if kind == "csv":
        return as_csv([table])
    if kind == "xlsx":
        return as_workbook(table)
    drawn = _chart_file(request, table)
    return png(drawn) if kind == "png" else drawn


def _chart_file(request: Request, table: Table) -> str:
    """The chart of the population asked for, else of the first that has one."""
    labels = [block.label for block in table.blocks]
    asked = request.query_params.get("population") or labels[0]
    if asked not in labels:
        raise UnknownValue("population", asked, labels)
    blocks = sorted(table.blocks, key=lambda block: block.label != asked)
    charts = [(block, table_dots(table, block, WIDTHS["wide"])) for block in blocks]
    found = next(((block, chart) for block, chart in charts if chart is not None), None)
    if found is None:
        raise NotEnoughData(f"{table.title}: nothing of it may be shown, so there is no chart.")
    block, chart = found
    statistic = drawn(table, block)
    marked = (
        "; dashed: the article’s figure" if table.statistic and statistic == charted(table) else ""
    )
    return chart_file(
        chart,
        reader_of(request.headers.get("accept-language")),
        title=f"{table.title}: {block.label}",
        legend=f"Dot: {STATISTICS[statistic]} of one source; line: 95 % interval{marked}; "
        f"{table.unit}",
        label=table.sentence,
        small_print=f"{block.population} Drawn by paylens from published pay records.",
    )


def _refused(request: Request, error: QuestionError) -> Response:
    nearest = error.nearest if isinstance(error, UnknownValue) else []
    about = error.dimension if isinstance(error, UnknownValue) else ""
    missing = about == "table"
    status = 404 if about in ("table", "population") else 422
    return error_page(
        request, status, str(error), [(name, f"/tables/{name}") for name in nearest if missing]
    )
