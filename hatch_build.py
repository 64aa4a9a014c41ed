"""Put the catalog into the wheel as Python too, which loads some six times as fast as TOML."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogHook(BuildHookInterface[Any]):
    """Write a module for each file of the catalog; `botoxlog/catalog/loader.py` prefers them.

    An editable install has none, so that a change of a file counts at once.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the modules, and name them to the build."""
        self.made = TemporaryDirectory()
        if version == "editable":
            return
        texts = {"__init__": '"""The files of the catalog, as Python."""\n'}
        for file in sorted(Path(self.root, "botoxlog", "catalog").glob("*.toml")):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            texts[file.stem] = f'"""What {file.name} holds."""\n\nDATA = {data!r}\n'
        for name, text in texts.items():
            module = Path(self.made.name, f"{name}.py")
            module.write_text(text, encoding="utf-8")
            build_data["force_include"][str(module)] = f"botoxlog/catalog/prepared/{name}.py"

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
        """Delete what was written."""
        self.made.cleanup()
