"""Sixty texts that try to be more than text: in a page, a spreadsheet, a document, a terminal."""

__all__ = ["HOSTILE"]

_MARKUP = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "<a href=\"javascript:alert(1)\">点此</a>",
    "<!-- ", "-->", "<![CDATA[", "]]>", "</style><style>*{display:none}", "</title><b>粗", "</textarea>",
    "<iframe src=//example.org>", "<base href=//example.org>", "<meta http-equiv=refresh content=0>",
    "&lt;script&gt;", "&#60;script&#62;", "&amp;amp;", "<math><mi>x",
    "<object data=x>", "<link rel=x href=y>",
    "{{ 7 * 7 }}", "{% include 'x' %}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "{{constructor.constructor('x')()}}",
]  # fmt: skip
_FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://example.org\",\"点此\")", "=cmd|' /C calc'!A0",
    "\t=1+1", "\r=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=IMPORTXML(1,2)", "|dde", "%1",
]  # fmt: skip
_UNSEEN = [
    "\u202e逆序\u202c", "\u2066隔离\u2069", "零\u200b宽", "\ufeff首", "回\r行", "换\n行", "退\b格",
    "\x1b[31m红\x1b[0m",
    "\x07铃", "\x85", "a\u0301\u0301\u0301\u0301\u0301\u0301", "\U000e0041标签",
    "👩\u200d👩\u200d👧", "[/x]",
    "[bold]x[/bold]",
    "](javascript:x) [点", "`x`", "|格|格|",
]  # fmt: skip
HOSTILE = tuple(_MARKUP + _FORMULAS + _UNSEEN)
