"""`paylens serve`: the application in granian, until it is stopped."""

from __future__ import annotations

import logging
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from paylens.errors import OutputError
from paylens.report.answers import Market
from paylens.serve.web.app import create_app
from paylens.serve.web.logs import LOGGER
from paylens.serve.web.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

BACKLOG = 1024


def serve(folder: Path | None, host: str, port: int, workers: int, settings: Settings) -> None:
    """Answer at the address until interrupted.

    Raises
    ------
    MarketError
        No complete market in `folder`.
    OutputError
        The address is taken, or not one of this machine's.
    """
    market = Market.at(folder)
    _require_free(host, port)
    print(
        f"paylens answers at http://{_in_address(host)}:{port} from market "
        f"{market.store.manifest['version']}; stop it with Ctrl-C",
        flush=True,
    )
    server = Granian(
        "paylens",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        backlog=BACKLOG,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(_application, folder, settings), wrap_loader=False)


def _application(folder: Path | None, settings: Settings) -> FastAPI:
    """The application of one worker process, its model loaded before the first question."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    return create_app(Market.at(folder), settings)


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise OutputError(
                f"cannot listen at {host}, port {port}: {getattr(error, 'strerror', error)}. "
                "Choose another with --port or --host."
            ) from error


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
