"""A file and the files inside it become drafts, one file after the other; what is wrong with one is one error."""

from collections.abc import Callable, Iterator

from reportmap.errors import ReadingError
from reportmap.reading.budget import Budget, BudgetError
from reportmap.reading.draft import Draft, Member
from reportmap.reading.formats import format_of, reader_of
from reportmap.reading.text import check_characters

MAX_CHARACTERS = 32 * 1024 * 1024
"""Of the text of one report; a longer one is a bomb, or a library."""


def drafts_in(
    data: bytes, name: str, *, begin: Callable[[str], bool], budget: Budget
) -> Iterator[Draft | ReadingError]:
    """The drafts of a file and of the files inside it, in their order; of very many errors the last ones are one line.

    Args:     begin: called with the name of each file inside before it is opened; False leaves it out
    """
    try:
        yield from _items(data, name, begin=begin, budget=budget, depth=0)
    except BudgetError as error:
        yield error
    if (rest := budget.summary(name)) is not None:
        yield rest


def _items(
    data: bytes, name: str, *, begin: Callable[[str], bool], budget: Budget, depth: int
) -> Iterator[Draft | ReadingError]:
    try:
        for item in reader_of(format_of(data, name))(data, name):
            if isinstance(item, Member):
                yield from _inside(item, begin=begin, budget=budget, depth=depth + 1)
            else:
                yield _checked(item)
    except (MemoryError, BudgetError):
        raise  # whoever set the limit knows what to say
    except ReadingError as error:
        if depth == 0 or budget.is_worth_saying():
            yield error
    except Exception as error:  # a parser that stumbles over one file must not cost the others
        if depth == 0 or budget.is_worth_saying():
            yield ReadingError(
                f"{name}: is damaged, or of a kind unknown here ({_named(error)}); save it anew and try again"
            )


def _inside(
    member: Member, *, begin: Callable[[str], bool], budget: Budget, depth: int
) -> Iterator[Draft | ReadingError]:
    if not begin(member.name):
        return
    try:
        budget.enter(member.name, depth=depth)
        data = member.load()
        budget.spend(len(data), member.name)
    except BudgetError:
        raise
    except ReadingError as error:
        if budget.is_worth_saying():
            yield error
    else:
        yield from _items(data, member.name, begin=begin, budget=budget, depth=depth)


def _checked(item: Draft | ReadingError) -> Draft | ReadingError:
    """The draft, or why it cannot be stored."""
    if isinstance(item, ReadingError):
        return item
    if len(item.text) > MAX_CHARACTERS:
        return ReadingError(f"{item.name}: holds more than {MAX_CHARACTERS:,} characters; split it into its reports")
    try:
        check_characters(item.text, item.name)
    except ReadingError as error:
        return error
    if not any(map(str.isalnum, item.text)):
        return ReadingError(f"{item.name}: there is no text in it; check that it was saved, or leave it out")
    return item


def _named(error: Exception) -> str:
    message = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
