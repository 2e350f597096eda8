"""Standard measures of predictions against a gold standard; pure functions of both.

spans.py         pairs of gold and predicted spans; precision, recall and F1
places.py        geoparsing: recognition, resolution, both end to end
reliability.py   whether scores mean what they say
dates.py         TIMEX3 expressions; intervals.py: the days that a TIMEX3 value means
gold.py          corpus lines become gold standards and predictions
report.py        scores as JSON values

A further task is a module with its measures, readers in gold.py, and a command in `cli/evaluate.py`.
"""
