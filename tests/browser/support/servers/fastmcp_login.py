"""A server that wants its users to log in, with FastMCP as released and its own authorisation server: `python fastmcp_login.py PORT --cors`."""

import sys

import uvicorn
from fastmcp import FastMCP
from fastmcp.server.auth.auth import ClientRegistrationOptions
from fastmcp.server.auth.providers.in_memory import InMemoryOAuthProvider
from fastmcp.server.dependencies import get_access_token
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

origin = f"http://127.0.0.1:{sys.argv[1]}"
provider = InMemoryOAuthProvider(
    base_url=origin,
    client_registration_options=ClientRegistrationOptions(enabled=True, valid_scopes=["shop"], default_scopes=["shop"]),
    required_scopes=["shop"],
)
mcp = FastMCP("Login", auth=provider)


@mcp.tool
def scopes() -> list[str]:
    """What the user has allowed."""
    return get_access_token().scopes


@mcp.tool
def forget_tokens() -> int:
    """From now on no access token is good any more; refreshing still is."""
    count = len(provider.access_tokens)
    provider.access_tokens.clear()
    return count


@mcp.tool
def forget_everything() -> None:
    """As after a restart: no token is good any more."""
    provider.access_tokens.clear()
    provider.refresh_tokens.clear()


cors = Middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["*"],
    allow_headers=["*"],
    expose_headers=["Mcp-Session-Id", "WWW-Authenticate"],
)
uvicorn.run(mcp.http_app(middleware=[cors]), host="127.0.0.1", port=int(sys.argv[1]), access_log=False, ws="none")
