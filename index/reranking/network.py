"""The bundled re-ranker as a torch module for sentence-transformers: trained here, run by onnxruntime elsewhere.

A small transformer over the tokens of question and chunk. Each token enters with its vector from the bundled
encoder, with the vector that it finds on the other side (decomposable attention, Parikh et al., 2016), with how
near the nearest token of the other side is, and with what the tables of terms know of it (`index.reranking.links`), so
that matching need not be learnt from nothing; what the layers learn is who does what to whom around the matches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from sentence_transformers.base.modules import InputModule
from torch import Tensor, nn

from index.encoders import StaticEncoder, load_bundled
from index.reranking.links import LINK_FEATURES
from index.reranking.pairs import CHUNK, QUESTION, PairTokenizer, pad

_MATCH_FEATURES = 5 + LINK_FEATURES
_PAIR_FEATURES = 6 + LINK_FEATURES
_POSITIONS = 112
_SHARPNESS = 12.0  # of the cosines in the soft alignment
_EXACT = 0.995


class _Layer(nn.Module):
    """A transformer layer, norm first."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.norm_attention, self.norm_inner = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mixed, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        count, length, width = states.shape
        mixed = self.mixed(self.norm_attention(states)).view(
            count, length, 3, self.heads, width // self.heads
        )
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias
        read = (torch.softmax(scores, dim=-1) @ value).transpose(1, 2).reshape(count, length, width)
        states = states + self.dropout(self.out(read))
        inner = F.gelu(self.up(self.norm_inner(states)))
        result: Tensor = states + self.dropout(self.down(inner))
        return result


class PairNetwork(nn.Module):
    """Token vectors, segments and links of pairs -> one logit a pair."""

    def __init__(
        self, dimension: int, width: int, layers: int, heads: int, inner: int, dropout: float
    ) -> None:
        super().__init__()
        self.own, self.other = nn.Linear(dimension, width), nn.Linear(dimension, width, bias=False)
        self.match = nn.Linear(_MATCH_FEATURES, width)
        self.segment, self.position = nn.Embedding(3, width), nn.Embedding(_POSITIONS, width)
        self.layers = nn.ModuleList(_Layer(width, heads, inner, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.hidden = nn.Linear(3 * width + _PAIR_FEATURES, width)
        self.score = nn.Linear(width, 1)
        self.dropout = nn.Dropout(dropout)
        self.hidden_share, self.blur = 0.0, 0.0  # see `disturb`
        nn.init.normal_(self.position.weight, std=0.02)
        nn.init.normal_(self.segment.weight, std=0.02)

    def disturb(self, hidden_share: float, blur: float, dropout: float) -> None:
        """Set what is disturbed in training, so that more is read from the matches and less learnt by heart.

        Args:
            hidden_share: of the tokens, whose vectors the layers do not see (word dropout, Iyyer et al., 2015).
            blur: length of the noise on the other vectors, whose own length is 1.
            dropout: within the layers.
        """
        self.hidden_share, self.blur = hidden_share, blur
        for module in self.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout

    def _disturbed(self, unit: Tensor, found: Tensor) -> tuple[Tensor, Tensor]:
        if not self.training or not (self.hidden_share or self.blur):
            return unit, found
        seen = (torch.rand(unit.shape[:2]) >= self.hidden_share).float()[..., None]
        scale = self.blur / unit.shape[-1] ** 0.5
        return (unit + torch.randn_like(unit) * scale) * seen, (
            found + torch.randn_like(found) * scale
        ) * seen

    def forward(self, vectors: Tensor, segments: Tensor, links: Tensor) -> Tensor:
        """Return logits, shape (pairs,).

        Args:
            vectors: shape (pairs, length, dimension).
            segments: shape (pairs, length).
            links: shape (pairs, length, LINK_FEATURES).
        """
        asked, said = (segments == QUESTION).float(), (segments == CHUNK).float()
        weights = vectors.norm(dim=-1)
        unit = vectors / weights.clamp_min(1e-6)[..., None]
        cosines = unit @ unit.transpose(1, 2)
        across = asked[:, :, None] * said[:, None, :] + said[:, :, None] * asked[:, None, :]
        nearest = (cosines * across + (across - 1.0)).amax(dim=-1)
        alignment = torch.softmax(cosines * _SHARPNESS + (across - 1.0) * 1e4, dim=-1) * across
        found = alignment @ unit
        found_weight = (alignment @ weights[..., None])[..., 0]
        matches = torch.cat(
            [
                torch.stack(
                    [nearest, (nearest > _EXACT).float(), weights, found_weight, nearest * weights], dim=-1
                ),
                links,
            ],
            dim=-1,
        )
        own, other = self._disturbed(unit, found)
        states = (
            self.own(own)
            + self.other(other)
            + self.match(matches)
            + self.segment(segments)
            + self.position(_places(asked, said))
        )
        bias = ((segments == 0).float() * -1e4)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, bias)
        states = self.norm(states)
        pooled = torch.cat(
            [
                _mean(states, asked * weights),
                _mean(states, said),
                (states + (said[..., None] - 1.0) * 1e4).amax(dim=1).clamp_min(-1e3),
                _pair_features(vectors, weights, nearest, asked, said),
                _mean(links, asked * weights),
            ],
            dim=-1,
        )
        logits: Tensor = self.score(self.dropout(F.gelu(self.hidden(pooled))))[:, 0]
        return logits


def _places(asked: Tensor, said: Tensor) -> Tensor:
    """Return the place of each token in its own text."""
    places = torch.cumsum(asked, dim=1) * asked + torch.cumsum(said, dim=1) * said
    return (places - 1).clamp(0, _POSITIONS - 1).long()


def _mean(states: Tensor, weights: Tensor) -> Tensor:
    return (states * weights[..., None]).sum(dim=1) / weights.sum(dim=1).clamp_min(1e-6)[:, None]


def _pair_features(vectors: Tensor, weights: Tensor, nearest: Tensor, asked: Tensor, said: Tensor) -> Tensor:
    """Return what is known of a pair before anything is learnt, shape (pairs, _PAIR_FEATURES - LINK_FEATURES)."""
    question, chunk = (vectors * asked[..., None]).sum(dim=1), (vectors * said[..., None]).sum(dim=1)
    total = (weights * asked).sum(dim=1).clamp_min(1e-6)
    missing = weights * asked * (1.0 - nearest)
    return torch.stack(
        [
            F.cosine_similarity(question, chunk, dim=-1),
            (weights * asked * nearest).sum(dim=1) / total,
            missing.amax(dim=1),
            (weights * said * nearest).sum(dim=1) / (weights * said).sum(dim=1).clamp_min(1e-6),
            torch.log1p(said.sum(dim=1)),
            torch.log1p(asked.sum(dim=1)),
        ],
        dim=-1,
    )


class PairReader(InputModule):
    """The module of a sentence-transformers `CrossEncoder`: texts -> tokens -> the network's logits.

    The token vectors are the bundled encoder's; they are not trained and not saved here.
    """

    config_keys = ["dimension", "width", "layers", "heads", "inner", "dropout"]  # noqa: RUF012 -- the library's way

    def __init__(
        self,
        dimension: int = 256,
        width: int = 192,
        layers: int = 3,
        heads: int = 6,
        inner: int = 384,
        dropout: float = 0.1,
        encoder: StaticEncoder | None = None,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.dimension, self.width, self.layers = dimension, width, layers
        self.heads, self.inner, self.dropout = heads, inner, dropout
        self.network = PairNetwork(dimension, width, layers, heads, inner, dropout)
        self._pairs = PairTokenizer(encoder or load_bundled())

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: object
    ) -> dict[str, Any]:
        """Return token vectors, segments and links of (question, chunk text) pairs."""
        batch = pad(self._pairs.pairs([one[0] for one in inputs], [one[1] for one in inputs]))
        return {
            "vectors": torch.from_numpy(self._pairs.vectors(batch.tokens)),
            "segments": torch.from_numpy(batch.segments),
            "links": torch.from_numpy(batch.links),
        }

    def forward(self, features: dict[str, Any], **kwargs: object) -> dict[str, Any]:
        """Add the logits as `scores`, shape (pairs, 1)."""
        features["scores"] = self.network(features["vectors"], features["segments"], features["links"])[
            :, None
        ]
        return features

    def save(
        self, output_path: str, *args: object, safe_serialization: bool = True, **kwargs: object
    ) -> None:
        """Write settings and weights."""
        self.save_config(output_path)
        self.save_torch_weights(output_path, safe_serialization=safe_serialization)

    @classmethod
    def load(
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        token: bool | str | None = None,
        cache_folder: str | None = None,
        revision: str | None = None,
        local_files_only: bool = False,
        init_defaults: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Self:
        """Read settings and weights."""
        hub: dict[str, Any] = {
            "token": token,
            "cache_folder": cache_folder,
            "revision": revision,
            "local_files_only": local_files_only,
        }
        module = cls(**cls.load_config(model_name_or_path, subfolder, **hub))
        cls.load_torch_weights(model_name_or_path, subfolder, model=module, **hub)
        return module
