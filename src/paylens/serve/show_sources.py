"""The sources on the screen: terms, years, rows read, kept and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paylens.serve.text import years

if TYPE_CHECKING:
    from rich.console import Console


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
