"""Where names are on the earth: an offline gazetteer, built once from packages and our own supplement.

names.py      the form in which names are compared and shown
features.py   what feature codes and words such as "province" mean
entries.py    what the gazetteer is built from: packages.py, units.py, divisions.py, supplement.py
userdata.py   what users gave it; dumps.py reads GeoNames' files, imports.py takes them in
build.py      entries to index; storage.py: the files, and whether they are sound
index.py      Gazetteer: look up, fuzzy, by id, by code, nearest
distances.py  kilometers between points
geocoder.py   the same behind geopy's interface
"""

from reportmap.gazetteer.features import feature_kind, feature_label
from reportmap.gazetteer.geocoder import GazetteerGeocoder
from reportmap.gazetteer.index import Gazetteer, default_directory

__all__ = ["Gazetteer", "GazetteerGeocoder", "default_directory", "feature_kind", "feature_label"]
