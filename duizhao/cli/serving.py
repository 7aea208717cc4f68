"""The command `serve`: a preview of the site while it is being written."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

import click

from duizhao.cli.building import executor_exit
from duizhao.cli.printing import findings_exit, print_diagnostics
from duizhao.cli.site import drafts_option
from duizhao.engine.serving import serve_site
from duizhao.options import Options


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
@click.option("--poll", is_flag=True, help="Look for changes again and again, for disks that do not report them.")
@drafts_option
@click.pass_obj
def serve(root: Path, *, port: int, poll: bool, drafts: bool) -> None:
    """Build, serve on this machine only, and rebuild at every change; the browser reloads by itself."""
    _try_port(port)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(logging.StreamHandler())
    with findings_exit(), executor_exit():
        serve_site(root, Options(drafts=drafts), port=port, polls=poll, tell=print_diagnostics)


def _try_port(port: int) -> None:
    """Check that the port is available, before anything is built."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            message = f"port {port} cannot be had ({error}); name another one"
            raise click.BadParameter(message, param_hint="--port") from None
