"""Writes nested data as TOML in random styles, noting where each key and value comes to stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from perfscore.inputs.toml.text import NumberText

Path = tuple[str | int, ...]

BARE = "abcXYZ019_-"
CHARACTERS = "abc 数字“”🙂.[]{}#=,'\"\\\n\t"
ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}

keys = st.text(BARE, min_size=1, max_size=4) | st.text(CHARACTERS.replace("\n", ""), max_size=4)
scalars = (
    st.text(CHARACTERS, max_size=8)
    | st.integers(-(10**12), 10**12)
    | st.sampled_from(["0.10", "-3.5", "1e9", "6_0.5"]).map(NumberText)
    | st.booleans()
    | st.dates(date(1000, 1, 1))
)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)
tables = st.dictionaries(keys, values, max_size=4)


@dataclass
class Writer:
    """The text so far, and the offsets of what was written by path."""

    random: Random
    text: str = ""
    keys: dict[Path, int] = field(default_factory=dict)
    values: dict[Path, int] = field(default_factory=dict)
    characters: dict[Path, list[int]] = field(default_factory=dict)

    def blank(self) -> None:
        self.text += self.random.choice(["", "", " ", "\t "])

    def gap(self, lines: bool) -> None:
        """Write what may stand between the items of a list: blanks, line ends, comments."""
        self.blank()
        while lines and self.random.random() < 0.2:
            self.text += self.random.choice(["\n", "# a [comment] = \"'\n"])
            self.blank()

    def end_line(self) -> None:
        self.blank()
        self.text += self.random.choice(["\n", "\n\n", ' # not = "closed\n', "#'''\n"])

    def name(self, key: str) -> None:
        if key and set(key) <= set(BARE) and self.random.random() < 0.7:
            self.text += key
        elif "'" not in key and self.random.random() < 0.5:
            self.text += f"'{key}'"
        else:
            self.text += f'"{"".join(ESCAPES.get(c, c) for c in key)}"'

    def pair(self, table: Path, names: Path, value: Any) -> None:
        """Write ``a.b = value`` below a table."""
        for number, name in enumerate(names):
            if number:
                self.text += "."
                self.blank()
            self.keys.setdefault((*table, *names[: number + 1]), len(self.text))
            self.name(str(name))
            self.blank()
        self.text += "="
        self.blank()
        self.value((*table, *names), value)

    def value(self, path: Path, value: Any) -> None:
        self.values[path] = len(self.text)
        if isinstance(value, list):
            self.items(path, value)
        elif isinstance(value, dict):
            self.inline(path, value)
        elif isinstance(value, str) and not isinstance(value, NumberText):
            self.string(path, value)
        else:
            self.text += str(value).lower()

    def items(self, path: Path, items: list[Any]) -> None:
        self.text += "["
        for number, item in enumerate(items):
            self.gap(lines=True)
            self.value((*path, number), item)
            self.gap(lines=True)
            if number < len(items) - 1 or self.random.random() < 0.3:
                self.text += ","
        self.gap(lines=True)
        self.text += "]"

    def inline(self, path: Path, table: dict[str, Any]) -> None:
        self.text += "{"
        for number, (names, value) in enumerate(self.flattened(table)):
            self.text += "," if number else ""
            self.gap(lines=True)
            self.pair(path, names, value)
            self.gap(lines=True)
        self.text += "}"

    def flattened(self, table: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
        """Yield the entries of a table, some inner tables as dotted keys."""
        for name, value in table.items():
            if isinstance(value, dict) and value and self.random.random() < 0.5:
                for names, inner in self.flattened(value):
                    yield (name, *names), inner
            else:
                yield (name,), value

    def string(self, path: Path, value: str) -> None:
        long = self.random.random() < 0.5 or "\n" in value
        quote = self.random.choice("'\"")
        if quote == "'" and ("'" in value or ("\n" in value and not long)):
            quote = '"'
        self.text += quote * (3 if long else 1)
        if long and (value[:1] == "\n" or self.random.random() < 0.5):
            self.text += "\n"
        spots = self.characters[path] = []
        for character in value:
            if long and quote == '"' and self.random.random() < 0.2:
                self.text += self.random.choice(["\\\n", "\\ \n\t", "\\\n\n  "])
                hidden = True
            else:
                hidden = False
            spots.append(len(self.text))
            self.text += character if quote == "'" else self.escaped(character, long, hidden)
        spots.append(len(self.text))
        self.text += quote * (3 if long else 1)

    def escaped(self, character: str, long: bool, hidden: bool) -> str:
        if character == "\n" and long and not hidden and self.random.random() < 0.5:
            return "\n"
        if self.random.random() < 0.2:
            code = ord(character)
            short = f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04X}"
            return f"\\U{code:08x}" if code > 0xFFFF else short
        blank = hidden and character in " \t"
        return f"\\u{ord(character):04x}" if blank else ESCAPES.get(character, character)

    def table(self, path: Path, table: dict[str, Any]) -> None:
        """Write a table: its pairs, then the tables in it under headers of their own."""
        later = []
        for name, value in table.items():
            rows = isinstance(value, list) and value and all(isinstance(v, dict) for v in value)
            if (rows or isinstance(value, dict)) and self.random.random() < 0.6:
                later.append((name, value))
                continue
            dotted = isinstance(value, dict) and value and self.random.random() < 0.5
            entries = self.flattened({name: value}) if dotted else iter([((name,), value)])
            for names, inner in entries:
                self.blank()
                self.pair(path, names, inner)
                self.end_line()
        for name, value in later:
            for number, row in enumerate(value if isinstance(value, list) else [value]):
                inner = (*path, name, number) if isinstance(value, list) else (*path, name)
                self.header(inner)
                self.table(inner, row)

    def header(self, path: Path) -> None:
        self.blank()
        start = len(self.text)
        many = isinstance(path[-1], int)
        self.text += "[[" if many else "["
        names = [step for step in path if isinstance(step, str)]
        for name in names[:-1]:
            self.blank()
            self.name(name)
            self.blank()
            self.text += "."
        self.blank()
        self.keys.setdefault(path[:-1] if many else path, len(self.text))
        self.name(names[-1])
        self.blank()
        self.text += "]]" if many else "]"
        self.values[path] = start
        self.end_line()


def written(table: dict[str, Any], random: Random) -> Writer:
    """Return a table as TOML in a random style."""
    writer = Writer(random)
    writer.table((), table)
    return writer
