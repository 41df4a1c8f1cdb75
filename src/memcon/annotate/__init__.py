"""Document → parsed sentences, in one syntax for all languages."""

from __future__ import annotations

from memcon.annotate.parser import Parser, parser_for
from memcon.annotate.tree import Sentence, Token

__all__ = ["Parser", "Sentence", "Token", "parser_for"]
