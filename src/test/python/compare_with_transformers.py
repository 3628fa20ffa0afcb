"""Compares what the exported code of small language models computes with Hugging Face's library.

    python src/test/python/compare_with_transformers.py DIR make        (writes small configurations)
    java … io.github.layerbook.exchange.source.ExportedConfigurations DIR 12
    python src/test/python/compare_with_transformers.py DIR > src/test/python/compare_with_transformers.txt

The library's weights, drawn at random, are loaded by their names, all of them. What the notation does
not say of a model is said in changed(), and by the fields that its configuration has here: GELU is not its
approximation, and the last scores have no cap.
"""

import json
import pathlib
import sys

import torch

LENGTH = 12
SMALL = {"vocab_size": 64, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
GROUPS = {"num_key_value_heads": 2}
SPECIAL = {f"{name}_token_id": 0 for name in ("pad", "bos", "eos", "cls", "sep")}
MODELS = {
    "llama": ("LlamaForCausalLM", {**GROUPS, "head_dim": 16}),
    "llama_theta": ("LlamaForCausalLM", {"model_type": "llama", "rope_theta": 500000.0, **GROUPS}),
    "mistral": ("MistralForCausalLM", {**GROUPS, "sliding_window": 5}),
    "mixtral": ("MixtralForCausalLM", {**GROUPS, "num_local_experts": 4, "num_experts_per_tok": 2}),
    "qwen2": ("Qwen2ForCausalLM", {**GROUPS, "tie_word_embeddings": True}),
    "qwen3": ("Qwen3ForCausalLM", {**GROUPS, "head_dim": 16}),
    "qwen3_moe": ("Qwen3MoeForCausalLM", {**GROUPS, "head_dim": 16, "num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "norm_topk_prob": True}),
    "olmoe": ("OlmoeForCausalLM", {**GROUPS, "num_experts": 4, "num_experts_per_tok": 2}),
    "gemma": ("GemmaForCausalLM", {**GROUPS, "head_dim": 16, "hidden_act": "gelu", "tie_word_embeddings": False}),
    "gemma2": ("Gemma2ForCausalLM", {**GROUPS, "head_dim": 16, "sliding_window": 5, "query_pre_attn_scalar": 24, "hidden_activation": "gelu", "final_logit_softcapping": None, "tie_word_embeddings": False}),
    "gemma3_text": ("Gemma3ForCausalLM", {**GROUPS, "head_dim": 16, "sliding_window": 5, "sliding_window_pattern": 2, "query_pre_attn_scalar": 24, "hidden_activation": "gelu", "final_logit_softcapping": None, "tie_word_embeddings": False}),
    "phi": ("PhiForCausalLM", {"partial_rotary_factor": 0.5, "hidden_act": "gelu"}),
    "phi3": ("Phi3ForCausalLM", {**GROUPS, "pad_token_id": 0}),
    "olmo2": ("Olmo2ForCausalLM", {**GROUPS}),
    "smollm3": ("SmolLM3ForCausalLM", {**GROUPS, "no_rope_layers": [1, 0], "pad_token_id": 0}),
    "falcon": ("FalconForCausalLM", {"intermediate_size": None, "bias": False}),
    "gpt_neox": ("GPTNeoXForCausalLM", {"rotary_pct": 0.25}),
    "bloom": ("BloomForCausalLM", {"intermediate_size": None, "n_layer": 2, "n_head": 4}),
    "gpt2": ("GPT2LMHeadModel", {"intermediate_size": None, "n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 32, "activation_function": "gelu"}),
    "opt": ("OPTForCausalLM", {"intermediate_size": None, "ffn_dim": 48, "word_embed_proj_dim": 32, "max_position_embeddings": 32}),
    "starcoder2": ("Starcoder2ForCausalLM", {**GROUPS, "hidden_act": "gelu"}),
    "gpt_oss": ("GptOssForCausalLM", {**GROUPS, "head_dim": 16, "num_local_experts": 4, "num_experts_per_tok": 2, "sliding_window": 5, "rope_parameters": {"rope_type": "default", "rope_theta": 150000.0}}),
    "deepseek_v2": ("DeepseekV2ForCausalLM", {"num_key_value_heads": 4, "kv_lora_rank": 16, "q_lora_rank": None, "qk_nope_head_dim": 8, "qk_rope_head_dim": 8, "v_head_dim": 16, "n_routed_experts": 4, "n_shared_experts": 2, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "first_k_dense_replace": 1, "n_group": 1, "topk_group": 1, "topk_method": "greedy"}),
    "deepseek_v3": ("DeepseekV3ForCausalLM", {"num_key_value_heads": 4, "kv_lora_rank": 16, "q_lora_rank": 24, "qk_nope_head_dim": 8, "qk_rope_head_dim": 8, "v_head_dim": 16, "n_routed_experts": 8, "n_shared_experts": 1, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "first_k_dense_replace": 1, "n_group": 4, "topk_group": 2}),
    "jamba": ("JambaForCausalLM", {**GROUPS, "num_hidden_layers": 4, "num_experts": 4, "num_experts_per_tok": 2, "attn_layer_period": 4, "attn_layer_offset": 2, "mamba_d_state": 4, "mamba_dt_rank": 3, "pad_token_id": 0}),
    "qwen3_next": ("Qwen3NextForCausalLM", {**GROUPS, "num_hidden_layers": 4, "head_dim": 16, "linear_num_key_heads": 2, "linear_num_value_heads": 4, "linear_key_head_dim": 8, "linear_value_head_dim": 6, "num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "shared_expert_intermediate_size": 20}),
    "modernbert": ("ModernBertForMaskedLM", {"num_hidden_layers": 4, "local_attention": 6, "global_rope_theta": 40000.0, "local_rope_theta": 500.0, **SPECIAL}),
    "glm4_moe": ("Glm4MoeForCausalLM", {**GROUPS, "head_dim": 16, "n_routed_experts": 4, "n_shared_experts": 1, "num_experts_per_tok": 2, "moe_intermediate_size": 24, "first_k_dense_replace": 1, "n_group": 1, "topk_group": 1, "use_qk_norm": True}),
}


def small(fields):
    """The fields, without those that are said to be none of the model's."""
    return {name: value for name, value in {**SMALL, **fields}.items() if value is not None or name not in SMALL}


def make(directory):
    for name, (architecture, fields) in MODELS.items():
        fields = {"model_type": name, "architectures": [architecture], **small(fields)}
        (directory / f"{name}.json").write_text(json.dumps(fields))


def theirs(name):
    import transformers

    architecture, fields = MODELS[name]
    fields = small(fields)
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


def epsilon(config):
    names = ("rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "norm_epsilon", "norm_eps")
    return next((getattr(config, name) for name in names if hasattr(config, name)), 1e-5)


def changed(name, state, config):
    """Gemma and Qwen3-Next add 1 to the scales of their norms, Gemma multiplies its words' vectors; OPT leaves out its
    first two positions."""
    table = "model.decoder.embed_positions.weight"
    if table in state:
        return {**state, table: state[table].roll(-2, 0)}
    if not name.startswith("gemma") and name != "qwen3_next":
        return state
    plain = "linear_attn.norm"
    state = {key: value + 1 if "norm" in key and plain not in key else value for key, value in state.items()}
    if name.startswith("gemma"):
        state["model.embed_tokens.weight"] = state["model.embed_tokens.weight"] * config.hidden_size**0.5
    return state


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
                    module.eps = epsilon(config)
            state = changed(name, model.state_dict(), config)
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
