"""The command line, the only package that prints.

Exit codes: 0 success, 1 findings or an error of the operating system, 2 usage, 3 an internal error; 130 and 143 if the
program was interrupted or terminated.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from pathlib import Path

import click

from duizhao import __version__
from duizhao.cli.lazy import LazyGroup

FINDINGS, INTERNAL, INTERRUPTED = 1, 3, 130
OBJECTS = 100_000
"""The number of new objects after which garbage is collected: by default, imports set it off again and again."""
REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk",
    errno.EFBIG: "see which limits the system sets to files",
    errno.EMFILE: "see which limits the system sets to open files",
    errno.EROFS: "the disk can only be read",
    errno.EEXIST: "a file stands where a folder is needed; move it away",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away",
    errno.EIO: "look after the disk",
}
"""Remedies for errors of the operating system, by error number."""
COMMANDS = {
    "build": ("site", "Build the whole site."),
    "serve": ("serving", "Serve the site and rebuild it at every change."),
    "clean": ("site", "Delete the built site and the caches."),
    "check": ("sources", "Say what is wrong with content, catalogs and configuration."),
    "status": ("sources", "Say how much of each article is translated."),
    "schema": ("schema", "Print the JSON Schema of the front matter and of the data files."),
    "catalog": ("catalog", "Work on translation catalogs."),
    "convert": ("convert", "Convert Markdown or plain text to another script."),
    "import": (
        "importing",
        "Turn found texts into draft articles, and say what was repaired and what is left to decide.",
    ),
    "mv": ("moving", "Rename an article, with its catalogs and the links to it; its old address leads to the new one."),
    "rm": ("moving", "Delete an article with its catalogs, unless links lead to it."),
    "new": ("new", "Make a new article or a new site."),
}
"""The module and the help text of each command."""
_stops: list[int] = []
"""The signals to stop that have come."""


@click.group(
    cls=LazyGroup,
    modules=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--site", "root", type=click.Path(path_type=Path), default=".", help="The folder of the site.")
@click.version_option(__version__, prog_name="duizhao")
@click.pass_context
def group(context: click.Context, root: Path) -> None:
    """Publish articles written once in Chinese as one site in Simplified, Traditional and English.

    Without a command, the site is built.
    """
    context.obj = root
    if context.invoked_subcommand is None:
        from duizhao.cli.site import build  # noqa: PLC0415 -- see COMMANDS

        context.invoke(build)


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(OBJECTS)
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot encode a character prints an escape sequence instead of failing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Shells start background jobs with this signal ignored, and it stays ignored for those.
        signal.signal(signal.SIGINT, _stop)
    try:
        code = group(prog_name="duizhao", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what was built before is left as it was", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of the output is gone; Python would report the error again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FINDINGS)
    except OSError as error:
        click.echo(_describe(error), err=True)
        sys.exit(FINDINGS)
    except Exception:  # noqa: BLE001 -- the last resort: an internal error, reported as such
        if _stops:
            # A package that was just being imported has turned the end into an error of its own.
            sys.exit(128 + _stops[0])
        import traceback  # noqa: PLC0415 -- needed for this only

        traceback.print_exc()
        click.echo("duizhao: internal error; please report it with the lines above", err=True)
        sys.exit(INTERNAL)
    finally:
        # Skip the garbage collection at exit, which takes a tenth of a second after a build.
        gc.freeze()


def _stop(number: int, _frame: object) -> None:
    """Exit cleanly on a signal, with the exit code that shells use for it."""
    _stops.append(number)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)


def _describe(error: OSError) -> str:
    """Describe an error of the operating system in one line: place, error and remedy."""
    place = f"{error.filename2 or error.filename}: " if error.filename else ""
    hint = REMEDIES.get(error.errno or 0, "see that the folder of the site can be read and written")
    return f"{place}{error.strerror or error}; {hint}; what was built before is left as it was"
