"""Small re-rankers that the tests make themselves, with random weights."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers

from index.reranking.calibration import Calibration, write_calibration

CALIBRATION = Calibration(slope=2.0, intercept=-0.5, fitted_on="nothing")


def make_pair_reader(folder: Path, seed: int = 0) -> Path:
    """Write a tiny network over the bundled encoder as the training does, with a calibration."""
    import torch
    from sentence_transformers import CrossEncoder

    from index.reranking.network import PairReader
    from index.training.reranker.export import export_onnx

    torch.manual_seed(seed)
    reader = PairReader(width=16, layers=1, heads=2, inner=16, dropout=0.1)
    model = CrossEncoder(modules=[reader], device="cpu").eval()
    model.save_pretrained(str(folder), create_model_card=False)
    export_onnx(model, folder)
    write_calibration(CALIBRATION, folder)
    return folder


def make_cross_encoder(folder: Path, labels: int = 1, with_activation: bool = True) -> Path:
    """Write a CrossEncoder of one tiny BERT layer; without activation, its scores are logits."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(0)
    base = folder.parent / f"{folder.name}-base"
    base.mkdir(parents=True)
    words = [
        "[PAD]",
        "[UNK]",
        "[SEP]",
        *dict.fromkeys("谁来执法由县城管局负责土地收回薪酬总额财政牵头联队伍"),
    ]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", behavior="isolated")
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=64
    )
    fast.save_pretrained(base)
    config = BertConfig(
        vocab_size=64,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        initializer_range=0.5,  # so that scores differ
    )
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(base)
    activation = None if with_activation else torch.nn.Identity()
    model = CrossEncoder(str(base), device="cpu", activation_fn=activation, local_files_only=True)
    model.save_pretrained(str(folder), create_model_card=False)
    return folder
