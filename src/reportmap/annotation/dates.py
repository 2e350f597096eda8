"""TIMEX3 expressions of a corpus text, one JSON object a text."""

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.texts import passages_of
from reportmap.dates import annotate


def annotate_dates(corpus_text: CorpusText) -> dict[str, object]:
    """The dates of a text in text order: `id`, and in `timexes` start, end, text, type and value.

    They are anchored on the document creation time. Without one, the value of a relative date is what its words alone
    say ("XXXX-WXX-1" for "on Monday"), or "".
    """
    timexes = [
        {
            "start": one.start,
            "end": one.end,
            "text": corpus_text.text[one.start : one.end],
            "type": one.type,
            "value": one.value,
        }
        for one in annotate(passages_of(corpus_text.text), published_on=corpus_text.dct)
    ]
    return {"id": corpus_text.id, "timexes": timexes}
