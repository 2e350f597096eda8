"""TIMEX3 expressions of a corpus text, one JSON object a text."""

import datetime

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.texts import passages_of
from reportmap.dates import annotate


def annotate_dates(corpus_text: CorpusText) -> dict[str, object]:
    """The dates of a text in text order: `id`, and in `timexes` start, end, text, type and value.

    Beyond what scorers take, each has its days (`first_day`, `last_day`), precision, basis, score and reason, and in
    `scope` the kind, start and end of the text that it governs. They are anchored on the document creation time, or on
    a dateline. Without one, the value of a relative date is what its words alone say ("XXXX-WXX-1" for "on Monday"),
    or "".
    """
    timexes = [
        {
            "start": one.start,
            "end": one.end,
            "text": corpus_text.text[one.start : one.end],
            "type": one.type,
            "value": one.value,
            "first_day": _iso(one.resolved.start),
            "last_day": _iso(one.resolved.end),
            "precision": one.resolved.precision.value,
            "basis": one.resolved.basis.value,
            "score": round(one.resolved.score, 3),
            "reason": one.resolved.reason,
            "scope": {"kind": one.scope.kind.value, "start": one.scope.start, "end": one.scope.end},
        }
        for one in annotate(passages_of(corpus_text.text), published_on=corpus_text.dct)
    ]
    return {"id": corpus_text.id, "timexes": timexes}


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()
