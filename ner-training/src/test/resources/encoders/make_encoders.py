"""Makes the tiny encoders of this folder and what transformers says of them.

    pip install torch transformers tokenizers safetensors onnx onnxscript
    python make_encoders.py

Weights are random (seeded), so the encoders know nothing; they hold the shapes, names and special
cases of the real ones. `golden.json` of each holds sequences of ids and the last hidden states that
transformers gives for them in float32, each alone.
"""

import json
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[4] / "ner-onnx/src/test/resources/huggingface"))

import torch
import transformers as tf
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from make_models import SENTENCES, byte_level, randomise, unigram, wordpiece

COMMON = dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24,
              max_position_embeddings=64)
ROBERTA = dict(pad_token_id=1, bos_token_id=0, eos_token_id=2, type_vocab_size=1)


def mpnet_pieces(vocabulary):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(SENTENCES, trainers.WordPieceTrainer(
        vocab_size=vocabulary, special_tokens=["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def make(name, tokenizer, kind, config, seed, shards=False):
    directory = HERE / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    model = kind(config)
    randomise(model, seed)
    model.save_pretrained(directory, max_shard_size="12KB" if shards else "10GB")
    tokenizer.save(str(directory / "tokenizer.json"), pretty=False)
    records = []
    for text in ("Ostend", SENTENCES[1], " ".join(SENTENCES[2:5])):
        ids = tokenizer.encode(text).ids[:44]
        with torch.no_grad():
            hidden = model(input_ids=torch.tensor([ids]),
                           attention_mask=torch.ones(1, len(ids), dtype=torch.long))[0][0]
        records.append({"ids": ids, "hidden": [[round(x, 5) for x in row] for row in hidden.tolist()]})
    lines = ",\n".join(json.dumps(r, separators=(",", ":")) for r in records)
    (directory / "golden.json").write_text("[" + lines + "]\n")


def main():
    pieces = wordpiece(180)
    size = pieces.get_vocab_size()
    make("bert", pieces, tf.BertModel, tf.BertConfig(vocab_size=size, **COMMON), 1, shards=True)
    make("distilbert", pieces, tf.DistilBertModel, tf.DistilBertConfig(
        vocab_size=size, dim=16, n_layers=2, n_heads=2, hidden_dim=24, max_position_embeddings=64), 2)
    make("electra", pieces, tf.ElectraModel, tf.ElectraConfig(
        vocab_size=size, embedding_size=12, **COMMON), 3)
    mpnet = mpnet_pieces(180)
    make("mpnet", mpnet, tf.MPNetModel, tf.MPNetConfig(
        vocab_size=mpnet.get_vocab_size(), pad_token_id=1, bos_token_id=0,
        eos_token_id=2, **COMMON | {"max_position_embeddings": 66}), 4)
    bpe = byte_level(290, False)
    make("roberta", bpe, tf.RobertaModel, tf.RobertaConfig(
        vocab_size=bpe.get_vocab_size(), **ROBERTA, **COMMON | {"max_position_embeddings": 66}), 5)
    sentences = unigram(180, ["<s>", "<pad>", "</s>", "<unk>", "<mask>"], "xlm")
    make("xlm-roberta", sentences, tf.XLMRobertaModel, tf.XLMRobertaConfig(
        vocab_size=sentences.get_vocab_size(), **ROBERTA,
        **COMMON | {"max_position_embeddings": 66}), 6)
    sentences = unigram(180, ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"], "deberta")
    size = sentences.get_vocab_size()
    make("albert", sentences, tf.AlbertModel, tf.AlbertConfig(
        vocab_size=size, embedding_size=12, **COMMON), 7)
    deberta = dict(vocab_size=size, relative_attention=True, share_att_key=True,
                   pos_att_type=["p2c", "c2p"], position_biased_input=False, **COMMON)
    make("deberta-v3", sentences, tf.DebertaV2Model, tf.DebertaV2Config(
        position_buckets=8, norm_rel_ebd="layer_norm", type_vocab_size=0,
        max_relative_positions=-1, **deberta), 8)
    make("deberta-v2", sentences, tf.DebertaV2Model, tf.DebertaV2Config(
        position_buckets=-1, norm_rel_ebd="none", type_vocab_size=2, max_relative_positions=20,
        **deberta | {"pos_att_type": ["c2p"]}), 9)
    make("modernbert", pieces, tf.ModernBertModel, tf.ModernBertConfig(
        vocab_size=pieces.get_vocab_size(), local_attention=8, global_attn_every_n_layers=2,
        pad_token_id=0, bos_token_id=2, eos_token_id=3, cls_token_id=2, sep_token_id=3,
        **COMMON | {"num_hidden_layers": 3}), 10)


if __name__ == "__main__":
    main()
