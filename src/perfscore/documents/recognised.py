"""Characters in a picture, by rapidocr · 文字识别.

Its models are in its wheel, so nothing is fetched; its drawing, which fetches a font, is never asked for.
Lengths are pixels here, and what the library gives as fractions of one is made whole at once.
"""

from dataclasses import dataclass
from typing import Any

from perfscore.documents.bounds import THREADS
from perfscore.documents.placed import Box

__all__ = ["Recogniser", "Slanted"]

_SETTINGS = {
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class Slanted:
    """A piece of text found in a picture: the rectangle around it, and how far it falls · 文字块.

    `falls` is by how many pixels its upper edge ends below where it begins, over its width.
    """

    box: Box
    falls: int


class Recogniser:
    """Finds and reads pieces of text; loads its models once · 识别器."""

    def __init__(self) -> None:
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(THREADS)
        self._engine: Any = RapidOCR(params=_SETTINGS)

    def find(self, image: Any) -> list[Slanted]:
        """Return where text stands, in no order."""
        found = self._engine(image, use_det=True, use_cls=False, use_rec=False)
        return [] if found.boxes is None else [_slanted(corners) for corners in found.boxes]

    def is_upside_down(self, image: Any) -> bool:
        """Say whether a piece of text stands on its head."""
        found = self._engine(image, use_det=False, use_cls=True, use_rec=False)
        return any(label == "180" for label, _ in found.cls_res or ())

    def read(self, image: Any) -> tuple[str, int]:
        """Return the characters of a piece of text, and how sure they are in hundredths."""
        found = self._engine(image, use_det=False, use_cls=False, use_rec=True, return_word_box=False)
        if not found.txts:
            return "", 0
        return str(found.txts[0]).strip(), int(found.scores[0] * 100)


def _slanted(corners: Any) -> Slanted:
    xs, ys = [int(x) for x, _ in corners], [int(y) for _, y in corners]
    return Slanted(Box(min(xs), min(ys), max(xs) + 1, max(ys) + 1), ys[1] - ys[0])
