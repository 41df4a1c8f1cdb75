"""The command line: thin modules, one for each command, that call the API and show the result."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from memcon.errors import MemconError, UsageError

OK = 0
SOME_FAILED = 1
WRONG_USE = 2
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_DEBUG = "MEMCON_DEBUG"


def main() -> None:
    """Run `memcon` with the arguments of the process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit code of `memcon ARGUMENTS…`: 0 all well, 1 some inputs failed, 2 wrong use.

    Whatever goes wrong is one line on stderr; `MEMCON_DEBUG=1` shows the traceback.
    """
    if list(arguments) == ["--version"]:  # without the second that building the commands takes
        from memcon.version import __version__

        print(f"memcon {__version__}")  # noqa: T201 (the answer)
        return OK
    try:
        return _call(list(arguments))
    except BrokenPipeError:
        _silence_stdout()
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        _say("stopped; what was finished is stored")
        return _INTERRUPTED
    except MemconError as error:
        if os.environ.get(_DEBUG):
            raise
        _say(str(error))
        return WRONG_USE if isinstance(error, UsageError) else SOME_FAILED
    except OSError as error:
        if os.environ.get(_DEBUG):
            raise
        place = f"{error.filename}: " if error.filename else ""
        reason = (error.strerror or str(error)).lower()
        _say(f"{place}cannot be read or written: {reason}; check the disk and the permissions")
        return SOME_FAILED
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        name = type(error).__name__
        _say(f"internal error: {name}: {error}; set {_DEBUG}=1 to see where, and please report it")
        return SOME_FAILED


def _call(arguments: list[str]) -> int:
    import typer

    from memcon.cli.app import app

    try:
        code = app(args=arguments, prog_name="memcon", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        _say(_one_line(error))
        return WRONG_USE
    except typer.Abort:
        _say("stopped")
        return _INTERRUPTED
    if code == _INTERRUPTED:  # Typer turns the interrupt into a code of its own
        _say("stopped; what was finished is stored, the rest is read when it is run again")
    return code if isinstance(code, int) else OK


def _one_line(error: Exception) -> str:
    """What Typer found wrong, and where to look."""
    import typer

    message = error.format_message() if isinstance(error, typer.TyperException) else str(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "memcon"
    return f"{' '.join(message.split()).rstrip('.')}; see {path} --help"


def _say(message: str) -> None:
    print(f"memcon: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201 (a message)


def _silence_stdout() -> None:
    """Keep Python from complaining about the closed pipe when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
