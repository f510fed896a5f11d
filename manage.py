"""Run the program from a checkout: `.venv/bin/python manage.py COMMAND`."""

import sys


def main() -> None:
    """Hand over to `workbench.cli`, or say what is missing.

    Raises:
        SystemExit: with the command's exit code, or with a message when `make setup` has not been run.
    """
    try:
        from workbench.cli import main as command_line
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] == "workbench":
            raise
        sys.exit(f"The package '{error.name}' is missing: run `make setup` first, then .venv/bin/python manage.py")
    except KeyboardInterrupt:  # while the modules load; from then on, click says the same
        sys.exit("Aborted!")
    command_line()


if __name__ == "__main__":
    main()
