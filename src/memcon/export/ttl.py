"""`ttl`: the graph of `jsonld` as Turtle; needs rdflib."""

from __future__ import annotations

import json
import warnings
from itertools import islice
from typing import BinaryIO

from rdflib import Graph

from memcon.export.base import Material, Report
from memcon.export.jsonld import context, nodes

_TOGETHER = 2_000  # nodes held at once; Turtle files can be written one after the other


def write(material: Material, file: BinaryIO) -> Report:
    """Write the graph; how many records there are in it."""
    report = Report()
    left = nodes(material, report)
    while some := list(islice(left, _TOGETHER)):
        graph = Graph(bind_namespaces="none")
        text = json.dumps({"@context": context(), "@graph": some})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of its own classes
            graph.parse(data=text, format="json-ld")
        file.write(graph.serialize(format="turtle").encode("utf-8"))
    return report
