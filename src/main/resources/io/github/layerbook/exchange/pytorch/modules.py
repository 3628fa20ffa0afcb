# Modules for the layers that PyTorch has no class for. What Layerbook exports holds those that it
# needs, by which they are known again when it is read. A line behind which a condition stands, and
# those between "# if" and "# end", are written where it holds of the layers' arguments; a word such
# as _q_proj_ is the value of an argument.


class SqueezeExcitation(nn.Module):
    """Each channel times a gate made of all channels' means (Hu et al. 2018)."""

    def __init__(self, channels, squeezed, activation="relu", gate="sigmoid", bias=True):
        super().__init__()
        self.fc1 = nn.Conv2d(channels, squeezed, 1, bias=bias)
        self.fc2 = nn.Conv2d(squeezed, channels, 1, bias=bias)
        self.activation = getattr(F, activation)
        self.gate = getattr(F, gate)

    def forward(self, x):
        means = F.adaptive_avg_pool2d(x, 1)
        return self.gate(self.fc2(self.activation(self.fc1(means)))) * x


class LayerScale(nn.Module):
    """Each channel times a learned number (Touvron et al. 2021)."""

    def __init__(self, shape):
        super().__init__()
        self._name_ = nn.Parameter(torch.full(torch.Size([shape] if isinstance(shape, int) else shape), 1e-6))

    def forward(self, x):
        return x * self._name_


class LearnedPositions(nn.Embedding):
    """A learned vector added at each position, from a table of them."""

    def forward(self, x):
        return x + self.weight[: x.size(1)]


class PositionEmbedding(nn.Module):
    """A learned vector added at each position."""

    def __init__(self, length, features):
        super().__init__()
        self._name_ = nn.Parameter(torch.randn(1, length, features) * 0.02)  # if leading
        self._name_ = nn.Parameter(torch.randn(length, features) * 0.02)  # if not leading

    def forward(self, x):
        return x + self._name_[:, : x.size(1)]  # if leading
        return x + self._name_[: x.size(1)]  # if not leading


class ClassToken(nn.Module):
    """Learned vectors put before a sequence."""

    def __init__(self, features, tokens=1):
        super().__init__()
        self._name_ = nn.Parameter(torch.zeros(1, tokens, features))  # if leading
        self._name_ = nn.Parameter(torch.zeros(features))  # if not leading

    def forward(self, x):
        return torch.cat([self._name_.expand(x.size(0), -1, -1), x], dim=1)  # if leading
        return torch.cat([self._name_.expand(x.size(0), 1, -1), x], dim=1)  # if not leading


class Standardize(nn.Module):
    """Each channel less a mean, divided by a deviation, both measured before training."""

    def __init__(self, channels, axes=0):
        super().__init__()
        self.shape = [channels] + [1] * axes
        self.register_buffer("mean", torch.zeros(channels))
        self.register_buffer("variance", torch.ones(channels))
        self.register_buffer("count", torch.tensor(0))

    def forward(self, x):
        return (x - self.mean.reshape(self.shape)) / self.variance.reshape(self.shape).sqrt()


class PartialBatchNorm(nn.BatchNorm2d):
    """Batch normalisation that learns a shift but no scale, or a scale but no shift."""

    def __init__(self, num_features, scale=True, shift=True):
        super().__init__(num_features)
        if not scale:
            self.register_parameter("weight", None)
        if not shift:
            self.register_parameter("bias", None)

    def forward(self, x):
        return super().forward(x)


class PaddedMaxPool2d(nn.Module):
    """Max pooling with other padding left than right: (left, right, top, bottom)."""

    def __init__(self, kernel_size, stride, padding):
        super().__init__()
        self.padding = padding
        self.pool = nn.MaxPool2d(kernel_size, stride)

    def forward(self, x):
        return self.pool(F.pad(x, self.padding, value=float("-inf")))


class PaddedAvgPool2d(nn.Module):
    """Average pooling with other padding left than right: (left, right, top, bottom)."""

    def __init__(self, kernel_size, stride, padding, count_include_pad=True):
        super().__init__()
        self.padding = padding
        self.count_include_pad = count_include_pad
        self.pool = nn.AvgPool2d(kernel_size, stride)

    def forward(self, x):
        means = self.pool(F.pad(x, self.padding))
        if self.count_include_pad:
            return means
        return means / self.pool(F.pad(torch.ones_like(x), self.padding))


class QuickGELU(nn.Module):
    """CLIP's approximation of GELU."""

    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


class Buffer(nn.Module):
    """Values that are kept with the model and not trained."""

    def __init__(self, shape, dtype="float32"):
        super().__init__()
        self.register_buffer("values", torch.zeros(shape, dtype=getattr(torch, dtype)), persistent=False)

    def forward(self):
        return self.values[None]


class SingleBiasLSTM(nn.LSTM):
    """An LSTM of one bias for each gate, as Keras has it; it gives its outputs alone."""

    def __init__(self, input_size, hidden_size, num_layers=1):
        super().__init__(input_size, hidden_size, num_layers, batch_first=True)
        for layer in range(num_layers):
            bias = self._parameters.pop(f"bias_hh_l{layer}")
            self.register_buffer(f"bias_hh_l{layer}", bias.data.zero_())

    def forward(self, x):
        return super().forward(x)[0]


class Attention(nn.Module):
    """Attention of a sequence to itself, with fewer key heads or rotary positions where stated."""

    def __init__(self, features, heads, key_heads=None, head_size=None, value_size=None, out_features=None, bias=True, out_bias=True, rotary=False):
        super().__init__()
        self.heads = heads
        self.key_heads = key_heads or heads
        self.head_size = head_size or features // heads
        self.value_size = value_size or self.head_size
        self.rotary = rotary
        self.q_proj = nn.Linear(features, heads * self.head_size, bias=bias)
        self.k_proj = nn.Linear(features, self.key_heads * self.head_size, bias=bias)
        self.v_proj = nn.Linear(features, self.key_heads * self.value_size, bias=bias)
        self.out_proj = nn.Linear(heads * self.value_size, out_features or features, bias=bias and out_bias)

    def turned(self, x):
        half = self.head_size // 2
        speeds = 10000 ** (-torch.arange(half, device=x.device) / half)
        angles = torch.outer(torch.arange(x.size(2), device=x.device), speeds)
        angles = torch.cat([angles, angles], dim=-1)
        turned = torch.cat([-x[..., half:], x[..., :half]], dim=-1)
        return x * angles.cos() + turned * angles.sin()

    def forward(self, x):
        n, length = x.shape[:2]
        query = self.q_proj(x).reshape(n, length, self.heads, -1).transpose(1, 2)
        key = self.k_proj(x).reshape(n, length, self.key_heads, -1).transpose(1, 2)
        value = self.v_proj(x).reshape(n, length, self.key_heads, -1).transpose(1, 2)
        if self.rotary:
            query, key = self.turned(query), self.turned(key)
        key = key.repeat_interleave(self.heads // self.key_heads, dim=1)
        value = value.repeat_interleave(self.heads // self.key_heads, dim=1)
        weights = (query @ key.transpose(2, 3) * self.head_size**-0.5).softmax(dim=-1)
        return self.out_proj((weights @ value).transpose(1, 2).reshape(n, length, -1))


class WindowAttention(nn.Module):
    """Attention within windows of an image, channels last (Liu et al. 2021; Tu et al. 2022)."""

    def __init__(self, channels, window_size, num_heads, shift=0, cosine=False, maxvit=False, grid=False, bias=True):
        super().__init__()
        self.window = [window_size] * 2 if isinstance(window_size, int) else list(window_size)
        self.shift = [shift] * 2 if isinstance(shift, int) else list(shift)
        self.heads = num_heads
        self.grid = grid
        self.scale = (channels if maxvit else channels // num_heads) ** -0.5
        self.qkv = nn.Linear(channels, 3 * channels, bias=bias)
        self.proj = nn.Linear(channels, channels, bias=bias)
        height, width = self.window
        places = torch.stack(torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")).flatten(1)
        offsets = places[:, :, None] - places[:, None, :]
        index = (offsets[0] + height - 1) * (2 * width - 1) + offsets[1] + width - 1
        self.register_buffer("relative_position_index", index.flatten())
        self.cosine = cosine
        if cosine:
            self.logit_scale = nn.Parameter(torch.full((num_heads, 1, 1), 10.0).log())
            self.cpb_mlp = nn.Sequential(nn.Linear(2, 512), nn.ReLU(inplace=True), nn.Linear(512, num_heads, bias=False))
            down = torch.arange(1 - height, height) / max(height - 1, 1) * 8
            across = torch.arange(1 - width, width) / max(width - 1, 1) * 8
            table = torch.stack(torch.meshgrid(down, across, indexing="ij"), dim=-1)[None]
            self.register_buffer("relative_coords_table", table.sign() * (table.abs() + 1).log2() / 3)
        else:
            table = torch.zeros((2 * height - 1) * (2 * width - 1), num_heads)
            self.relative_position_bias_table = nn.Parameter(table)

    def biases(self):
        if self.cosine:
            table = 16 * self.cpb_mlp(self.relative_coords_table).reshape(-1, self.heads).sigmoid()
        else:
            table = self.relative_position_bias_table
        places = self.window[0] * self.window[1]
        return table[self.relative_position_index].reshape(places, places, -1).permute(2, 0, 1)

    def sorted(self, x):
        n, height, width, channels = x.shape
        down, across = height // self.window[0], width // self.window[1]
        if self.grid:
            x = x.reshape(n, self.window[0], down, self.window[1], across, channels).permute(0, 2, 4, 1, 3, 5)
        else:
            x = x.reshape(n, down, self.window[0], across, self.window[1], channels).permute(0, 1, 3, 2, 4, 5)
        return x.reshape(n * down * across, self.window[0] * self.window[1], channels)

    def unsorted(self, x, n, height, width):
        down, across = height // self.window[0], width // self.window[1]
        x = x.reshape(n, down, across, self.window[0], self.window[1], -1)
        x = x.permute(0, 3, 1, 4, 2, 5) if self.grid else x.permute(0, 1, 3, 2, 4, 5)
        return x.reshape(n, height, width, -1)

    def forward(self, x):
        n, height, width, channels = x.shape
        below, right = -height % self.window[0], -width % self.window[1]
        x = F.pad(x, (0, 0, 0, right, 0, below))
        shift = [s if m < extent else 0 for s, m, extent in zip(self.shift, self.window, x.shape[1:3])]
        x = torch.roll(x, [-shift[0], -shift[1]], dims=[1, 2])
        windows = self.sorted(x)
        count, places = windows.shape[:2]
        qkv = self.qkv(windows).reshape(count, places, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key, value = qkv[0], qkv[1], qkv[2]
        if self.cosine:
            scores = F.normalize(query, dim=-1) @ F.normalize(key, dim=-1).transpose(2, 3)
            scores = scores * self.logit_scale.clamp(max=4.6052).exp()
        else:
            scores = query * self.scale @ key.transpose(2, 3)
        scores = scores + self.biases()
        if any(shift):
            parts = torch.zeros(1, x.size(1), x.size(2), 1, device=x.device)
            parts[:, x.size(1) - self.window[0] : x.size(1) - shift[0]] += 1
            parts[:, x.size(1) - shift[0] :] += 2
            parts[:, :, x.size(2) - self.window[1] : x.size(2) - shift[1]] += 3
            parts[:, :, x.size(2) - shift[1] :] += 6
            parts = self.sorted(parts).squeeze(-1)
            mask = (parts[:, None, :] != parts[:, :, None]) * -100.0
            scores = scores.reshape(n, -1, self.heads, places, places) + mask[None, :, None]
            scores = scores.reshape(count, self.heads, places, places)
        sums = (scores.softmax(dim=-1) @ value).transpose(1, 2).reshape(count, places, channels)
        x = self.unsorted(self.proj(sums), n, x.size(1), x.size(2))
        x = torch.roll(x, [shift[0], shift[1]], dims=[1, 2])
        return x[:, :height, :width].contiguous()


class DotProduct(nn.Module):
    """The sum of two vectors' products, as of a matrix's rows and columns."""

    def forward(self, x, y):
        x, y = F.normalize(x, dim=1), F.normalize(y, dim=1)  # if normalize
        return (x.unsqueeze(1) @ y.unsqueeze(2)).squeeze(2)


class DotProducts(nn.Module):
    """The product of each vector of one sequence with each of another."""

    def forward(self, x, y):
        x, y = F.normalize(x, dim=2), F.normalize(y, dim=2)  # if normalize
        return x @ y.transpose(1, 2)


class Mamba(nn.Module):
    """A selective state space: each channel's state fades and grows as its features say (Gu and Dao 2023)."""

    def __init__(self, features, state=16, expand=2, kernel_size=4, rank=None, bias=False, conv_bias=True):
        super().__init__()
        inner = expand * features
        self.parts = [rank or -(-features // 16), state, state]
        self.padding = kernel_size - 1
        self.in_proj = nn.Linear(features, 2 * inner, bias=bias)
        self.conv1d = nn.Conv1d(inner, inner, kernel_size, groups=inner, bias=conv_bias)
        self.x_proj = nn.Linear(inner, sum(self.parts), bias=False)
        self.dt_layernorm = nn.RMSNorm(self.parts[0])  # if norms
        self.b_layernorm = nn.RMSNorm(state)  # if norms
        self.c_layernorm = nn.RMSNorm(state)  # if norms
        self.dt_proj = nn.Linear(self.parts[0], inner)
        self.A_log = nn.Parameter(torch.arange(1.0, state + 1).log().repeat(inner, 1))
        self.D = nn.Parameter(torch.ones(inner))
        self.out_proj = nn.Linear(inner, features, bias=bias)

    def forward(self, x):
        x, gate = self.in_proj(x).chunk(2, dim=-1)
        x = F.silu(self.conv1d(F.pad(x.transpose(1, 2), (self.padding, 0)))).transpose(1, 2)
        time, inward, outward = self.x_proj(x).split(self.parts, dim=-1)
        time = self.dt_layernorm(time)  # if norms
        inward = self.b_layernorm(inward)  # if norms
        outward = self.c_layernorm(outward)  # if norms
        time = F.softplus(self.dt_proj(time))
        inward = (time * x).unsqueeze(3) * inward.unsqueeze(2)
        fading = torch.exp(time.unsqueeze(3) * -self.A_log.exp())
        state = torch.zeros_like(inward[:, 0])
        outputs = []
        for i in range(x.size(1)):
            state = fading[:, i] * state + inward[:, i]
            outputs.append(state @ outward[:, i, :, None])
        x = torch.cat(outputs, dim=2).transpose(1, 2) + self.D * x
        return self.out_proj(x * F.silu(gate))


class Mamba2(nn.Module):
    """A selective state space in heads, each of which fades at one pace (Dao and Gu 2024)."""

    def __init__(self, features, heads, head_size=64, state=128, groups=1, kernel_size=4, bias=False, conv_bias=True):
        super().__init__()
        inner = heads * head_size
        mixed = inner + 2 * groups * state
        self.groups = groups
        self.parts = [inner, mixed, heads]
        self.mixed = [inner, groups * state, groups * state]
        self.padding = kernel_size - 1
        self.in_proj = nn.Linear(features, sum(self.parts), bias=bias)
        self.conv1d = nn.Conv1d(mixed, mixed, kernel_size, groups=mixed, bias=conv_bias)
        self.dt_bias = nn.Parameter(torch.ones(heads))
        self.A_log = nn.Parameter(torch.arange(1.0, heads + 1).log())
        self.D = nn.Parameter(torch.ones(heads))
        self.norm = nn.RMSNorm(inner)
        self.out_proj = nn.Linear(inner, features, bias=bias)

    def vectors(self, x, heads):
        x = x.reshape(*x.shape[:2], self.groups, -1)
        return x.repeat_interleave(heads // self.groups, dim=2)

    def forward(self, x):
        gate, x, time = self.in_proj(x).split(self.parts, dim=2)
        x = F.silu(self.conv1d(F.pad(x.transpose(1, 2), (self.padding, 0)))).transpose(1, 2)
        x, inward, outward = x.split(self.mixed, dim=2)
        heads = time.size(2)
        x = x.reshape(*x.shape[:2], heads, -1)
        time = F.softplus(time + self.dt_bias)
        fading = torch.exp(time * -self.A_log.exp())
        inward = self.vectors(inward, heads) * time.unsqueeze(3)
        outward = self.vectors(outward, heads).unsqueeze(4)
        state = x.new_zeros(x.size(0), heads, x.size(3), inward.size(3))
        outputs = []
        for i in range(x.size(1)):
            state = state * fading[:, i, :, None, None] + x[:, i, :, :, None] * inward[:, i, :, None, :]
            outputs.append((state @ outward[:, i]).flatten(1))
        x = (torch.stack(outputs, dim=1) + (x * self.D[:, None]).flatten(2)) * F.silu(gate)
        x = F.rms_norm(x.unflatten(2, (self.groups, -1)), [x.size(2) // self.groups]).flatten(2)
        return self.out_proj(x * self.norm.weight)


class GatedDelta(nn.Module):
    """Linear attention whose state fades and is corrected at each key (Yang et al. 2025)."""

    def __init__(self, features, key_heads, value_heads=32, key_size=128, value_size=128, kernel_size=4):
        super().__init__()
        self.heads = key_heads
        self.group = value_heads // key_heads
        self.parts = [key_size, key_size, self.group * value_size, self.group * value_size]
        self.mixed = [key_heads * part for part in self.parts[:3]]
        self.padding = kernel_size - 1
        self.in_proj_qkvz = nn.Linear(features, key_heads * sum(self.parts), bias=False)
        self.in_proj_ba = nn.Linear(features, 2 * value_heads, bias=False)
        self.conv1d = nn.Conv1d(sum(self.mixed), sum(self.mixed), kernel_size, groups=sum(self.mixed), bias=False)
        self.dt_bias = nn.Parameter(torch.ones(value_heads))
        self.A_log = nn.Parameter(torch.empty(value_heads).uniform_(1, 16).log())
        self.norm = nn.RMSNorm(value_size, eps=1e-6)
        self.out_proj = nn.Linear(value_heads * value_size, features, bias=False)

    def forward(self, x):
        n, length = x.shape[:2]
        parts = self.in_proj_qkvz(x).reshape(n, length, self.heads, -1).split(self.parts, dim=3)
        gate = parts[3].reshape(n, length, self.heads * self.group, -1)
        strength, fading = self.in_proj_ba(x).reshape(n, length, self.heads, -1).chunk(2, dim=3)
        strength = strength.flatten(2).sigmoid()
        fading = (-self.A_log.exp() * F.softplus(fading.flatten(2) + self.dt_bias)).exp()
        mixed = torch.cat([part.flatten(2) for part in parts[:3]], dim=2).transpose(1, 2)
        mixed = F.silu(self.conv1d(F.pad(mixed, (self.padding, 0)))).transpose(1, 2)
        query, key, value = (part.reshape(n, length, self.heads, -1) for part in mixed.split(self.mixed, dim=2))
        query = F.normalize(query, dim=3).repeat_interleave(self.group, dim=2) * query.size(3) ** -0.5
        key = F.normalize(key, dim=3).repeat_interleave(self.group, dim=2)
        value = value.reshape(gate.shape)
        state = x.new_zeros(n, value.size(2), key.size(3), value.size(3))
        outputs = []
        for i in range(length):
            state = state * fading[:, i, :, None, None]
            error = value[:, i, :, None] - key[:, i, :, None] @ state
            state = state + key[:, i, :, :, None] @ (error * strength[:, i, :, None, None])
            outputs.append(query[:, i, :, None] @ state)
        x = self.norm(torch.cat(outputs, dim=2).transpose(1, 2)) * F.silu(gate)
        return self.out_proj(x.flatten(2))


class TransposedLinear(nn.Module):
    """A linear layer whose weight lies inputs before outputs, as GPT-2's."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_features, out_features) * 0.02)
        self.bias = nn.Parameter(torch.zeros(out_features)) if bias else None

    def forward(self, x):
        x = x @ self.weight
        return x if self.bias is None else x + self.bias


class RotaryEmbedding(nn.Module):
    """Pairs of features turned by an angle that grows with the position (Su et al. 2021)."""

    def __init__(self, features, theta=10000.0):
        super().__init__()
        self.half = features // 2
        self.theta = theta

    def forward(self, x):
        half = self.half
        speeds = self.theta ** (-torch.arange(half, device=x.device) / half)
        angles = torch.outer(torch.arange(x.size(-2), device=x.device), speeds)
        cos, sin = angles.cos(), angles.sin()
        first, second, rest = x.split([half, half, x.size(-1) - 2 * half], dim=-1)
        return torch.cat([first * cos - second * sin, second * cos + first * sin, rest], dim=-1)


class HeadNorms(nn.Module):
    """A normalisation of its own for each head."""

    def __init__(self, heads, head_size):
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(head_size, bias=False) for _ in range(heads))

    def forward(self, x):
        return torch.stack([norm(x[:, :, head]) for head, norm in enumerate(self.norms)], dim=2)


class HeadScale(nn.Module):
    """Each head normalised, times a number for each feature of all heads."""

    def __init__(self, heads, head_size):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(heads, head_size))

    def forward(self, x):
        return F.layer_norm(x, x.shape[-1:]) * self.weight


class GroupedAttention(nn.Module):
    """Attention in heads, of which several may share keys and values (Ainslie et al. 2023)."""

    def __init__(
        self,
        features,
        heads,
        key_heads,
        head_size,
        context_features=None,  # if context
        rotary=0,  # if rotary
        theta=10000.0,  # if theta
        window=None,  # if window
        divisor=None,  # if divisor
        softcap=0.0,  # if capped
        buckets=0,  # if bucketed
    ):
        super().__init__()
        self.heads = heads
        self.key_heads = key_heads
        self.head_size = head_size
        self.window = window  # if window
        self.divisor = divisor or head_size  # if divisor
        self.softcap = softcap  # if capped
        self._qkv_proj_ = _linear_(features, (heads + 2 * key_heads) * head_size, bias=_bias_)  # if qkv_proj
        # if q_proj
        self._q_proj_ = _linear_(features, heads * head_size, bias=_bias_)  # if not gated
        self._q_proj_ = _linear_(features, 2 * heads * head_size, bias=_bias_)  # if gated
        # if not context
        self._k_proj_ = _linear_(features, key_heads * head_size, bias=_key_bias_)
        self._v_proj_ = _linear_(features, key_heads * head_size, bias=_bias_)
        # end
        # if context
        self._k_proj_ = _linear_(context_features, key_heads * head_size, bias=_key_bias_)
        self._v_proj_ = _linear_(context_features, key_heads * head_size, bias=_bias_)
        # end
        # end
        self._o_proj_ = _linear_(heads * head_size, features, bias=_out_bias_)  # if o_proj
        # if norm=all
        self.q_norm = nn.RMSNorm(heads * head_size)
        self.k_norm = nn.RMSNorm(key_heads * head_size)
        # end
        # if norm=rms
        self.q_norm = nn.RMSNorm(head_size)
        self.k_norm = nn.RMSNorm(head_size)
        # end
        # if norm=layer
        self.q_layernorm = nn.LayerNorm(head_size)
        self.k_layernorm = nn.LayerNorm(head_size)
        # end
        # if norm=each
        self.q_layernorm = HeadNorms(heads, head_size)
        self.k_layernorm = HeadNorms(key_heads, head_size)
        # end
        # if norm=own
        self.q_norm = HeadScale(heads, head_size)
        self.k_norm = HeadScale(key_heads, head_size)
        # end
        self.rotary = RotaryEmbedding(rotary)  # if rotary and not theta
        self.rotary = RotaryEmbedding(rotary, theta)  # if theta
        self.sinks = nn.Parameter(torch.zeros(heads))  # if sinks
        self.relative_attention_bias = nn.Embedding(buckets, heads)  # if bucketed
    # if window and not explicit

    def seen(self, length, device):
        """Which keys each query sees."""
        places = torch.arange(length, device=device)
        distances = places[:, None] - places[None, :]
        return (distances >= 0) & (distances < (self.window or length))  # if causal
        return distances.abs() <= (self.window or 2 * length) // 2  # if not causal
    # end
    # if explicit and causal

    def hidden(self, length, device):
        """Which keys each query does not see."""
        places = torch.arange(length, device=device)
        distances = places[:, None] - places[None, :]
        return (distances < 0) | (distances >= (self.window or length))  # if window
        return distances < 0  # if not window
    # end
    # if alibi

    def slopes(self, device):
        """How much less the scores of each head are for each step away (Press et al. 2022)."""
        whole = 2 ** (self.heads.bit_length() - 1)
        powers = torch.arange(1, whole + 1, device=device) * -8 / whole
        between = torch.arange(1, 2 * (self.heads - whole) + 1, 2, device=device) * -4 / whole
        return 2.0 ** torch.cat([powers, between])
    # end
    # if bucketed

    def distances(self, queries, keys, device):
        """A number for each head and class of distance (Raffel et al. 2020)."""
        asking = torch.arange(queries, device=device)
        distance = torch.arange(keys, device=device)[None, :] - asking[:, None]
        # if causal
        buckets = self.relative_attention_bias.num_embeddings
        distance, first = distance.clamp(max=0).abs(), 0
        # end
        # if not causal
        buckets = self.relative_attention_bias.num_embeddings // 2
        distance, first = distance.abs(), (distance > 0) * buckets
        # end
        near = buckets // 2
        growth = (distance / near).clamp(min=1).log() / torch.tensor(128 / near).log()
        far = (near + (growth * (buckets - near)).long()).clamp(max=buckets - 1)
        each = torch.where(distance < near, distance, far)
        return self.relative_attention_bias(first + each).permute(2, 0, 1)
    # end

    def forward(self, x):  # if not context
    def forward(self, x, context):  # if context
        n, length = x.shape[:2]
        # if grouped
        groups = self._qkv_proj_(x).reshape(n, length, self.key_heads, -1, self.head_size)
        query, key, value = groups.split([self.heads // self.key_heads, 1, 1], dim=3)
        # end
        # if qkv_proj and not grouped
        sizes = [self.heads * self.head_size] + 2 * [self.key_heads * self.head_size]
        query, key, value = self._qkv_proj_(x).split(sizes, dim=-1)
        # end
        # if q_proj
        query = self._q_proj_(x)
        query, gate = query.reshape(n, length, self.heads, -1).chunk(2, dim=-1)  # if gated
        key, value = self._k_proj_(x), self._v_proj_(x)  # if not context
        key, value = self._k_proj_(context), self._v_proj_(context)  # if context
        # end
        # if norm=all
        query, key = query.flatten(2), key.flatten(2)  # if grouped
        query = query.flatten(2)  # if gated
        query, key = self.q_norm(query), self.k_norm(key)
        # end
        query = query.reshape(n, length, self.heads, self.head_size)
        key = key.reshape(n, -1, self.key_heads, self.head_size)
        value = value.reshape(n, -1, self.key_heads, self.head_size)
        query, key = self.q_norm(query), self.k_norm(key)  # if norm=rms|own
        query, key = self.q_layernorm(query), self.k_layernorm(key)  # if norm=layer|each
        query, key, value = query.transpose(1, 2), key.transpose(1, 2), value.transpose(1, 2)
        query, key = self.rotary(query), self.rotary(key)  # if rotary
        # if norm=unit
        query = F.rms_norm(query, query.shape[-1:])
        key = F.rms_norm(key, key.shape[-1:])
        # end
        query = query * (self.head_size / self.divisor) ** 0.5  # if divisor
        # if not explicit
        seen = self.seen(length, x.device)  # if window
        sums = F.scaled_dot_product_attention(query, key, value, attn_mask=seen, enable_gqa=True)  # if window
        # if not window
        sums = F.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=True)  # if causal
        sums = F.scaled_dot_product_attention(query, key, value, enable_gqa=True)  # if not causal
        # end
        # end
        # if explicit
        key = key.repeat_interleave(self.heads // self.key_heads, dim=1)
        value = value.repeat_interleave(self.heads // self.key_heads, dim=1)
        scores = query @ key.transpose(2, 3) * self.head_size**-0.5
        scores = scores + self.distances(length, key.size(2), x.device)  # if bucketed
        scores = scores + self.slopes(x.device)[:, None, None] * torch.arange(key.size(2), device=x.device)  # if alibi
        scores = self.softcap * torch.tanh(scores / self.softcap)  # if capped
        scores = scores.masked_fill(self.hidden(length, x.device), float("-inf"))  # if causal
        # if sinks
        sinks = self.sinks.reshape(1, -1, 1, 1).expand(n, -1, length, 1)
        weights = torch.cat([scores, sinks], dim=-1).softmax(dim=-1)[..., :-1]
        # end
        weights = scores.softmax(dim=-1)  # if not sinks
        sums = weights @ value
        # end
        sums = sums * gate.transpose(1, 2).sigmoid()  # if gated
        return self._o_proj_(sums.transpose(1, 2).reshape(n, length, -1))  # if o_proj
        return sums.transpose(1, 2).reshape(n, length, -1)  # if not o_proj


class LatentAttention(nn.Module):
    """Attention whose keys and values are made of one short vector (DeepSeek-V2, 2024)."""

    def __init__(
        self,
        features,
        heads,
        latent,
        head_size,
        rotary,
        value_size,
        query_latent=None,  # if compressed
        theta=10000.0,  # if theta
    ):
        super().__init__()
        self.heads = heads
        self.sizes = [head_size, rotary]
        self.value_size = value_size
        self.theta = theta  # if theta
        # if not compressed
        self.q_proj = nn.Linear(features, heads * (head_size + rotary), bias=False)
        # end
        # if compressed
        self.q_a_proj = nn.Linear(features, query_latent, bias=_bias_)
        self.q_a_layernorm = nn.RMSNorm(query_latent)
        self.q_b_proj = nn.Linear(query_latent, heads * (head_size + rotary), bias=False)
        # end
        self.kv_a_proj_with_mqa = nn.Linear(features, latent + rotary, bias=_bias_)
        self.kv_a_layernorm = nn.RMSNorm(latent)
        self.kv_b_proj = nn.Linear(latent, heads * (head_size + value_size), bias=False)
        self.o_proj = nn.Linear(heads * value_size, features, bias=_bias_)

    def turned(self, x):
        """Neighbours turned by an angle that grows with the position (Su et al. 2021)."""
        half = x.size(-1) // 2
        speeds = 10000.0 ** (-torch.arange(half, device=x.device) / half)  # if not theta
        speeds = self.theta ** (-torch.arange(half, device=x.device) / half)  # if theta
        angles = torch.outer(torch.arange(x.size(-2), device=x.device), speeds)
        cos, sin = angles.cos(), angles.sin()
        even, odd = x[..., ::2], x[..., 1::2]
        return torch.stack([even * cos - odd * sin, odd * cos + even * sin], dim=-1).flatten(-2)

    def forward(self, x):
        n, length = x.shape[:2]
        query = self.q_proj(x)  # if not compressed
        query = self.q_b_proj(self.q_a_layernorm(self.q_a_proj(x)))  # if compressed
        query = query.reshape(n, length, self.heads, -1).transpose(1, 2)
        query, query_place = query.split(self.sizes, dim=-1)
        latent, place = self.kv_a_proj_with_mqa(x).tensor_split([-self.sizes[1]], dim=-1)
        made = self.kv_b_proj(self.kv_a_layernorm(latent)).reshape(n, length, self.heads, -1)
        key, value = made.transpose(1, 2).split([self.sizes[0], self.value_size], dim=-1)
        place = self.turned(place[:, None]).expand(-1, self.heads, -1, -1)
        query = torch.cat([query, self.turned(query_place)], dim=-1)
        key = torch.cat([key, place], dim=-1)
        sums = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.o_proj(sums.transpose(1, 2).reshape(n, length, -1))


class FusedFeedForward(nn.Module):
    """Two linear layers, the first of which makes a gate too (Shazeer 2020)."""

    def __init__(self, features, hidden, activation="silu"):
        super().__init__()
        self._first_ = _linear_(features, 2 * hidden, bias=_bias_)
        self._last_ = _linear_(hidden, features, bias=_bias_)
        self.activation = getattr(F, activation)

    def forward(self, x):
        gate, x = self._first_(x).chunk(2, dim=-1)
        return self._last_(self.activation(gate) * x)


class MixtureOfExperts(nn.Module):
    """Feed-forward layers of which a router chooses a few for each token (Shazeer et al. 2017)."""

    def __init__(
        self,
        features,
        experts,
        hidden,
        top=2,
        activation="silu",  # if not bounded
        shared=None,  # if shared
        groups=1,  # if groups
        top_groups=1,  # if groups
        factor=1.0,  # if factor
    ):
        super().__init__()
        self.top = top
        self.activation = getattr(F, activation)  # if not bounded
        self.groups, self.top_groups = groups, top_groups  # if groups
        self.factor = factor  # if factor
        self._router_ = nn.Linear(features, experts, bias=_router_bias_)
        self._router_.register_buffer("e_score_correction_bias", torch.zeros(experts))  # if routing=corrected
        shapes = {
            "gate_up_proj": (experts, 2 * hidden, features),  # if not transposed
            "gate_up_proj": (experts, features, 2 * hidden),  # if transposed
            "gate_up_proj_bias": (experts, 2 * hidden),  # if bias
            "down_proj": (experts, features, hidden),  # if not transposed
            "down_proj": (experts, hidden, features),  # if transposed
            "down_proj_bias": (experts, features),  # if bias
        }
        self._experts_name_ = nn.ParameterDict(
            {name: torch.randn(shape) * 0.02 for name, shape in shapes.items()}
        )
        # if shared
        self._shared_experts_ = nn.ModuleDict(
            {
                "gate_proj": nn.Linear(features, shared, bias=_shared_bias_),
                "up_proj": nn.Linear(features, shared, bias=_shared_bias_),
                "down_proj": nn.Linear(shared, features, bias=_shared_bias_),
            }
        )
        self._shared_gate_ = nn.Linear(features, 1, bias=False)  # if shared_gate
        # end

    def route(self, x):
        """The weights of each token's experts, and which these are."""
        # if routing=biased
        weights, chosen = self._router_(x).topk(self.top, dim=-1)
        return weights.softmax(dim=-1), chosen
        # end
        # if routing=plain
        weights, chosen = self._router_(x).softmax(dim=-1).topk(self.top, dim=-1)
        # end
        # if routing=corrected
        scores = self._router_(x).sigmoid()
        corrected = scores + self._router_.e_score_correction_bias
        # if groups
        grouped = corrected.reshape(len(x), self.groups, -1)
        best = grouped.topk(2, dim=-1).values.sum(dim=-1).topk(self.top_groups, dim=-1).indices
        kept = torch.zeros_like(grouped[..., 0]).scatter(1, best, 1.0).bool()
        corrected = grouped.masked_fill(~kept[..., None], float("-inf")).flatten(1)
        # end
        chosen = corrected.topk(self.top, dim=-1).indices
        weights = scores.gather(1, chosen)
        # end
        # if not routing=biased
        weights = weights / weights.sum(dim=-1, keepdim=True)  # if normalized
        weights = weights * self.factor  # if factor
        return weights, chosen
        # end
    # if bounded

    def activation(self, gate, up):
        gate, up = gate.clamp(max=7.0), up.clamp(-7.0, 7.0)
        return (up + 1) * gate * torch.sigmoid(1.702 * gate)
    # end

    def forward(self, x):
        shape = x.shape
        x = x.reshape(-1, shape[-1])
        weights, chosen = self.route(x)
        # Tokens in the order of their experts, and where those of each expert end.
        experts, order = chosen.flatten().sort(stable=True)
        tokens = order // self.top
        numbers = torch.arange(len(self._experts_name_["down_proj"]), device=x.device)
        ends = torch.searchsorted(experts, numbers, right=True, out_int32=True)
        first, last = self._experts_name_["gate_up_proj"], self._experts_name_["down_proj"]
        first, last = first.mT, last.mT  # if not transposed
        given = F.grouped_mm(x[tokens], first, offs=ends)
        given = given + self._experts_name_["gate_up_proj_bias"][experts]  # if bias
        given = self.activation(given[..., ::2], given[..., 1::2])  # if bounded
        # if not bounded
        gate, up = given.chunk(2, dim=-1)
        given = self.activation(gate) * up
        # end
        given = F.grouped_mm(given, last, offs=ends)
        given = given + self._experts_name_["down_proj_bias"][experts]  # if bias
        given = given * weights.flatten()[order, None]
        sums = torch.zeros_like(x).index_add(0, tokens, given)
        # if shared
        shared = self._shared_experts_
        always = shared["down_proj"](self.activation(shared["gate_proj"](x)) * shared["up_proj"](x))
        always = always * self._shared_gate_(x).sigmoid()  # if shared_gate
        sums = sums + always
        # end
        return sums.reshape(shape)
