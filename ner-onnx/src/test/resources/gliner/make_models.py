"""Makes the tiny GLiNER models of this folder and what gliner says of them.

    pip install gliner torch transformers tokenizers onnx
    python make_models.py

Weights are random (seeded), so the models find nothing sensible; they hold the shapes, names and
special cases of the real ones. gliner's own exporter writes the graphs. `golden.json` of each holds
what gliner gives in float32: for some texts the ids and probabilities of the first window, and the
entities of the whole, with offsets in code points. `words.json` holds the words that gliner makes of
random characters of all kinds.
"""

import json
import os
import pathlib
import random
import shutil
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import onnx
import torch
import transformers as tf
from gliner.config import UniEncoderSpanConfig, UniEncoderTokenConfig
from gliner.data_processing.tokenizer import WhitespaceTokenSplitter
from gliner.model import UniEncoderSpanGLiNER, UniEncoderTokenGLiNER
from tokenizers import (Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors,
                        trainers)

HERE = pathlib.Path(__file__).parent

SENTENCES = [
    "The tug Marguerite left Zeebrugge at dawn with two pilots and a cargo of cork.",
    "Nurse Adaeze Obi moved from Enugu to the clinic on Harrow Lane.",
    "Part KX-2291 was replaced by Hallberg Pumps, invoice 88-104, for 12.75 euros.",
    "Why has the tram to Fuencarral not run since Thursday?",
    "Engineer Takumi Ono inspects the dam above Nagoya; the valve holds!",
    "Herr Büchner verkauft seine Mühle in Göttingen.",
    "La péniche de Solène dort à Conflans.",
    "Профессор Лужин живёт в Твери.",
    "京都の山田さんは船を買った。",
    "The committee, the treasurer and both auditors signed the annual report.",
]

LABELS = ["person", "place", "ship", "part number", "organisation"]

TEXTS = [
    "Adaeze Obi sails the Marguerite to Zeebrugge.",
    "Replace KX-2291 and snake_case-word, says Hallberg.",
    " Leading space and  two   spaces\there",
    "Line one\nLine two\r\n\r\nLine four",
    "Wait... what?! (KX-2291)",
    "Thumbs \U0001f44d\U0001f3fd up \U0001f600 from Nagoya \U0001f1ef\U0001f1f5!",
    "e\u0301 combining, \ufb01ne ligature, \u00bd pint",
    "京都の山田さん moved to Nagoya",
    "Лужин в Твери",
    "",
    "   ",
    "x",
    "The tram, the tug and the dam: Solène knows all three of them, Büchner only one.",
]

HIDDEN = 16


def randomise(model, seed, scale):
    torch.manual_seed(seed)
    with torch.no_grad():
        for name, value in model.named_parameters():
            noise = torch.randn(value.shape)
            norm = "LayerNorm" in name or "layer_norm" in name
            if norm or "bias" in name:
                value.copy_(0.1 * noise + (norm and name.endswith("weight")))
            else:
                value.copy_(noise * (1.0 if "embeddings" in name else scale))
    model.eval()


def unigram(vocabulary):
    special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.train_from_iterator(SENTENCES, trainers.UnigramTrainer(
        vocab_size=vocabulary, special_tokens=special, unk_token="[UNK]"))
    tokenizer.decoder = decoders.Metaspace()
    return closed(tokenizer, special)


def wordpiece(vocabulary):
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(SENTENCES, trainers.WordPieceTrainer(
        vocab_size=vocabulary, special_tokens=special))
    tokenizer.decoder = decoders.WordPiece()
    return closed(tokenizer, special)


def closed(tokenizer, special):
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(token, special.index(token)) for token in ("[CLS]", "[SEP]")])
    return tokenizer


def golden(model, threshold):
    records = []
    for text in TEXTS:
        record = {"text": text, "ids": [], "words": [], "shape": [], "probabilities": []}
        if text.strip():
            prepared = model.prepare_batch([text], LABELS)
            batch = model.collate_batch(prepared["input_x"], LABELS, model.create_collator())
            with torch.no_grad():
                logits = model.model(**{k: v for k, v in batch.items() if torch.is_tensor(v)}).logits
            record["ids"] = batch["input_ids"][0].tolist()
            record["words"] = batch["words_mask"][0].tolist()
            record["shape"] = list(logits.shape)
            record["probabilities"] = [
                round(x, 6) for x in torch.sigmoid(logits).flatten().tolist()]
        found = model.predict_entities(text, LABELS, threshold=threshold)
        record["entities"] = [[e["start"], e["end"], e["label"], round(e["score"], 6)]
                              for e in found]
        records.append(record)
    return records


def make(name, tokenizer, kind, config, encoder, seed, scale, threshold, limit=None):
    directory = HERE / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    with tempfile.TemporaryDirectory() as source:
        fast = tf.PreTrainedTokenizerFast(
            tokenizer_object=tokenizer, cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]",
            unk_token="[UNK]", mask_token="[MASK]", **({"model_max_length": limit} if limit else {}))
        fast.save_pretrained(source)
        encoder.save_pretrained(source)
        model = kind.load_from_config(
            config(model_name=source, encoder_config=encoder.to_dict(), hidden_size=HIDDEN,
                   dropout=0.0, vocab_size=-1, class_token_index=-1, max_len=24),
            backbone_from_pretrained=False)
        randomise(model.model, seed, scale)
        model.config.model_name = "none"
        model.export_to_onnx(directory)
    for extra in directory.iterdir():
        if extra.name not in {"gliner_config.json", "tokenizer.json", "tokenizer_config.json",
                              "model.onnx"}:
            extra.unlink()
    shorten(directory / "model.onnx")
    compact(directory / "tokenizer.json")
    records = golden(model, threshold)
    lines = ",\n".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) for r in records)
    (directory / "golden.json").write_text(
        '{"labels":%s,"threshold":%s,"records":[\n%s]}\n' % (json.dumps(LABELS), threshold, lines))
    print(name, "entities", [len(r["entities"]) for r in records])


def shorten(file):
    """Names inside the graph take more than half of such a small file."""
    model = onnx.load(str(file))
    kept = {value.name for value in [*model.graph.input, *model.graph.output]}
    names = {}

    def short(name):
        return name if not name or name in kept else names.setdefault(name, f"v{len(names)}")

    def walk(graph):
        del graph.value_info[:]
        for tensor in graph.initializer:
            tensor.name = short(tensor.name)
        for node in graph.node:
            node.name = node.doc_string = ""
            del node.metadata_props[:]
            node.input[:] = [short(name) for name in node.input]
            node.output[:] = [short(name) for name in node.output]
            for attribute in node.attribute:
                if attribute.HasField("g"):
                    for value in attribute.g.output:
                        value.name = short(value.name)
                    walk(attribute.g)

    walk(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def compact(file):
    content = json.loads(file.read_text())
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def words():
    """Characters that Unicode has had for long, so that Python and Java agree on what they are."""
    kinds = ["abzA_09-", " \t\n\r\x0b\x0c\x1c\x1f\x85\xa0\u1680\u2003\u2028\u3000\u180e\u200b\ufeff",
             ".,;:!?()[]{}<>'\"@#$%^&*+=/\\|~`", "\xe9\xdf\u0131\u0130\u01c5\u02b0\u1e9e",
             "\u0301\u0903\u20dd\ufe0f\u200d", "\u0663\u0966\u216b\xbd\xb2\u2460\u3007\u4e09",
             "\u0416\u03a9\u05d0\u0634\u0e01\u3042\u30a2\u6f22\uac00",
             "\U0001f600\U0001f44d\U0001f3fd\U0001f1ef\U0001f1f5\U00010400\U0001d7d8\U00020000",
             "\u2013\u2014\u203f\u00b7\u20ac\u2122\u00ad\x00\x07\ue000"]
    chance = random.Random(5)
    lines = []
    for _ in range(150):
        text = "".join(chance.choice(chance.choice(kinds)) for _ in range(chance.randint(1, 24)))
        spans = [[start, end] for _, start, end in WhitespaceTokenSplitter()(text)]
        lines.append(json.dumps([text, spans], separators=(",", ":")))
    (HERE / "words.json").write_text("[" + ",\n".join(lines) + "]\n")


def main():
    words()
    pieces = unigram(240)
    make("span-deberta-v2", pieces, UniEncoderSpanGLiNER,
         lambda **c: UniEncoderSpanConfig(max_width=4, span_mode="markerV0", **c),
         tf.DebertaV2Config(
             vocab_size=pieces.get_vocab_size(), hidden_size=HIDDEN, num_hidden_layers=1,
             num_attention_heads=2, intermediate_size=24, max_position_embeddings=64,
             relative_attention=True, position_buckets=8, norm_rel_ebd="layer_norm",
             share_att_key=True, pos_att_type=["p2c", "c2p"], type_vocab_size=0,
             position_biased_input=False, max_relative_positions=-1), 37, 0.25, 0.5)
    pieces = wordpiece(240)
    make("token-bert", pieces, UniEncoderTokenGLiNER,
         lambda **c: UniEncoderTokenConfig(max_width=4, **c),
         tf.BertConfig(
             vocab_size=pieces.get_vocab_size(), hidden_size=HIDDEN, num_hidden_layers=1,
             num_attention_heads=2, intermediate_size=24, max_position_embeddings=128), 6, 0.35,
         0.4, limit=128)


if __name__ == "__main__":
    main()
