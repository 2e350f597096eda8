"""The dashboard: `streamlit run app.py`, or `reportmap serve`."""

from reportmap.dashboard.views.pages import run

run()
