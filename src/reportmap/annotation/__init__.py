"""Batch annotation: texts of a corpus in, one prediction a text out, in the shapes that published scorers take.

corpus.py    the lines of a JSON Lines file, and what is wrong with a bad one
fields.py    the fields of one line, checked
texts.py     a text becomes passages, with its own offsets
places.py    toponyms; dates.py: TIMEX3 expressions

A further task is a module with a function from a CorpusText to a prediction, and a command in `cli/annotate.py`.
Nothing is imported here: places.py loads the language model's library, which a corpus reader can do without.
"""
