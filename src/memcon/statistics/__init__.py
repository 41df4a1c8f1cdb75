"""Files of official statistics: read into observations, and these into a document with figures."""

from memcon.statistics.detect import FORMATS, guess
from memcon.statistics.files import Payload, payload_of
from memcon.statistics.mapping import Mapping, load_mapping
from memcon.statistics.observation import Dataset, Observation, Selection, Table
from memcon.statistics.reading import read_table
from memcon.statistics.render import Rendered, keys_of, render

__all__ = [
    "FORMATS",
    "Dataset",
    "Mapping",
    "Observation",
    "Payload",
    "Rendered",
    "Selection",
    "Table",
    "guess",
    "keys_of",
    "load_mapping",
    "payload_of",
    "read_table",
    "render",
]
