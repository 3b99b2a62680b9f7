"""`/health`: the answer to a proxy that asks whether visitors may be sent here."""

import asyncio
from dataclasses import asdict

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.services.health import health
from core.settings import get_settings

PATH = "/health"


class HealthCheck:
    """ASGI middleware: 200 where all is well, else 503, with codes that say what is wrong and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one path, pass all others on."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in ("GET", "HEAD"):
            return await self._app(scope, receive, send)
        found = await asyncio.to_thread(health, get_settings())
        status = 200 if found.good else 503
        answer = JSONResponse(asdict(found) | {"good": found.good}, status, {"Cache-Control": "no-store"})
        await answer(scope, receive, send)
        return None
