"""Files to stored events: reading, extraction by several processes, and the one writer of the store.

outcome.py     the nouns: what is taken in, how far it is, and what became of it
intake.py      take_in: read, skip what the store has, extract, store; one transaction a document
pool.py        the processes, what each is doing, and what to do when one dies
worker.py      the inside of such a process: a task in, an answer out
extraction.py  the program that they run: a document in, its extraction out
"""
