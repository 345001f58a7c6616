"""The sources on the screen: terms, years, rows read, kept and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paylens.serve.text import years

if TYPE_CHECKING:
    from rich.console import Console

    from paylens.report.sources import SourceDetail


def show_sources(accounts: list[dict[str, Any]], console: Console) -> None:
    """One block per source."""
    people = [account for account in accounts if account["basis"] != ["official"]]
    read, kept = (sum(account[name] for account in accounts) for name in ("read", "kept"))
    console.print(
        f"[bold]{len(people)} sources of pay records and {len(accounts) - len(people)} of official "
        f"statistics: {read:,} rows read, {kept:,} kept.[/bold]\n",
        highlight=False,
    )
    for account in accounts:
        for line in source_lines(account):
            console.print(line, highlight=False)
        console.print()


def show_source(detail: SourceDetail, console: Console) -> None:
    """One source: its card and counts, known errors, and examples of words read."""
    console.print(f"[bold]{detail.headline}[/bold]\n", highlight=False)
    for line in source_lines(detail.account):
        console.print(line, highlight=False)
    console.print("\n[bold]Known errors of the publisher, corrected[/bold]")
    for known in detail.known_errors:
        console.print(f"  {known.what}: met in {known.rows:,} rows here", highlight=False)
        console.print(f"    why: {known.why}", highlight=False)
        console.print(f"    known from: {known.source}", highlight=False)
        console.print(f"    mended when: {known.fixed_when}", highlight=False)
    if not detail.known_errors:
        console.print("  none is known")
    _show_readings(
        "How titles were read: examples, from the commonest to the rarest",
        "title",
        detail.titles,
        console,
    )
    _show_readings(
        "How places were read: examples, from the commonest to the rarest",
        "place_words",
        detail.places,
        console,
    )


def _show_readings(
    title: str, words: str, readings: list[dict[str, Any]], console: Console
) -> None:
    if not readings:
        return
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    for column in readings[0]:
        right = column in ("records", "role_score")
        heading = "publisher's words" if column == words else column.replace("_", " ")
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for reading in readings:
        table.add_row(*map(_shown, reading.values()))
    console.print()
    console.print(table, highlight=False)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else str(value)


def source_lines(account: dict[str, Any]) -> list[str]:
    """What is known of one source, in lines."""
    dropped = "; ".join(f"{reason}: {count:,}" for reason, count in account["dropped"].items())
    share = account["other_role_share"]
    name = f"[bold cyan]{account['source']}[/bold cyan]"
    lines = [
        f"{name}  {account['publisher']}, {years(account['years'])}",
        f"  {account['population']}",
        f"  rows: {account['read']:,} read = {account['kept']:,} kept + "
        f"{account['read'] - account['kept']:,} not kept ({dropped or 'none'})",
        f"  basis: {', '.join(account['basis'])}; pay: {', '.join(account['pay_kinds'])}",
    ]
    if account["dimensions"]:
        lines.append(f"  dimensions: {', '.join(account['dimensions'])}")
    if share is not None:
        lines.append(f"  titles mapped to no role (other): {share:.1%}")
    lines.append(
        f"  terms: {account['licence']}; redistribute: {account['redistribute']}. "
        f"{account['clause']}"
    )
    return [*lines, f"  [dim]{account['url']}[/dim]"]
