"""Makes the tiny token-classification models of this folder and what transformers says of them.

    pip install torch transformers tokenizers safetensors onnx onnxscript
    python make_models.py

Weights are random (seeded), so the models find nothing sensible; they hold the shapes, names and
special cases of the real ones. `golden.json` of each holds texts with the ids, the offsets in code
points and the logits that transformers gives in float32.
"""

import json
import os
import pathlib
import shutil

os.environ["HF_HUB_OFFLINE"] = "1"

import onnx
import torch
import transformers as tf
from safetensors.torch import load_file, save_file
from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers,
                        processors, trainers)

HERE = pathlib.Path(__file__).parent

SENTENCES = [
    "The harbour master of Ostend signed for forty crates of dried apricots on Tuesday.",
    "Doctor Ingrid Solheim leaves the clinic in Tromsø at half past six.",
    "Invoice GX-4471-B was paid by Lindqvist & Sons, minus a discount of 3.5 %.",
    "Why did the ferry to Valparaíso turn back near the lighthouse?",
    "Pump no. 12 leaks; replace the gasket before Monday's inspection!",
    "Señora Quiroga owns three vineyards and an old mill beside the river.",
    "Der Zug nach Görlitz hält heute nicht in Löbau.",
    "La bibliothèque de Rennes ferme à dix-huit heures.",
    "Mr. Okonkwo's office (room 204) is opposite the canteen.",
    "Seven engineers from Kyoto tested the turbine at 98.6 degrees.",
    "Профессор Белова живёт в Омске.",
    "東京都で田中さんがパンを買った。",
    "The committee approved the budget, though nobody had read the annex.",
    "Amara and Bjarne moved from Accra to Aarhus in 2019.",
]

TEXTS = [
    "Ingrid Solheim works in Ostend.",
    "the ferry to Valparaíso, and back",
    " Leading space and  two   spaces\there",
    "Line one\nLine two\r\n\r\nLine four",
    "Wait... what?! (GX-4471-B)",
    "cost: €5, £6 or 7¥ -- 3.5 %",
    "Thumbs 👍🏽 up 😀 from Kyoto 🇯🇵!",
    "e\u0301 combining, NFC é, ﬁne ligature, ½",
    "東京都の田中さん moved",
    "Белова в Омске",
    "soft\u00adhyphen zero\u200bwidth",
    "replaced \ufffd char",
    "unbelievablyunsplittableword",
    "Mr. Okonkwo's",
]

HIDDEN, LAYERS, HEADS, INNER = 16, 2, 2, 24


def randomise(model, seed):
    torch.manual_seed(seed)
    with torch.no_grad():
        for name, value in model.named_parameters():
            noise = torch.randn(value.shape)
            norm = "LayerNorm" in name or "layer_norm" in name
            if norm or name.endswith("bias"):
                value.copy_(0.1 * noise + (norm and name.endswith("weight")))
            else:
                value.copy_(noise * (1.0 if "embeddings" in name or "classifier" in name else 0.3))
    model.eval()


def wordpiece(vocabulary):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(SENTENCES, trainers.WordPieceTrainer(
        vocab_size=vocabulary, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def byte_level(vocabulary, add_prefix_space):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=add_prefix_space)
    tokenizer.train_from_iterator(SENTENCES, trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=add_prefix_space)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def unigram(vocabulary, special, scheme):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    if scheme == "xlm":
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    unknown = [token for token in special if "unk" in token.lower()][0]
    tokenizer.train_from_iterator(SENTENCES, trainers.UnigramTrainer(
        vocab_size=vocabulary, special_tokens=special, unk_token=unknown))
    opening, closing = (special[0], special[2]) if scheme == "xlm" else ("[CLS]", "[SEP]")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{opening} $A {closing}", pair=f"{opening} $A {closing} $B {closing}",
        special_tokens=[(opening, special.index(opening)), (closing, special.index(closing))])
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def labels(names):
    return {"id2label": dict(enumerate(names)), "label2id": {n: i for i, n in enumerate(names)}}


def golden(directory, tokenizer, model):
    records = []
    for text in TEXTS:
        encoding = tokenizer.encode(text)
        with torch.no_grad():
            logits = model(input_ids=torch.tensor([encoding.ids]),
                           attention_mask=torch.ones(1, len(encoding.ids), dtype=torch.long)).logits
        records.append({
            "text": text, "ids": encoding.ids, "offsets": encoding.offsets,
            "logits": [[round(x, 5) for x in row] for row in logits[0].tolist()]})
    lines = ",\n".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) for r in records)
    (directory / "golden.json").write_text("[" + lines + "]\n")


def make(name, tokenizer, kind, config, seed, dtype=None, export=False):
    directory = HERE / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    model = kind(config)
    randomise(model, seed)
    if dtype is not None:
        model.to(dtype).to(torch.float32)
    model.save_pretrained(directory)
    weights = directory / "model.safetensors"
    if dtype is not None:
        model.to(dtype)
        save_file({k: v.contiguous() for k, v in model.state_dict().items()}, weights,
                  metadata={"format": "pt"})
        model.to(torch.float32)
    if export:
        weights.unlink()
        onnx_file(model, directory / "model.onnx", export)
    tokenizer.save(str(directory / "tokenizer.json"), pretty=False)
    golden(directory, tokenizer, model)


def onnx_file(model, path, inputs):
    tokens = torch.tensor([[2, 7, 8, 3], [2, 9, 3, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    values = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": 0 * tokens}
    given = tuple(values[name] for name in inputs)

    class Logits(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, *arguments):
            return self.model(**dict(zip(inputs, arguments))).logits

    torch.onnx.export(
        Logits().eval(), given, str(path), input_names=list(inputs), output_names=["logits"],
        dynamic_axes={n: {0: "batch", 1: "sequence"} for n in list(inputs) + ["logits"]},
        opset_version=18, dynamo=False)
    graph = onnx.load(str(path))
    for node in graph.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    onnx.save(graph, str(path))


def main():
    common = dict(hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=HEADS,
                  intermediate_size=INNER, max_position_embeddings=64)
    iob2 = ["B-LOC", "B-PER", "I-LOC", "I-PER", "O"]
    pieces = wordpiece(260)
    make("bert-iob2", pieces, tf.BertForTokenClassification, tf.BertConfig(
        vocab_size=pieces.get_vocab_size(), **common, **labels(iob2)), 1)
    make("distilbert-io", pieces, tf.DistilBertForTokenClassification, tf.DistilBertConfig(
        vocab_size=pieces.get_vocab_size(), dim=HIDDEN, n_layers=LAYERS, n_heads=HEADS,
        hidden_dim=INNER, max_position_embeddings=64,
        **labels(["O", "Person", "Location"])), 2)
    make("electra-bilou", pieces, tf.ElectraForTokenClassification, tf.ElectraConfig(
        vocab_size=pieces.get_vocab_size(), embedding_size=12, **common,
        **labels(["O"] + [f"{p}-{t}" for t in ("ORG", "PART") for p in "BILU"])), 3,
        torch.bfloat16)
    bpe = byte_level(300, False)
    make("roberta-bioes", bpe, tf.RobertaForTokenClassification, tf.RobertaConfig(
        vocab_size=bpe.get_vocab_size(), pad_token_id=1, bos_token_id=0, eos_token_id=2,
        type_vocab_size=1, **(common | {"max_position_embeddings": 66}),
        **labels([f"{p}-{t}" for p in "SBIE" for t in ("ORG", "LOC")] + ["O"])), 4)
    bpe = byte_level(290, True)
    make("roberta-prefix-onnx", bpe, tf.RobertaForTokenClassification, tf.RobertaConfig(
        vocab_size=bpe.get_vocab_size(), pad_token_id=1, bos_token_id=0, eos_token_id=2,
        type_vocab_size=1, **(common | {"max_position_embeddings": 66}),
        **labels(["O", "PER-B", "PER-I"])), 5, export=("input_ids", "attention_mask"))
    pieces = unigram(260, ["<s>", "<pad>", "</s>", "<unk>", "<mask>"], "xlm")
    make("xlm-roberta-iob2", pieces, tf.XLMRobertaForTokenClassification, tf.XLMRobertaConfig(
        vocab_size=pieces.get_vocab_size(), pad_token_id=1, bos_token_id=0, eos_token_id=2,
        type_vocab_size=1, **(common | {"max_position_embeddings": 66}),
        **labels(["O", "B-DATE", "I-DATE", "B-PER", "I-PER"])), 6, torch.float16)
    pieces = unigram(260, ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"], "deberta")
    make("deberta-v2-iob1-onnx", pieces, tf.DebertaV2ForTokenClassification, tf.DebertaV2Config(
        vocab_size=pieces.get_vocab_size(), relative_attention=True, position_buckets=8,
        norm_rel_ebd="layer_norm", share_att_key=True, pos_att_type=["p2c", "c2p"],
        type_vocab_size=2, position_biased_input=False, max_relative_positions=-1,
        **(common | {"num_hidden_layers": 1}),
        **labels(["O", "B-LOC", "I-LOC", "I-PER", "I-MISC", "B-MISC"])), 7,
        export=("input_ids", "attention_mask", "token_type_ids"))


if __name__ == "__main__":
    main()
