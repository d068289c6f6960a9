"""Compiles the translations when the package is built, so that nobody needs gettext."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTranslations(build_py):
    """Turn every .po into the .mo that Django reads, then build as usual."""

    def run(self) -> None:
        """Compile, then build."""
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for po in Path("src/kithbook/locale").glob("*/LC_MESSAGES/*.po"):
            with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
