"""Printed text before it is read · 印刷文本.

Every reader of printed quantities, units and dates takes its text through this one gate: it folds
full-width forms, drops blanks between words, and refuses every character outside a listed set, so
that a reader never meets two characters that look alike and mean different things.
"""

import re
from collections.abc import Mapping

from perfscore.messages import fill, load

__all__ = ["LONGEST", "QuantityRefused", "folded", "heading", "readable", "refuse_blank"]

LONGEST = 38

_ASCII = frozenset("0123456789,.+-~<>=%/()* BGKMT:")
_SIGNS = frozenset("≥≤≧≦⩾⩽≮≯═‰·、㎡")
# Small and mathematical forms of marks that are printed for the plain ones.
_FORMS = {ord(odd): plain for odd, plain in zip("﹥﹤﹦﹢﹣﹪∶×", "><=+-%:*", strict=True)}
_BLANKS = frozenset(("", "-", "--", "—", "——", "–", "/", "\\", "...", "…", "……"))
_BLANK_WORDS = frozenset(("无", "暂无", "不适用", "未填", "未填报", "N/A", "n/a", "NA"))
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉")
_NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、.,:是]|[0-9]{1,2}(?:\.[0-9]{1,2})*(?:[、.,:)]|(?<=\.[0-9])|(?<=\.[0-9][0-9]))(?![0-9.])|[①-⑳⑴-⒇⒈-⒛ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+)"
)
_POINTS = re.compile(r"(?<=[\u4e00-\u9fff])[0-9]+(?:\.[0-9]+)?分$")
_KEPT = frozenset("%/‰※")
_SPLIT_NUMBER = re.compile(r"[0-9.,] +[0-9.,]")


class QuantityRefused(ValueError):
    """A printed quantity, unit or date that is not read · 无法识读.

    `code` is the code of a problem and `values` fill its sentence; whoever knows the place in the
    file makes the `Problem`.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, str] = values

    def __str__(self) -> str:
        return fill(load("problems", "en")[self.code]["why"], self.values) or self.code


def folded(text: str) -> str:
    """Return text with full-width forms as ASCII · 全角转半角.

    This is NFKC, limited to U+FF01 to U+FF5E, the ideographic space and other forms of a few signs.
    """
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text)
    return plain if plain.isascii() else plain.translate(_FORMS)


def heading(text: str) -> str:
    """Return a heading or a name as it is compared with others · 名称归一.

    Blanks, ornaments, its number in a list, what stands in brackets and points printed behind it mean
    nothing: 一、产出指标, ★产出指标, （一）产出指标, 产出指标（50分） and 产 出 指 标 are one name.
    Every reader of headings, groups and names asks here.
    """
    word = "".join(folded(text).split())
    bare = _POINTS.sub("", _NUMBERED.sub("", _letters_first(_BRACKETED.sub("", word))))
    kept = "".join(c for c in bare if c.isalnum() or c in _KEPT)
    return (kept or "".join(c for c in word if c.isalnum() or c in _KEPT)).casefold()


def _letters_first(word: str) -> str:
    """Return a word without the ornaments before it."""
    start = next((at for at, c in enumerate(word) if c.isalnum() or c in _KEPT), len(word))
    return word[start:]


def readable(text: str) -> str:
    """Return folded text without blanks, every character of which is a listed one · 过滤文本.

    Raises QuantityRefused (too long, a character outside the set, a blank inside a number).
    """
    if len(text) > LONGEST:
        raise QuantityRefused("quantity-too-long", found=text, length=str(len(text)), limit=str(LONGEST))
    plain = folded(text)
    for position, character in enumerate(plain, start=1):
        if not ("一" <= character <= "\u9fff" or character in _ASCII or character in _SIGNS):
            raise QuantityRefused(
                "quantity-character",
                found=text,
                character=f"U+{ord(character):04X}",
                position=str(position),
            )
    if _SPLIT_NUMBER.search(plain):
        raise QuantityRefused("quantity-number", found=text)
    return plain.replace(" ", "")


def refuse_blank(text: str) -> None:
    """Refuse what stands in a cell in place of a value · 空白单元格."""
    word = folded(text).strip(" ")
    if word in _BLANKS or word in _BLANK_WORDS:
        raise QuantityRefused("quantity-blank", found=text)
