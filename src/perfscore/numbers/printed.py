"""Printed text before it is read · 印刷文本.

Every reader of printed quantities, units and dates takes its text through this one gate: it folds
full-width forms, drops blanks between words, and refuses every character outside a listed set, so
that a reader never meets two characters that look alike and mean different things.
"""

import re
import unicodedata
from collections.abc import Mapping

from perfscore.messages import fill, load

__all__ = [
    "LONGEST", "QuantityRefused", "folded", "name_stem", "plain_name", "readable", "refuse_blank",
    "same_name",
]  # fmt: skip

LONGEST = 38
_LONGEST_NAME = 400

_ASCII = frozenset("0123456789,.+-~<>=%/()*: BGKMT")
_SIGNS = frozenset("≥≤≧≦⩾⩽≮≯═‰·•・×、㎡¥")
_BLANKS = frozenset(("", "-", "--", "—", "——", "–", "/", "\\", "...", "…", "……"))
_BLANK_WORDS = frozenset(("无", "暂无", "不适用", "未填", "未填报", "N/A", "n/a", "NA"))
_FORMS = re.compile("[\uff01-\uff5e\ufe50-\ufe6b\u3000\uffe5]")
_MARKS = re.compile(r"[\s\ue000-\uf8ff★☆*▲△●○◎■□◆◇※#·•:“”\"'‘’]+")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|#+)")
_NUMBERED = re.compile(
    r"(?:(?:[一二三四五六七八九十]+|[0-9]+)[、)]|\((?:[一二三四五六七八九十]+|[0-9]+)\)|[0-9]+\.(?![0-9])"
    r"|[一二三四五六七八九十]+\.|[0-9]+(?:\.[0-9]+)+(?=[一-鿿])|[①-⑳])+"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_POINTS = re.compile(r"[0-9]+(?:\.[0-9]+)?分$")
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
    """Return text with full-width and small forms (﹥, ﹪) as ASCII · 全角转半角.

    This is NFKC, limited to U+FF01 to U+FF5E, U+FE50 to U+FE6B, the ideographic space and ￥; nothing else
    is folded.
    """
    return "".join(unicodedata.normalize("NFKC", c) if _FORMS.match(c) else c for c in text)


def plain_name(text: str) -> str:
    """Return a heading without blanks, marks, quotes, numbering and what stands in brackets · 名称."""
    if len(text) > _LONGEST_NAME:
        return ""
    word = _MARKS.sub("", folded(text))
    word = word[found.end() :] if (found := _NUMBERED.match(word)) else word
    return (_IN_BRACKETS.sub("", word) or word.strip("()[]【】")).casefold()


def same_name(left: str | None, right: str) -> bool:
    """Say whether two headings name the same, whatever points or final 指标 they bear."""
    return left is not None and name_stem(left) == name_stem(right)


def name_stem(heading: str) -> str:
    """Return what two headings that name the same have in common.

    What one province calls 效果, its neighbour calls 效益; 满意度 is that of those served.
    """
    bare = _POINTS.sub("", plain_name(heading)).replace("效果", "效益").replace("服务对象满意", "满意")
    return bare.removesuffix("指标") or bare


def readable(text: str) -> str:
    """Return folded text without blanks, every character of which is a listed one · 过滤文本.

    Raises QuantityRefused (too long, a character outside the set, a blank inside a number).
    """
    if len(text) > LONGEST:
        raise QuantityRefused("quantity-too-long", found=text, length=str(len(text)), limit=str(LONGEST))
    plain = folded(text)
    if _ERROR.fullmatch(plain.strip()):
        raise QuantityRefused("quantity-error-value", found=text)
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
