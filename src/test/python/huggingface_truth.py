"""Writes what Hugging Face's library builds from random small configurations.

    python huggingface_truth.py OUT.json.gz SEED COUNT [TYPE ...]

Each entry: the configuration, whole or with only the drawn fields, and what the library makes of
it: tensors, buffers, operations counted by torch's FlopCounterMode, active parameters, bytes of
its own cache. Measured with transformers 5.24.0 and torch 2.15.0 on a processor, eager attention.
"""
import gzip
import json
import random
import sys
import warnings

import torch
import transformers
from torch.utils.flop_counter import FlopCounterMode
from transformers import CONFIG_MAPPING

warnings.filterwarnings("ignore")
transformers.logging.set_verbosity_error()
TOKENS = (24, 40)


def heads(r, head="num_attention_heads", key="num_key_value_heads", size="head_dim"):
    """Heads that divide the width, key heads that divide the heads, perhaps a head's own size."""
    n = r.choice([1, 2, 3, 4, 6, 8])
    d = r.choice([4, 8, 12, 16, 20])
    f = {head: n, "hidden_size": n * d}
    if key:
        f[key] = r.choice([k for k in range(1, n + 1) if n % k == 0])
    if size and r.random() < 0.4:
        f[size] = r.choice([4, 8, 16, 24])
        f["hidden_size"] = n * d + (r.randint(0, 3) if r.random() < 0.5 else 0)
    return f


def some(r, **options):
    return {k: r.choice(v) for k, v in options.items() if r.random() < 0.6}


B = [True, False]


def base(r, **more):
    f = heads(r, size=more.pop("size", "head_dim"))
    f |= {"vocab_size": r.randint(60, 500), "num_hidden_layers": r.randint(1, 5),
          "intermediate_size": r.randint(8, 90), "max_position_embeddings": 128}
    f |= some(r, tie_word_embeddings=B)
    f |= some(r, **more)
    return f


def moe(r, n="num_experts", k="num_experts_per_tok", **more):
    f = base(r, **more)
    f[n] = r.randint(2, 9)
    f[k] = r.randint(1, f[n])
    return f


def kinds(r, f, *names):
    if r.random() < 0.6:
        f["layer_types"] = [r.choice(names) for _ in range(f["num_hidden_layers"])]
    return f


def window(r, f):
    f["sliding_window"] = r.choice([4, 8, 16, 32])
    return kinds(r, f, "full_attention", "sliding_attention")


def no_dim(f):
    if f.pop("head_dim", None):
        f["hidden_size"] -= f["hidden_size"] % f["num_attention_heads"]
    return f


def even(f):
    f["hidden_size"] -= f["hidden_size"] % f["num_attention_heads"]
    return f


def qwen_window(r, f):
    if r.random() < 0.5:
        f |= {"use_sliding_window": True, "sliding_window": r.choice([4, 16]),
              "max_window_layers": r.randint(0, f["num_hidden_layers"])}
    return f


def sparse_step(r, f):
    f["moe_intermediate_size"] = r.randint(4, 30)
    f |= some(r, decoder_sparse_step=[1, 2, 3])
    if r.random() < 0.3:
        f["mlp_only_layers"] = sorted(r.sample(range(f["num_hidden_layers"]), 1))
    return f


def mla(r, f):
    f |= {"kv_lora_rank": r.choice([8, 16]), "q_lora_rank": r.choice([None, 8, 24]),
          "qk_rope_head_dim": r.choice([4, 8]), "qk_nope_head_dim": r.choice([4, 12]),
          "v_head_dim": r.choice([4, 8, 20]), "moe_intermediate_size": r.randint(4, 30),
          "n_shared_experts": r.choice([1, 2, 3]), "first_k_dense_replace": r.randint(0, 2),
          "n_group": 1, "topk_group": 1}
    f["num_key_value_heads"] = f["num_attention_heads"]
    return no_dim(f)


def qwen3_next(r):
    f = moe(r, attention_bias=B)
    f["head_dim"] = r.choice([8, 16, 32])
    k = r.choice([1, 2, 4])
    f |= sparse_step(r, f) | {"shared_expert_intermediate_size": r.randint(4, 30),
                              "linear_num_key_heads": k, "linear_num_value_heads": k * r.choice([1, 2]),
                              "linear_key_head_dim": r.choice([4, 8]), "linear_value_head_dim": r.choice([4, 8, 16]),
                              "linear_conv_kernel_dim": r.choice([2, 3, 4])}
    return kinds(r, f, "full_attention", "linear_attention")


def gpt2(r):
    n = r.choice([1, 2, 4])
    f = {"n_head": n, "n_embd": n * r.choice([4, 8, 12]), "n_layer": r.randint(1, 4),
         "vocab_size": r.randint(60, 300), "n_positions": 128}
    return f | some(r, n_inner=[None, 37, 80], tie_word_embeddings=B)


def gptj(r):
    f = gpt2(r)
    f["n_embd"] = f["n_head"] * 16
    return f | {"rotary_dim": r.choice([4, 8, 16])}


def encoder(r, **more):
    f = heads(r, key=None, size=None)
    return f | {"vocab_size": r.randint(60, 500), "num_hidden_layers": r.randint(1, 4),
                "intermediate_size": r.randint(8, 90), "max_position_embeddings": 64} | some(
                    r, tie_word_embeddings=B, **more)


def distilbert(r):
    f = heads(r, "n_heads", None, None)
    return {"n_heads": f["n_heads"], "dim": f["hidden_size"], "hidden_dim": r.randint(8, 90),
            "n_layers": r.randint(1, 4), "vocab_size": r.randint(60, 300), "max_position_embeddings": 64}


def falcon(r):
    f = heads(r, key=None, size=None)
    f |= {"vocab_size": r.randint(60, 300), "num_hidden_layers": r.randint(1, 4), "max_position_embeddings": 128}
    f |= some(r, alibi=B, new_decoder_architecture=B, multi_query=B, parallel_attn=B, bias=B,
              ffn_hidden_size=[50, 88], tie_word_embeddings=B)
    if f.get("new_decoder_architecture"):
        f["num_kv_heads"] = r.choice([k for k in range(1, 9) if f["num_attention_heads"] % k == 0])
        f |= some(r, num_ln_in_parallel_attn=[1, 2])
        if not f.get("parallel_attn", True):
            f.pop("num_ln_in_parallel_attn", None)
    return f


def mpt(r):
    n = r.choice([1, 2, 4])
    return {"n_heads": n, "d_model": n * r.choice([4, 8, 12]), "n_layers": r.randint(1, 4),
            "vocab_size": r.randint(60, 300), "max_seq_len": 128} | some(
                r, expansion_ratio=[4], no_bias=[True], tie_word_embeddings=B)


def bloom(r):
    n = r.choice([1, 2, 4])
    return {"n_head": n, "hidden_size": n * r.choice([4, 8, 12]), "n_layer": r.randint(1, 4),
            "vocab_size": r.randint(60, 300)} | some(r, tie_word_embeddings=B)


def opt(r):
    f = encoder(r)
    f["ffn_dim"] = f.pop("intermediate_size")
    return f | some(r, do_layer_norm_before=B, word_embed_proj_dim=[12, 20], enable_bias=B,
                    layer_norm_elementwise_affine=B)


def t5(r):
    n = r.choice([1, 2, 4])
    return {"num_heads": n, "d_model": r.randint(8, 60), "d_kv": r.choice([4, 11, 16]), "d_ff": r.randint(8, 80),
            "num_layers": r.randint(1, 3), "vocab_size": r.randint(60, 300)} | some(
                r, num_decoder_layers=[1, 3], feed_forward_proj=["relu", "gated-gelu", "gelu", "gated-silu"],
                relative_attention_num_buckets=[8, 20])


def bart(r, **more):
    n, m = r.choice([1, 2, 4]), r.choice([1, 2, 4])
    return {"encoder_attention_heads": n, "decoder_attention_heads": m, "d_model": 4 * r.choice([4, 8, 12]),
            "encoder_ffn_dim": r.randint(8, 80), "decoder_ffn_dim": r.randint(8, 80),
            "encoder_layers": r.randint(1, 3), "decoder_layers": r.randint(1, 3),
            "vocab_size": r.randint(60, 300), "max_position_embeddings": 128, "pad_token_id": 1} | some(r, **more)


def whisper(r):
    f = bart(r)
    f.pop("max_position_embeddings")
    return f | {"num_mel_bins": r.choice([8, 20, 80]), "max_source_positions": r.choice([20, 50]), "max_target_positions": 64}


def jamba(r):
    f = moe(r)
    f["num_hidden_layers"] = r.randint(2, 6)
    return f | {"mamba_d_state": r.choice([4, 16]), "mamba_dt_rank": r.choice(["auto", 5]), "use_mamba_kernels": False,
                "attn_layer_period": 2, "attn_layer_offset": r.choice([0, 1]),
                "expert_layer_period": 2, "expert_layer_offset": r.choice([0, 1])} | some(
                    r, mamba_expand=[1, 2, 3], mamba_d_conv=[2, 4], mamba_conv_bias=B, mamba_proj_bias=B)


def mamba(r):
    return {"hidden_size": r.randint(8, 60), "vocab_size": r.randint(60, 300), "num_hidden_layers": r.randint(1, 4)} | some(
        r, state_size=[4, 8], expand=[1, 2, 3], conv_kernel=[2, 3, 4], use_bias=B, use_conv_bias=B,
        time_step_rank=["auto", 3, 7], tie_word_embeddings=B)


def mamba2(r):
    n, d, g = r.choice([2, 4, 8]), r.choice([4, 8]), r.choice([1, 2])
    e = r.choice([1, 2])
    return {"num_heads": n, "head_dim": d, "hidden_size": n * d // e, "expand": e, "n_groups": g, "chunk_size": 64,
            "state_size": r.choice([4, 8]), "vocab_size": r.randint(60, 300), "num_hidden_layers": r.randint(1, 4)} | some(
        r, conv_kernel=[2, 3, 4], use_bias=B, use_conv_bias=B, tie_word_embeddings=B)


def image(r, **more):
    p = r.choice([4, 7, 8])
    f = heads(r, key=None, size=None)
    return f | {"num_hidden_layers": r.randint(1, 4), "intermediate_size": r.randint(8, 90),
                "image_size": p * r.randint(2, 5) + r.choice([0, 0, 1]), "patch_size": p} | some(r, num_channels=[1, 3], **more)


def swin(r):
    depths = [r.randint(1, 3) for _ in range(r.choice([2, 3, 4]))]
    w = r.choice([2, 3, 4])
    return {"image_size": r.choice([32, 48, 56, 64]), "patch_size": r.choice([2, 4]), "embed_dim": 4 * r.choice([2, 4, 6]),
            "depths": depths, "num_heads": [r.choice([1, 2, 4]) for _ in depths], "window_size": w} | some(
                r, mlp_ratio=[2.0, 4.0, 2.5], qkv_bias=B, use_absolute_embeddings=B, num_channels=[1, 3])


def wav2vec2(r):
    f = heads(r, key=None, size=None)
    n = r.randint(2, 4)
    g = r.choice([2, 4])
    f["hidden_size"] = f["num_attention_heads"] * 8
    return f | {"num_hidden_layers": r.randint(1, 3), "intermediate_size": r.randint(8, 90), "vocab_size": r.randint(20, 60),
                "conv_dim": [r.choice([8, 16, 24]) for _ in range(n)], "conv_stride": [r.choice([2, 3]) for _ in range(n)],
                "conv_kernel": [r.choice([2, 3, 5]) for _ in range(n)], "num_feat_extract_layers": n,
                "num_conv_pos_embeddings": r.choice([8, 16, 7]), "num_conv_pos_embedding_groups": g} | some(
                    r, conv_bias=B, feat_extract_norm=["group", "layer"], do_stable_layer_norm=B)


def clip(r):
    t = encoder(r)
    t.pop("tie_word_embeddings", None)
    v = image(r)
    return {"text_config": t, "vision_config": v}


def siglip(r):
    f = clip(r)
    f["text_config"] |= {k: f["vision_config"][k] for k in ("hidden_size", "num_attention_heads")}
    return f


def electra(r):
    f = encoder(r, type_vocab_size=[1, 2, 3])
    return f | some(r, embedding_size=[12, 20, f["hidden_size"]])


def albert(r):
    f = encoder(r, type_vocab_size=[1, 2, 3], inner_group_num=[1, 2])
    f |= some(r, embedding_size=[12, 20])
    return f | {"num_hidden_groups": r.choice([g for g in range(1, f["num_hidden_layers"] + 1) if f["num_hidden_layers"] % g == 0])}


def deberta(r):
    f = encoder(r, type_vocab_size=[0, 2], position_biased_input=B, relative_attention=B, legacy=B)
    if f.get("relative_attention"):
        f |= some(r, pos_att_type=["p2c|c2p", ["c2p"], ["p2c"], ["c2p", "p2c"]], position_buckets=[16, 32],
                  norm_rel_ebd=["none", "layer_norm"], share_att_key=B, conv_kernel_size=[3])
    return f


def modernbert(r):
    f = encoder(r, norm_bias=B, attention_bias=B, mlp_bias=B, decoder_bias=B, classifier_bias=B, local_attention=[8, 16])
    n = f["num_attention_heads"]
    f["hidden_size"] = n * 8
    return kinds(r, f, "full_attention", "sliding_attention")


def stablelm(r):
    f = no_dim(base(r, use_qkv_bias=B, qk_layernorm=B, use_parallel_residual=B, partial_rotary_factor=[0.25, 0.5, 1.0]))
    f["hidden_size"] *= 2  # an odd number of turned features makes the library's heads wider
    return f


def llava(r):
    t = base(r, attention_bias=B) | {"model_type": "llama"}
    v = image(r) | {"model_type": "clip_vision_model"}
    t.pop("tie_word_embeddings", None)
    return {"text_config": t, "vision_config": v} | some(r, multimodal_projector_bias=B, tie_word_embeddings=B)


def neox(r):
    f = no_dim(base(r, use_parallel_residual=B, attention_bias=B))
    f.pop("num_key_value_heads")
    return f


def persimmon(r):
    f = no_dim(base(r, qk_layernorm=B))
    f.pop("num_key_value_heads")
    f["hidden_size"] *= 2
    return f


def gpt_neo(r):
    f = heads(r, "num_heads", None, None)
    k = r.randint(1, 2)
    return f | {"attention_types": [[["global", "local"], k]], "num_layers": 2 * k, "vocab_size": r.randint(60, 300),
                "max_position_embeddings": 128} | some(r, window_size=[8, 16], intermediate_size=[None, 50], tie_word_embeddings=B)


def olmo3(r):
    return window(r, base(r, attention_bias=B))


LM = ["ForCausalLM"] * 3 + ["Model", "ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering"]
LM2 = ["ForCausalLM"] * 2 + ["Model"]
LM3 = LM2 + ["ForSequenceClassification"]
LM4 = LM3 + ["ForTokenClassification"]
BERT = ["Model", "ForMaskedLM", "ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering"]
GEN = ["ForConditionalGeneration"] * 2 + ["Model"]
IMG = ["Model", "ForImageClassification"]

# type: the library's class names begin with, heads, fields
ALL = {
    "llama": ("Llama", LM, lambda r: base(r, attention_bias=B, mlp_bias=B)),
    "mistral": ("Mistral", LM, lambda r: base(r, sliding_window=[None, 8, 16])),
    "mixtral": ("Mixtral", LM, lambda r: moe(r, "num_local_experts", sliding_window=[None, 8])),
    "qwen2": ("Qwen2", LM, lambda r: qwen_window(r, no_dim(base(r)))),
    "qwen2_moe": ("Qwen2Moe", LM, lambda r: no_dim(qwen_window(r, sparse_step(r, moe(r, qkv_bias=B)))) | {"shared_expert_intermediate_size": r.randint(4, 30)}),
    "qwen3": ("Qwen3", LM, lambda r: qwen_window(r, base(r, attention_bias=B))),
    "qwen3_moe": ("Qwen3Moe", LM, lambda r: sparse_step(r, moe(r, attention_bias=B))),
    "qwen3_next": ("Qwen3Next", LM, qwen3_next),
    "gemma": ("Gemma", LM4, lambda r: base(r, attention_bias=B)),
    "gemma2": ("Gemma2", LM4, lambda r: window(r, even(base(r, attention_bias=B)))),
    "gemma3_text": ("Gemma3", ["ForCausalLM", "TextModel"], lambda r: window(r, even(base(r, attention_bias=B)))),
    "phi": ("Phi", LM4, lambda r: no_dim(base(r, qk_layernorm=B))),
    "phi3": ("Phi3", LM4, lambda r: no_dim(base(r, sliding_window=[None, 8]))),
    "phimoe": ("Phimoe", LM3, lambda r: no_dim(moe(r, "num_local_experts", attention_bias=B, lm_head_bias=B, sliding_window=[None, 8])) | {"num_experts_per_tok": 2}),
    "olmo": ("Olmo", LM3, lambda r: no_dim(base(r, attention_bias=B))),
    "olmo2": ("Olmo2", LM3, lambda r: no_dim(base(r, attention_bias=B))),
    "olmo3": ("Olmo3", LM3, lambda r: no_dim(olmo3(r))),
    "olmoe": ("Olmoe", LM2, lambda r: no_dim(moe(r, attention_bias=B))),
    "smollm3": ("SmolLM3", LM, lambda r: no_dim(base(r, attention_bias=B, mlp_bias=B, no_rope_layer_interval=[2, 4]))),
    "falcon": ("Falcon", LM, falcon),
    "gpt2": ("GPT2", ["LMHeadModel", "LMHeadModel", "Model", "ForSequenceClassification", "ForTokenClassification"], gpt2),
    "gpt_neo": ("GPTNeo", LM3, gpt_neo),
    "gpt_neox": ("GPTNeoX", LM, neox),
    "gptj": ("GPTJ", LM3, gptj),
    "opt": ("OPT", LM3, opt),
    "bloom": ("Bloom", LM4, bloom),
    "mpt": ("Mpt", LM4, mpt),
    "stablelm": ("StableLm", LM4, stablelm),
    "cohere": ("Cohere", LM2, lambda r: no_dim(base(r, attention_bias=B, use_qk_norm=B))),
    "cohere2": ("Cohere2", LM2, lambda r: window(r, base(r, attention_bias=B))),
    "granite": ("Granite", LM2, lambda r: no_dim(base(r, attention_bias=B, mlp_bias=B))),
    "granitemoe": ("GraniteMoe", LM2, lambda r: no_dim(moe(r, "num_local_experts", attention_bias=B))),
    "starcoder2": ("Starcoder2", LM4, lambda r: no_dim(base(r, use_bias=B, sliding_window=[None, 8]))),
    "gpt_oss": ("GptOss", LM4, lambda r: window(r, moe(r, "num_local_experts", attention_bias=B))),
    "deepseek_v2": ("DeepseekV2", LM3, lambda r: mla(r, moe(r, "n_routed_experts", attention_bias=B, mlp_bias=B))),
    "deepseek_v3": ("DeepseekV3", LM4, lambda r: mla(r, moe(r, "n_routed_experts", attention_bias=B))),
    "jamba": ("Jamba", LM3, jamba),
    "glm": ("Glm", LM4, lambda r: base(r, attention_bias=B)),
    "glm4": ("Glm4", LM4, lambda r: base(r, attention_bias=B)),
    "glm4_moe": ("Glm4Moe", LM2, lambda r: {k: v for k, v in mla(r, moe(r, "n_routed_experts", attention_bias=B, use_qk_norm=B)).items() if k not in ("kv_lora_rank", "q_lora_rank", "qk_rope_head_dim", "qk_nope_head_dim", "v_head_dim")} ),
    "llama4_text": ("Llama4", ["ForCausalLM"], lambda r: moe(r, "num_local_experts", attention_bias=B, use_qk_norm=B, interleave_moe_layer_step=[1, 2]) | {"intermediate_size_mlp": r.randint(8, 80), "attention_chunk_size": r.choice([8, 16])}),
    "mamba": ("Mamba", LM2, mamba),
    "mamba2": ("Mamba2", LM2, mamba2),
    "bert": ("Bert", BERT, lambda r: encoder(r, type_vocab_size=[1, 2, 3])),
    "roberta": ("Roberta", BERT, lambda r: encoder(r, type_vocab_size=[1, 2, 3])),
    "xlm-roberta": ("XLMRoberta", BERT, lambda r: encoder(r, type_vocab_size=[1, 2, 3])),
    "distilbert": ("DistilBert", BERT, distilbert),
    "albert": ("Albert", BERT, albert),
    "electra": ("Electra", BERT + ["ForPreTraining"], electra),
    "deberta-v2": ("DebertaV2", BERT, deberta),
    "modernbert": ("ModernBert", BERT, modernbert),
    "t5": ("T5", GEN + ["EncoderModel"], t5),
    "mt5": ("MT5", GEN, t5),
    "bart": ("Bart", GEN, bart),
    "mbart": ("MBart", GEN, bart),
    "pegasus": ("Pegasus", GEN, bart),
    "marian": ("Marian", ["MTModel", "MTModel", "Model"], bart),
    "whisper": ("Whisper", GEN, whisper),
    "wav2vec2": ("Wav2Vec2", ["Model", "ForCTC"], wav2vec2),
    "vit": ("ViT", IMG, lambda r: image(r, qkv_bias=B, pooler_output_size=[None, 9])),
    "deit": ("DeiT", IMG + ["ForImageClassificationWithTeacher"], lambda r: image(r, qkv_bias=B, pooler_output_size=[None, 9])),
    "beit": ("Beit", IMG, lambda r: image(r, use_mask_token=B, use_absolute_position_embeddings=B, use_relative_position_bias=B, use_mean_pooling=B, layer_scale_init_value=[0.1, 0.0])),
    "swin": ("Swin", IMG, swin),
    "dinov2": ("Dinov2", IMG, lambda r: {k: v for k, v in image(r, qkv_bias=B, use_swiglu_ffn=B, use_mask_token=B, mlp_ratio=[2, 3, 4]).items() if k != "intermediate_size"}),
    "clip": ("CLIP", ["Model"], clip),
    "siglip": ("Siglip", ["Model"], siglip),
    "ministral": ("Ministral", LM, lambda r: window(r, base(r))),
    "ministral3": ("Ministral3", LM4, lambda r: base(r, sliding_window=[None, 8])),
    "cwm": ("Cwm", LM2, lambda r: window(r, even(base(r, mlp_bias=B)))),
    "exaone": ("Llama", LM2, lambda r: no_dim(base(r, attention_bias=B, mlp_bias=B))),
    "exaone4": ("Exaone4", LM2, lambda r: base(r, sliding_window=[None, 8]) | some(r, sliding_window_pattern=[2, 3, 4])),
    "iquestcoder": ("Llama", LM2, lambda r: no_dim(base(r, attention_bias=B, mlp_bias=B))),
    "arcee": ("Arcee", LM4, lambda r: no_dim(base(r, attention_bias=B, mlp_bias=B))),
    "nemotron": ("Nemotron", LM4, lambda r: no_dim(base(r, attention_bias=B, mlp_bias=B))),
    "jais2": ("Jais2", LM2, lambda r: no_dim(base(r, attention_bias=B, mlp_bias=B))),
    "persimmon": ("Persimmon", LM4, lambda r: persimmon(r)),
    "seed_oss": ("SeedOss", LM, lambda r: base(r, attention_bias=B, attention_out_bias=B, mlp_bias=B)),
    "ernie4_5": ("Ernie4_5", LM2, lambda r: base(r, use_bias=B)),
    "internlm3": ("Llama", LM2, lambda r: base(r)),
    "vaultgemma": ("VaultGemma", LM2, lambda r: window(r, even(base(r, attention_bias=B)))),
    "flex_olmo": ("FlexOlmo", LM2, lambda r: no_dim(moe(r, attention_bias=B))),
    "llava": ("Llava", ["ForConditionalGeneration"], llava),
}


# Types whose usual padding is beyond a small vocabulary.
SMALL = {"flex_olmo", "phi3", "smollm3", "glm", "glm4", "modernbert"}


def inputs(kind, arch, config, n):
    ids = torch.ones(1, n, dtype=torch.long)
    if kind in ("t5", "mt5", "bart", "mbart", "pegasus", "marian"):
        enc = torch.ones(1, 24, dtype=torch.long)
        if arch.endswith("EncoderModel"):
            return {"input_ids": ids}
        return {"input_ids": enc, "decoder_input_ids": ids}
    if kind == "whisper":
        return {"input_features": torch.zeros(1, config.num_mel_bins, 2 * config.max_source_positions), "decoder_input_ids": ids}
    if kind == "wav2vec2":
        return {"input_values": torch.randn(1, n)}
    if kind in ("vit", "deit", "beit", "swin", "dinov2"):
        return {"pixel_values": torch.zeros(1, config.num_channels, config.image_size, config.image_size)}
    if kind in ("clip", "siglip"):
        v = config.vision_config
        return {"input_ids": ids, "pixel_values": torch.zeros(1, v.num_channels, v.image_size, v.image_size)}
    return {"input_ids": ids}


def bytes_of(cache, seen=None):
    """All tensors that a cache holds, each once."""
    seen = set() if seen is None else seen
    if isinstance(cache, torch.Tensor):
        if id(cache) in seen:
            return 0
        seen.add(id(cache))
        return cache.numel() * cache.element_size() if cache.dim() > 1 else 0
    if id(cache) in seen:
        return 0
    seen.add(id(cache))
    if isinstance(cache, dict):
        return sum(bytes_of(v, seen) for v in cache.values())
    if isinstance(cache, (list, tuple)):
        return sum(bytes_of(v, seen) for v in cache)
    if type(cache).__module__.startswith("transformers"):
        return sum(bytes_of(v, seen) for v in vars(cache).values())
    return 0


def entry(kind, r):
    names, archs, draw = ALL[kind]
    fields = draw(r)
    if kind in SMALL:
        fields["pad_token_id"] = 0
    arch = names + r.choice(archs)
    stated = dict(fields)
    if "Classification" in arch and r.random() < 0.5:
        n = r.randint(2, 9)
        fields["id2label"] = stated["id2label"] = {str(i): f"L{i}" for i in range(n)}
    config = CONFIG_MAPPING[kind](**fields)
    config._attn_implementation = "eager"
    for part in ("text_config", "vision_config"):
        if hasattr(config, part):
            getattr(config, part)._attn_implementation = "eager"
    config._experts_implementation = "eager"
    model = getattr(transformers, arch)(config).eval()
    whole = json.loads(config.to_json_string(use_diff=False))
    stated = {"model_type": kind, **stated} if r.random() < 0.4 else whole
    stated["architectures"] = [arch]
    e = {"model_type": kind, "architecture": arch, "config": stated}
    e["parameters"] = sum(p.numel() for p in model.parameters())
    e["tensors"] = {k: list(p.shape) for k, p in model.named_parameters()}
    e["buffers"] = {"elements": sum(b.numel() for b in model.buffers()),
                    "list": {k: list(b.shape) for k, b in model.named_buffers()}}
    banks = [p for k, p in model.named_parameters() if ".experts." in k and (p.dim() == 3 or "_bias" in k)]
    if banks:
        n = banks[0].shape[0]
        text = config.get_text_config()
        k = text.num_experts_per_tok
        active = e["parameters"] - (n - k) * sum(p.numel() for p in banks) // n
        table = model.get_input_embeddings().weight
        out = model.get_output_embeddings()
        tied = out is not None and out.weight is table
        e["active"] = {"parameters": active, "without_input_embedding": active - (0 if tied else table.numel())}
    total, kv = {}, {}
    lengths = ("image",) if kind in ("vit", "deit", "beit", "swin", "dinov2") else (400, 700) if kind == "wav2vec2" else TOKENS
    for n in lengths:
        given = inputs(kind, arch, config, n if n != "image" else 0)
        with torch.no_grad(), FlopCounterMode(display=False) as counter:
            out = model(**given)
        total[str(n)] = counter.get_total_flops()
        cache = next((out[k] for k in ("past_key_values", "cache_params") if k in out and out[k] is not None), None)
        if cache is not None and kind not in ("bert", "roberta", "xlm-roberta", "electra"):
            kv[str(n)] = {"total": bytes_of(cache)}
    e["flops"] = {"total": total}
    if kind in ("t5", "mt5", "bart", "mbart", "pegasus", "marian") and not arch.endswith("EncoderModel"):
        e["flops"]["encoder_input"] = "24 tokens"
    if kv:
        e["kv"] = {"dtype": "float32", "bytes": kv}
    return e


def main():
    out, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    result, failed = {}, {}
    for kind in sys.argv[4:] or ALL:
        for i in range(count):
            name = f"{kind}-{seed}-{i}"
            r = random.Random(name)
            torch.manual_seed(0)
            try:
                result[name] = entry(kind, r)
            except Exception as problem:  # what the library itself cannot build
                failed.setdefault(kind, []).append(str(problem)[:150])
    with gzip.open(out, "wt") as file:
        json.dump(result, file)
    print(len(result), "written;", json.dumps(failed, indent=1))


if __name__ == "__main__":
    main()
