"""Compares what the exported code of small language models computes with Hugging Face's library.

    python src/test/python/compare_with_transformers.py DIR make        (writes small configurations)
    java … io.github.layerbook.exchange.source.ExportedConfigurations DIR 12
    python src/test/python/compare_with_transformers.py DIR > src/test/python/compare_with_transformers.txt

The library's weights, drawn at random, are loaded by their names, all of them. What the notation does
not say of a model is said here, in CHANGES, once for each model.
"""

import json
import pathlib
import sys

import torch

LENGTH = 12
SMALL = {"vocab_size": 64, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
GROUPS = {"num_key_value_heads": 2}
MODELS = {
    "llama": ("LlamaForCausalLM", {**GROUPS, "head_dim": 16}),
    "llama_theta": ("LlamaForCausalLM", {"model_type": "llama", "rope_theta": 500000.0, **GROUPS}),
    "mistral": ("MistralForCausalLM", {**GROUPS, "sliding_window": 5}),
    "mixtral": ("MixtralForCausalLM", {**GROUPS, "num_local_experts": 4, "num_experts_per_tok": 2}),
    "qwen2": ("Qwen2ForCausalLM", {**GROUPS, "tie_word_embeddings": True}),
    "qwen3": ("Qwen3ForCausalLM", {**GROUPS, "head_dim": 16}),
    "qwen3_moe": ("Qwen3MoeForCausalLM", {**GROUPS, "head_dim": 16, "num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "norm_topk_prob": True}),
    "olmoe": ("OlmoeForCausalLM", {**GROUPS, "num_experts": 4, "num_experts_per_tok": 2}),
    "gemma": ("GemmaForCausalLM", {**GROUPS, "head_dim": 16, "hidden_act": "gelu"}),
    "gemma2": ("Gemma2ForCausalLM", {**GROUPS, "head_dim": 16, "sliding_window": 5, "query_pre_attn_scalar": 24}),
    "gemma3_text": ("Gemma3ForCausalLM", {**GROUPS, "head_dim": 16, "sliding_window": 5, "sliding_window_pattern": 2, "query_pre_attn_scalar": 24}),
    "phi": ("PhiForCausalLM", {"partial_rotary_factor": 0.5}),
    "phi3": ("Phi3ForCausalLM", {**GROUPS, "pad_token_id": 0}),
    "olmo2": ("Olmo2ForCausalLM", {**GROUPS}),
    "smollm3": ("SmolLM3ForCausalLM", {**GROUPS, "no_rope_layers": [1, 0], "pad_token_id": 0}),
    "falcon": ("FalconForCausalLM", {"bias": False}),
    "gpt_neox": ("GPTNeoXForCausalLM", {"rotary_pct": 0.25}),
    "bloom": ("BloomForCausalLM", {"n_layer": 2, "n_head": 4}),
    "gpt2": ("GPT2LMHeadModel", {"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 32}),
    "opt": ("OPTForCausalLM", {"ffn_dim": 48, "word_embed_proj_dim": 32, "max_position_embeddings": 32}),
    "starcoder2": ("Starcoder2ForCausalLM", {**GROUPS}),
    "gpt_oss": ("GptOssForCausalLM", {**GROUPS, "head_dim": 16, "num_local_experts": 4, "num_experts_per_tok": 2, "sliding_window": 5}),
    "deepseek_v2": ("DeepseekV2ForCausalLM", {"num_key_value_heads": 4, "kv_lora_rank": 16, "q_lora_rank": None, "qk_nope_head_dim": 8, "qk_rope_head_dim": 8, "v_head_dim": 16, "n_routed_experts": 4, "n_shared_experts": 2, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "first_k_dense_replace": 1, "n_group": 1, "topk_group": 1, "topk_method": "greedy"}),
    "deepseek_v3": ("DeepseekV3ForCausalLM", {"num_key_value_heads": 4, "kv_lora_rank": 16, "q_lora_rank": 24, "qk_nope_head_dim": 8, "qk_rope_head_dim": 8, "v_head_dim": 16, "n_routed_experts": 8, "n_shared_experts": 1, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "first_k_dense_replace": 1, "n_group": 4, "topk_group": 2}),
    "glm4_moe": ("Glm4MoeForCausalLM", {**GROUPS, "head_dim": 16, "n_routed_experts": 4, "n_shared_experts": 1, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "first_k_dense_replace": 1, "n_group": 1, "topk_group": 1, "use_qk_norm": True}),
}


def type_of(name, fields):
    return fields.get("model_type", name)


def make(directory):
    for name, (architecture, fields) in MODELS.items():
        fields = {"model_type": name, "architectures": [architecture], **SMALL, **fields}
        (directory / f"{name}.json").write_text(json.dumps(fields))


def theirs(name):
    import transformers

    architecture, fields = MODELS[name]
    fields = {**SMALL, **fields}
    fields.pop("model_type", None)
    architecture = getattr(transformers, architecture)
    config = architecture.config_class(**fields, attn_implementation="eager")
    config.initializer_range = 0.3
    torch.manual_seed(0)
    model = architecture(config).eval()
    for key, value in model.named_parameters():
        if value.dim() == 1:
            value.data.add_(torch.randn_like(value) * 0.2)
    return model, config


def ours(directory, name):
    code = (directory / f"{name}.py").read_text()
    scope = {"__name__": "exported"}
    exec(compile(code, name, "exec"), scope)
    variable = [line.split(" = ")[0] for line in code.split("\n") if line and line[0].isalpha() and " = " in line][-1]
    return scope[variable].eval()


def main():
    directory = pathlib.Path(sys.argv[1])
    directory.mkdir(exist_ok=True)
    if sys.argv[2:] == ["make"]:
        make(directory)
        return
    for name in sys.argv[2:] or MODELS:
        try:
            model, config = theirs(name)
            written = ours(directory, name)
            for module in written.modules():
                if isinstance(module, (torch.nn.RMSNorm, torch.nn.LayerNorm)):
                    module.eps = next(e for e in (getattr(config, f, None) for f in ("rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "norm_epsilon")) if e) if any(hasattr(config, f) for f in ("rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "norm_epsilon")) else module.eps
            state = model.state_dict()
            missing, unexpected = written.load_state_dict(state, strict=False)
            tokens = torch.randint(0, 64, (2, LENGTH))
            with torch.no_grad():
                wanted, found = model(tokens).logits, written(tokens)
            found = found if torch.is_tensor(found) else found[-1]
            difference = (wanted - found).abs().max() / wanted.abs().max()
            print(f"{name}: {len(state)} tensors, {len(missing)} missing, {len(unexpected)} unexpected; difference {difference:.1e}")
            if missing or unexpected:
                print("   ", missing[:6], unexpected[:6])
        except Exception as problem:
            print(f"{name}: {type(problem).__name__}: {str(problem).strip()[:300]}")


main()
