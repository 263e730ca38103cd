"""The beginnings of all tokens of a vocabulary, followed at many places of a text at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

LAST_CODE = 0xFFFF  # characters beyond the basic plane are all taken for this code, which is no character
_CODE_BITS = 16
_NODE_BITS = 23  # an edge (a node and a character) and a child fit into one word
_MOST_NODES = 1 << _NODE_BITS
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # multiplicative hashing (Knuth, volume 3, 6.4)


class Trie:
    """A tree of characters whose root is node 0; asked for a child that does not exist, it says 0 too."""

    def __init__(self, tokens: Sequence[str]) -> None:
        """Read the tokens, of one character or more each, without duplicates."""
        codes = read_codes("".join(tokens))
        lengths = np.fromiter(map(len, tokens), np.int64, len(tokens))
        starts = np.cumsum(lengths) - lengths
        nodes = np.zeros(len(tokens), dtype=np.int64)
        self.depth = int(lengths.max())
        self._roots = np.zeros(LAST_CODE + 1, dtype=np.int64)
        edges = [np.zeros(0, dtype=np.int64)]
        count = 1
        for depth in range(self.depth):
            longer = np.flatnonzero(lengths > depth)
            edge = _edges(nodes[longer], codes[starts[longer] + depth])
            unique, places = np.unique(edge, return_inverse=True)
            nodes[longer] = count + places
            count += len(unique)
            if depth == 0:
                self._roots[unique] = np.arange(1, count)
            else:
                edges.append(unique)
        self._tokens = np.full(count, -1, dtype=np.int64)
        self._tokens[nodes] = np.arange(len(tokens))
        self._children = _EdgeTable(np.concatenate(edges), first_child=1 + int(np.count_nonzero(self._roots)))

    def roots(self, codes: Ints) -> Ints:
        """Return the nodes of first characters."""
        return self._roots.take(codes)

    def children(self, nodes: Ints, codes: Ints) -> Ints:
        """Return the nodes that the next characters lead to."""
        return self._children.find(_edges(nodes, codes))

    def tokens(self, nodes: Ints) -> Ints:
        """Return the tokens that end at the nodes, -1 where none does."""
        tokens: Ints = self._tokens.take(nodes)
        return tokens


def read_codes(text: str) -> Ints:
    """Return the code points of a text, those beyond the basic plane as `LAST_CODE`."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    basic: Ints = np.minimum(codes, LAST_CODE, dtype=np.int64)
    return basic


def _edges(nodes: Ints, codes: Ints) -> Ints:
    edges: Ints = nodes << _CODE_BITS | codes
    return edges


class _EdgeTable:
    """A hash table from edges to children, one word each: a binary search takes several times as long."""

    def __init__(self, edges: Ints, first_child: int) -> None:
        children = np.arange(first_child, first_child + len(edges))
        if first_child + len(edges) > _MOST_NODES:
            raise ValueError(f"the tokens have more than {_MOST_NODES} beginnings")
        bits = int(1.5 * len(edges)).bit_length()
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._words = np.zeros(1 << bits, dtype=np.int64)
        words, slots = edges << _NODE_BITS | children, self._slots(edges)
        while len(words):
            free = self._words[slots] == 0
            self._words[slots[free]] = words[free]  # of several words for one slot the last stays
            waiting = self._words[slots] != words
            words, slots = words[waiting], (slots[waiting] + 1) & self._mask

    def find(self, edges: Ints) -> Ints:
        """Return the child at the end of each edge, 0 where there is no such edge."""
        slots = self._slots(edges)
        words = self._words.take(slots)
        waiting = np.flatnonzero((words >> _NODE_BITS != edges) & (words != 0))
        while len(waiting):
            slots[waiting] = (slots[waiting] + 1) & self._mask
            words[waiting] = self._words.take(slots[waiting])
            waiting = waiting[(words[waiting] >> _NODE_BITS != edges[waiting]) & (words[waiting] != 0)]
        children: Ints = words & (_MOST_NODES - 1)
        return children

    def _slots(self, edges: Ints) -> Ints:
        return (edges.view(np.uint64) * _SPREAD >> self._shift).view(np.int64)
