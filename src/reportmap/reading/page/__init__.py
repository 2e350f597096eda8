"""What a web page is made of: its markup as a tree, its blocks, its readers' comments, its facts, its main text.

markup.py     bytes -> tree, without what no reader of the page sees
blocks.py     tree -> paragraphs, headings, items, rows, captions; and these as a text with marked parts
comments.py   the comments are cut out of the tree
facts.py      candidates for title, author, date and so on
choice.py     which blocks are the report: the only home of trafilatura
"""
