"""Runs every program of a folder, one after the other in one process, and keeps what each printed.

A program is run as it stands, as its own __main__; n.py leaves n.txt, or n.err where it failed. Nothing is compared here.
"""

import contextlib
import io
import pathlib
import runpy
import sys
import traceback

for program in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(str(program), run_name="__main__")
        program.with_suffix(".txt").write_text(said.getvalue())
    except BaseException:  # a program that ends itself has failed too
        program.with_suffix(".err").write_text(traceback.format_exc())
