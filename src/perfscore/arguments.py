"""What a program may pass, checked where it comes in · 参数检查.

A wrong argument is a mistake of the program that calls, so it is a TypeError that says what was
expected and how to get one; nothing is guessed.
"""

__all__ = ["expect"]


def expect(value: object, kinds: type | tuple[type, ...], name: str, hint: str) -> None:
    """Raise TypeError unless a value is of one of the kinds; `hint` says where one comes from."""
    if not isinstance(value, kinds):
        named = kinds if isinstance(kinds, tuple) else (kinds,)
        wanted = " or ".join(kind.__name__ for kind in named)
        raise TypeError(f"{name} is a {wanted}, not {type(value).__name__}; {hint}")
