"""The bare framework: a constant of so many bytes, in the same server process settings.

python benchmarks/serve/bare.py PORT BYTES
"""

from __future__ import annotations

import sys

from fastapi import FastAPI
from fastapi.responses import Response
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def application() -> FastAPI:
    """An application with one route, which returns a constant."""
    app = FastAPI()
    body = b'"' + b"x" * (int(sys.argv[2]) - 2) + b'"'

    @app.get("/api/v1/estimate")
    async def constant() -> Response:
        return Response(body, media_type="application/json")

    return app


if __name__ == "__main__":
    server = Granian(
        "bare",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGINL,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=application, wrap_loader=False)
