"""Compares what the Keras layers of our own compute with the modules of Hugging Face's library.

    python src/test/python/compare_keras_layers.py > src/test/python/compare_keras_layers.txt

Small modules with weights drawn at random, which the Keras layer is given, on the input that the module
has in its model. Attention in windows is compared with our PyTorch module. Needs torch, transformers and keras.
"""

import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy
import torch
import torch.nn.functional as F
import transformers
from keras import layers
from torch import nn

OWN = pathlib.Path(__file__).parents[2] / "main/resources/io/github/layerbook/exchange"
KERAS = {"keras": keras, "layers": layers, "__name__": "own"}
TORCH = {"torch": torch, "nn": nn, "F": F, "__name__": "own"}
for file in ("layers", "attention", "statespace"):
    exec((OWN / "keras" / f"{file}.py").read_text(), KERAS)
for part in (OWN / "pytorch/modules.py").read_text().split("\n\n\n"):
    if part.startswith("class WindowAttention("):
        exec(part, TORCH)

BASE = dict(hidden_size=24, intermediate_size=32, num_hidden_layers=1, num_attention_heads=4, num_key_value_heads=2, vocab_size=50, pad_token_id=0)
HEADS = dict(BASE, head_dim=8)
PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj")


def values(tensor):
    return tensor.detach().numpy()


def dense(layer, linear):
    layer.kernel.assign(values(linear.weight).T)
    if layer.bias is not None:
        layer.bias.assign(values(linear.bias))


def report(name, found, wanted):
    difference = (found - wanted).abs().max() / wanted.abs().max()
    print(f"{name}: {'agrees' if difference < 1e-5 else 'differs'}")


def model(name, config):
    config._attn_implementation = "eager"
    made = getattr(transformers, name)(config).eval()
    for parameter in made.parameters():
        nn.init.normal_(parameter, std=0.2)
    return made


def captured(whole, module, length=9):
    """What a module reads and gives in its model."""
    seen = {}

    def before(module, arguments, options):
        seen["in"] = (arguments[0] if arguments else options["hidden_states"]).detach()

    def after(module, arguments, output):
        seen["out"] = (output[0] if isinstance(output, tuple) else output).detach()

    hooks = [module.register_forward_pre_hook(before, with_kwargs=True), module.register_forward_hook(after)]
    with torch.no_grad():
        whole(inputs_embeds=torch.randn(2, length, 24), use_cache=False)
    for hook in hooks:
        hook.remove()
    return seen["in"], seen["out"]


def grouped(name, whole, module, names=PROJECTIONS, head_size=8, load=None, length=9, **options):
    x, wanted = captured(whole, module, length)
    layer = KERAS["GroupedAttention"](4, head_size, names=names, **options)
    layer.build(tuple(x.shape))
    parts = {4: "q k v o", 3: "q k v", 2: "qkv o"}[len(names)].split()
    for part, own in zip(parts, names):
        linear = module.get_submodule(own)
        if type(linear).__name__ == "Conv1D":
            getattr(layer, part).kernel.assign(values(linear.weight))
            getattr(layer, part).bias.assign(values(linear.bias))
        else:
            dense(getattr(layer, part), linear)
    if load:
        load(layer, module)
    report(name, layer(x), wanted)


def windows():
    for size, window, shift, version in [(8, 4, 0, "swin"), (8, 4, 2, "swin"), (10, 4, 2, "swin"), (8, (4, 2), (2, 1), "swin2"), (8, 8, 4, "swin2"), (8, 4, 0, "maxvit")]:
        grid = version == "maxvit"
        module = TORCH["WindowAttention"](12, window, 3, shift=shift, cosine=version == "swin2", maxvit=grid, grid=grid)
        for parameter in module.parameters():
            nn.init.normal_(parameter, std=0.5)
        layer = KERAS["WindowAttention"](window, 3, shift=shift, version=version, grid=grid)
        x = torch.randn(2, size, size, 12)
        layer.build((None, size, size, 12))
        dense(layer.qkv, module.qkv)
        dense(layer.proj, module.proj)
        if version == "swin2":
            layer.logit_scale.assign(values(module.logit_scale))
            dense(layer.hidden, module.cpb_mlp[0])
            dense(layer.position, module.cpb_mlp[2])
        else:
            layer.table.assign(values(module.relative_position_bias_table))
        report(f"windows of {window} on {size}, shift {shift}, {version}", layer(x), module(x))


def scales(layer, module):
    layer.q_norm[0].assign(values(module.q_norm.weight))
    layer.k_norm[0].assign(values(module.k_norm.weight))


def scales_from_one(layer, module):
    layer.q_norm[0].assign(1 + values(module.q_norm.weight))
    layer.k_norm[0].assign(1 + values(module.k_norm.weight))


def attention():
    rope = {"rope_type": "default", "rope_theta": 10000.0}
    whole = model("LlamaModel", transformers.LlamaConfig(**HEADS))
    grouped("llama", whole, whole.layers[0].self_attn, key_heads=2, rotary=8)
    whole = model("MistralModel", transformers.MistralConfig(**HEADS, sliding_window=4))
    grouped("mistral, in a window", whole, whole.layers[0].self_attn, key_heads=2, rotary=8, window=4)
    whole = model("Qwen3Model", transformers.Qwen3Config(**HEADS))
    grouped("qwen3, normalised heads", whole, whole.layers[0].self_attn, key_heads=2, rotary=8, norm="rms", load=scales)
    whole = model("Olmo2Model", transformers.Olmo2Config(**HEADS))
    grouped("olmo2, all heads normalised", whole, whole.layers[0].self_attn, key_heads=2, rotary=8, norm="all", load=scales)
    whole = model("GptOssModel", transformers.GptOssConfig(**HEADS, sliding_window=4, num_local_experts=4, layer_types=["sliding_attention"], rope_parameters=rope))
    grouped("gpt_oss, sinks", whole, whole.layers[0].self_attn, key_heads=2, rotary=8, window=4, sinks=True, bias="all", load=lambda layer, module: layer.sink.assign(values(module.sinks)))
    whole = model("Phi3Model", transformers.Phi3Config(**BASE))
    grouped("phi3, one projection", whole, whole.layers[0].self_attn, names=("qkv_proj", "o_proj"), key_heads=2, rotary=6, head_size=6)
    whole = model("GPT2Model", transformers.GPT2Config(n_embd=24, n_head=4, n_layer=1, n_positions=20, vocab_size=50))
    grouped("gpt2", whole, whole.h[0].attn, names=("c_attn", "c_proj"), head_size=6, bias="all")
    whole = model("BertModel", transformers.BertConfig(hidden_size=24, num_attention_heads=4, num_hidden_layers=1, intermediate_size=32, vocab_size=50))
    grouped("bert, no mask and no output", whole, whole.encoder.layer[0].attention.self, names=("query", "key", "value"), head_size=6, bias="all", causal=False)
    whole = model("T5Model", transformers.T5Config(d_model=24, d_kv=8, num_heads=4, d_ff=32, num_layers=1, vocab_size=50, decoder_start_token_id=0))
    for name, stack, causal in (("encoder", whole.encoder, False), ("decoder", whole.decoder, True)):
        module = stack.block[0].layer[0].SelfAttention
        nn.init.normal_(module.q.weight, std=0.05)
        nn.init.normal_(module.relative_attention_bias.weight)
        grouped(f"t5's {name}, biases by distance", stack, module, names=("q", "k", "v", "o"), buckets=32, divisor=1, causal=causal, length=150, load=lambda layer, module: layer.distances.assign(values(module.relative_attention_bias.weight)))
    whole = model("PhiModel", transformers.PhiConfig(**dict(BASE, num_key_value_heads=4), rope_parameters={**rope, "partial_rotary_factor": 0.6667}))
    grouped("phi, some features turned", whole, whole.layers[0].self_attn, names=(*PROJECTIONS[:3], "dense"), rotary=4, head_size=6, bias="all")
    whole = model("Qwen3NextModel", transformers.Qwen3NextConfig(**HEADS, layer_types=["full_attention"], num_experts=4, num_experts_per_tok=2, moe_intermediate_size=16, shared_expert_intermediate_size=16, rope_parameters={**rope, "partial_rotary_factor": 0.5}))
    grouped("qwen3_next, gated", whole, whole.layers[0].self_attn, key_heads=2, rotary=4, norm="rms", gated=True, load=scales_from_one)


def experts(name, whole, mlp, router, always=None, gate=None, **options):
    x, wanted = captured(whole, mlp)
    layer = KERAS["MixtureOfExperts"](**options)
    layer.build((None, 9, 24))
    layer.router.kernel.assign(values(router.weight).T)
    if hasattr(router, "e_score_correction_bias"):
        layer.correction.assign(values(router.e_score_correction_bias))
    layer.opening.assign(values(mlp.experts.gate_up_proj).transpose(0, 2, 1))
    layer.closing.assign(values(mlp.experts.down_proj).transpose(0, 2, 1))
    if always:
        for step, own in zip(layer.shared.steps, ("gate_proj", "up_proj", "down_proj")):
            dense(step, getattr(always, own))
    if gate:
        dense(layer.shared_gate, gate)
    report(name, layer(x), wanted)


def decoders():
    whole = model("DeepseekV3Model", transformers.DeepseekV3Config(**dict(BASE, num_hidden_layers=2, num_key_value_heads=4), moe_intermediate_size=16, kv_lora_rank=10, q_lora_rank=12, qk_rope_head_dim=4, v_head_dim=6, qk_nope_head_dim=8, n_routed_experts=8, num_experts_per_tok=2, n_shared_experts=1, n_group=1, topk_group=1, first_k_dense_replace=1, rope_interleave=False, routed_scaling_factor=1.0))
    module = whole.layers[0].self_attn
    x, wanted = captured(whole, module)
    layer = KERAS["LatentAttention"](4, 10, 12, 8, 4, 6)
    layer.build((None, 9, 24))
    for part, own in (("q_a", "q_a_proj"), ("q", "q_b_proj"), ("kv_a", "kv_a_proj_with_mqa"), ("kv", "kv_b_proj"), ("o", "o_proj")):
        dense(getattr(layer, part), getattr(module, own))
    layer.q_norm.scale.assign(values(module.q_a_layernorm.weight))
    layer.kv_norm.scale.assign(values(module.kv_a_layernorm.weight))
    report("deepseek_v3, latent attention", layer(x), wanted)
    mlp = whole.layers[1].mlp
    experts("deepseek_v3, experts", whole, mlp, mlp.gate, mlp.shared_experts, experts=8, hidden=16, shared=16, routing="corrected")
    whole = model("MixtralModel", transformers.MixtralConfig(**HEADS, num_local_experts=4))
    mlp = whole.layers[0].mlp
    experts("mixtral, experts", whole, mlp, mlp.gate, experts=4, hidden=32)


def state_spaces():
    whole = model("MambaModel", transformers.MambaConfig(hidden_size=24, state_size=5, num_hidden_layers=1, vocab_size=50))
    module = whole.layers[0].mixer
    x, wanted = captured(whole, module)
    layer = KERAS["SelectiveStateSpace"](5)
    layer.build((None, 9, 24))
    for own in ("in_proj", "x_proj", "dt_proj", "out_proj"):
        dense(getattr(layer, own), getattr(module, own))
    convolution(layer, module)
    layer.fading.assign(values(module.A_log))
    layer.share.assign(values(module.D))
    report("mamba", layer(x), wanted)
    for groups in (1, 2):
        whole = model("Mamba2Model", transformers.Mamba2Config(hidden_size=24, num_heads=6, head_dim=8, state_size=5, n_groups=groups, num_hidden_layers=1, vocab_size=50, chunk_size=4, layer_norm_epsilon=1e-6))
        module = whole.layers[0].mixer
        x, wanted = captured(whole, module)
        layer = KERAS["HeadedStateSpace"](6, 8, 5, groups)
        layer.build((None, 9, 24))
        dense(layer.in_proj, module.in_proj)
        dense(layer.out_proj, module.out_proj)
        convolution(layer, module)
        for own, theirs in (("fading", module.A_log), ("share", module.D), ("step", module.dt_bias), ("scale", module.norm.weight)):
            getattr(layer, own).assign(values(theirs))
        report(f"mamba2 of {groups} group(s)", layer(x), wanted)


def convolution(layer, module):
    layer.conv.kernel.assign(values(module.conv1d.weight).transpose(2, 1, 0))
    if layer.conv.bias is not None:
        layer.conv.bias.assign(values(module.conv1d.bias))


def delta_rule(keys=2, heads=4, key=6, value=5):
    whole = model("Qwen3NextModel", transformers.Qwen3NextConfig(**HEADS, layer_types=["linear_attention"], num_experts=4, num_experts_per_tok=2, moe_intermediate_size=16, shared_expert_intermediate_size=16, linear_num_value_heads=heads, linear_num_key_heads=keys, linear_key_head_dim=key, linear_value_head_dim=value))
    module = whole.layers[0].linear_attn
    x, wanted = captured(whole, module)
    layer = KERAS["GatedDeltaRule"](keys, heads, key, value)
    layer.build((None, 9, 24))
    many = heads // keys * value
    layer.in_proj.kernel.assign(apart(module.in_proj_qkvz.weight, keys, (key, key, many, many)).T)
    layer.strength.kernel.assign(apart(module.in_proj_ba.weight, keys, (heads // keys, heads // keys)).T)
    convolution(layer, module)
    layer.fading.assign(values(module.A_log))
    layer.step.assign(values(module.dt_bias))
    layer.norm.scale.assign(values(module.norm.weight))
    dense(layer.out_proj, module.out_proj)
    report("qwen3_next, gated delta rule", layer(x), wanted)
    mlp = whole.layers[0].mlp
    experts("qwen3_next, experts", whole, mlp, mlp.gate, mlp.shared_expert, mlp.shared_expert_gate, experts=4, hidden=16, shared=16, shared_gate=True)


def apart(weight, groups, sizes):
    """Rows that lie together for each group of heads, in one part for each kind."""
    rows = values(weight).reshape(groups, sum(sizes), -1)
    parts = numpy.split(rows, numpy.cumsum(sizes)[:-1], axis=1)
    return numpy.concatenate([part.reshape(-1, rows.shape[-1]) for part in parts])


if __name__ == "__main__":
    torch.manual_seed(0)
    for each in (windows, attention, decoders, state_spaces, delta_rule):
        each()
