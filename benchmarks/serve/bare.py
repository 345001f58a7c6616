"""The bare framework: FastAPI in granian, one route that returns a constant.

python benchmarks/serve/bare.py PORT BYTES
"""

from __future__ import annotations

import sys
from functools import partial

from fastapi import FastAPI
from fastapi.responses import Response
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def application(size_bytes: int) -> FastAPI:
    """Answers any estimate with so many bytes."""
    app = FastAPI()
    constant = b'"' + b"x" * (size_bytes - 2) + b'"'

    @app.get("/api/v1/{path}")
    async def answer() -> Response:
        return Response(constant, media_type="application/json")

    return app


if __name__ == "__main__":
    server = Granian(
        "bare",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGINL,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(application, int(sys.argv[2])), wrap_loader=False)
