"""Serving: the demo and the workspace, by waitress."""

import gc
import logging
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import click

from workbench.actions import demo as demo_actions
from workbench.actions import workspace
from workbench.cli.shell import main, say


def _serving(command: Callable[..., None]) -> Callable[..., None]:
    """The options of commands that serve."""
    for option in (
        click.option("--trusted-proxy", metavar="ADDRESS", help="A proxy that speaks TLS for us, by its address."),
        click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."),
        click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on."),
    ):
        command = option(command)
    return command


@main.command()
@_serving
@click.pass_obj
def demo(path: Path, host: str, port: int, trusted_proxy: str | None) -> None:
    """Serve a workspace with the seeds and three demo people; made if it is not there."""
    with _listen(host, port) as listener:
        db, sign_ins = demo_actions.demo(path)
        db.close()
        click.echo("Sign in as")
        for one in sign_ins:
            click.echo(f"  {one.name:8} {one.password}   ({one.role})")
        _serve(path, listener, trusted_proxy)


@main.command()
@_serving
@click.pass_obj
def serve(path: Path, host: str, port: int, trusted_proxy: str | None) -> None:
    """Serve the workspace to browsers."""
    with _listen(host, port) as listener:
        workspace.open_workspace(path).close()
        _serve(path, listener, trusted_proxy)


def _listen(host: str, port: int) -> socket.socket:
    """A socket on this address; a port in use is a usage error, said before anything else is."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise click.UsageError(f"Cannot listen on {host}:{port} ({error.strerror}). Choose another --port.") from None


def _serve(path: Path, listener: socket.socket, trusted_proxy: str | None) -> None:
    import waitress  # here, and the next: no other command should wait for a web server to load

    from workbench.web import create_app

    host, port = listener.getsockname()[:2]
    if not host.startswith("127.") and not trusted_proxy:
        say("Anybody who reaches this address can try to sign in, unencrypted: put a TLS proxy in front.")
    click.echo(f"Workbench is at http://{host}:{port} (Ctrl+C ends it)")
    sys.stdout.flush()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # requests that wait a moment are no news
    app = create_app(path)
    gc.collect()
    gc.freeze()  # what lives as long as the server need not be looked at whenever a page makes many objects
    headers = "x-forwarded-for x-forwarded-proto" if trusted_proxy else ""
    waitress.serve(
        app,
        sockets=[listener],
        threads=8,
        ident=None,
        trusted_proxy=trusted_proxy,
        trusted_proxy_headers=headers,
    )
