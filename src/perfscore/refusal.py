"""Refusals · 拒绝.

What a validator raises when a value is wrong for a reason of our own.  The schema check turns
it into a `Problem` at the place of the value, so a model needs to know neither files nor
sentences.
"""

__all__ = ["Refused"]


class Refused(ValueError):
    """A value that a validator refuses · 值被拒绝.

    `code` is a problem code of the catalogue and `values` fill its blanks.  `at` leads on from the
    value being validated to the part that is wrong (names and list indexes), and `offset` is the
    character of a text value, from 0, where the mistake stands.
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        at: tuple[str | int, ...] = (),
        offset: int | None = None,
        **values: str,
    ) -> None:
        self.code = code
        self.at = at
        self.offset = offset
        self.values = values
        super().__init__(code)
