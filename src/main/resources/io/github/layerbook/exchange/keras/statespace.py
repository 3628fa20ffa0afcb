# Layers whose state does not grow with the sequence.


class SelectiveStateSpace(layers.Layer):
    """Channels with a state that each position fades and adds to (Gu and Dao 2023)."""

    def __init__(self, state=16, expand=2, kernel_size=4, rank=None, use_bias=False, conv_bias=True, norms=False, **options):
        super().__init__(**options)
        self.state = state
        self.expand = expand
        self.kernel_size = kernel_size
        self.rank = rank
        self.use_bias = use_bias
        self.conv_bias = conv_bias
        self.norms = norms

    def ready(self, layer, features):
        layer.build((None, None, features))
        return layer

    def build(self, shape):
        width = shape[-1]
        self.inner = self.expand * width
        self.rank = self.rank or -(-width // 16)
        inner, made = self.inner, (self.rank, self.state, self.state)
        self.in_proj = self.ready(layers.Dense(2 * inner, use_bias=self.use_bias, name="in_proj"), width)
        conv = layers.Conv1D(inner, self.kernel_size, padding="causal", groups=inner, use_bias=self.conv_bias, activation="silu", name="conv1d")
        self.conv = self.ready(conv, inner)
        self.x_proj = self.ready(layers.Dense(sum(made), use_bias=False, name="x_proj"), inner)
        self.dt_proj = self.ready(layers.Dense(inner, activation="softplus", name="dt_proj"), self.rank)
        self.out_proj = self.ready(layers.Dense(width, use_bias=self.use_bias, name="out_proj"), inner)
        if self.norms:
            names = "dt_layernorm", "b_layernorm", "c_layernorm"
            self.normalizations = [self.ready(layers.RMSNormalization(name=name), size) for name, size in zip(names, made)]
        self.fading = self.add_weight(shape=(inner, self.state), initializer="zeros", name="A_log")
        self.share = self.add_weight(shape=(inner,), initializer="ones", name="D")

    def compute_output_shape(self, shape):
        return shape

    def call(self, x):
        both = self.in_proj(x)
        x, gate = self.conv(both[..., : self.inner]), both[..., self.inner :]
        made = self.x_proj(x)
        made = [made[..., : self.rank], made[..., self.rank : self.rank + self.state], made[..., self.rank + self.state :]]
        if self.norms:
            made = [normalize(part) for normalize, part in zip(self.normalizations, made)]
        step, entering, leaving = self.dt_proj(made[0]), made[1], made[2]
        kept = keras.ops.exp(-keras.ops.exp(self.fading) * step[..., None])
        added = (step * x)[..., None] * entering[..., None, :]
        states = keras.ops.associative_scan(lambda a, b: (a[0] * b[0], a[1] * b[0] + b[1]), (kept, added), axis=1)[1]
        sums = keras.ops.einsum("nlis,nls->nli", states, leaving) + x * self.share
        return self.out_proj(sums * keras.ops.silu(gate))


class GatedDeltaRule(layers.Layer):
    """Heads with a matrix that each position fades and corrects at its key (Yang et al. 2025)."""

    def __init__(self, key_heads, value_heads=32, key_size=128, value_size=128, kernel_size=4, **options):
        super().__init__(**options)
        self.key_heads = key_heads
        self.value_heads = value_heads
        self.key_size = key_size
        self.value_size = value_size
        self.kernel_size = kernel_size

    def ready(self, layer, *shape):
        layer.build((None, None, *shape))
        return layer

    def build(self, shape):
        width = shape[-1]
        self.keys, self.values = self.key_heads * self.key_size, self.value_heads * self.value_size
        mixed = 2 * self.keys + self.values
        self.in_proj = self.ready(layers.Dense(mixed + self.values, use_bias=False, name="in_proj_qkvz"), width)
        self.strength = self.ready(layers.Dense(2 * self.value_heads, use_bias=False, name="in_proj_ba"), width)
        conv = layers.Conv1D(mixed, self.kernel_size, padding="causal", groups=mixed, use_bias=False, activation="silu", name="conv1d")
        self.conv = self.ready(conv, mixed)
        self.step = self.add_weight(shape=(self.value_heads,), initializer="ones", name="dt_bias")
        self.fading = self.add_weight(shape=(self.value_heads,), initializer="zeros", name="A_log")
        self.norm = self.ready(layers.RMSNormalization(name="norm"), self.value_heads, self.value_size)
        self.out_proj = self.ready(layers.Dense(width, use_bias=False, name="out_proj"), self.values)

    def heads(self, x, heads, size):
        return keras.ops.reshape(x, (-1, x.shape[1], heads, size))

    def queries(self, x):
        x = self.heads(x, self.key_heads, self.key_size)
        x = x * keras.ops.rsqrt(keras.ops.sum(x * x, axis=-1, keepdims=True) + 1e-6)
        x = keras.ops.broadcast_to(x[:, :, :, None], (*keras.ops.shape(x)[:3], self.value_heads // self.key_heads, self.key_size))
        return self.heads(keras.ops.reshape(x, (-1, x.shape[1], self.value_heads * self.key_size)), self.value_heads, self.key_size)

    def corrected(self, matrix, position):
        query, key, value, strength, kept = position
        matrix = matrix * kept[..., None, None]
        change = (value - keras.ops.einsum("nhkv,nhk->nhv", matrix, key)) * strength[..., None]
        matrix = matrix + key[..., None] * change[..., None, :]
        return matrix, keras.ops.einsum("nhkv,nhk->nhv", matrix, query)

    def compute_output_shape(self, shape):
        return shape

    def call(self, x):
        strength = self.strength(x)
        x = self.in_proj(x)
        gate = self.heads(x[..., 2 * self.keys + self.values :], self.value_heads, self.value_size)
        x = self.conv(x[..., : 2 * self.keys + self.values])
        query = self.queries(x[..., : self.keys]) * self.key_size**-0.5
        key = self.queries(x[..., self.keys : 2 * self.keys])
        value = self.heads(x[..., 2 * self.keys :], self.value_heads, self.value_size)
        pace = keras.ops.softplus(strength[..., self.value_heads :] + self.step)
        kept = keras.ops.exp(-keras.ops.exp(self.fading) * pace)
        parts = query, key, value, keras.ops.sigmoid(strength[..., : self.value_heads]), kept
        positions = tuple(keras.ops.swapaxes(part, 0, 1) for part in parts)
        start = keras.ops.zeros_like(key[:, 0, :, :, None] * value[:, 0, :, None])
        sums = keras.ops.swapaxes(keras.ops.scan(self.corrected, start, positions)[1], 0, 1)
        return self.out_proj(keras.ops.reshape(self.norm(sums) * keras.ops.silu(gate), (-1, x.shape[1], self.values)))


class HeadedStateSpace(layers.Layer):
    """Heads of features that fade at one pace each (Dao and Gu 2024)."""

    def __init__(self, heads, head_size=64, state=128, groups=1, kernel_size=4, use_bias=False, conv_bias=True, **options):
        super().__init__(**options)
        self.heads = heads
        self.head_size = head_size
        self.state = state
        self.groups = groups
        self.kernel_size = kernel_size
        self.use_bias = use_bias
        self.conv_bias = conv_bias

    def ready(self, layer, features):
        layer.build((None, None, features))
        return layer

    def build(self, shape):
        width, inner = shape[-1], self.heads * self.head_size
        mixed = inner + 2 * self.groups * self.state
        self.in_proj = self.ready(layers.Dense(inner + mixed + self.heads, use_bias=self.use_bias, name="in_proj"), width)
        conv = layers.Conv1D(mixed, self.kernel_size, padding="causal", groups=mixed, use_bias=self.conv_bias, activation="silu", name="conv1d")
        self.conv = self.ready(conv, mixed)
        self.step = self.add_weight(shape=(self.heads,), initializer="ones", name="dt_bias")
        self.fading = self.add_weight(shape=(self.heads,), initializer="zeros", name="A_log")
        self.share = self.add_weight(shape=(self.heads,), initializer="ones", name="D")
        self.scale = self.add_weight(shape=(inner,), initializer="ones", name="norm")
        self.out_proj = self.ready(layers.Dense(width, use_bias=self.use_bias, name="out_proj"), inner)

    def compute_output_shape(self, shape):
        return shape

    def call(self, x):
        length, inner, vectors = x.shape[1], self.heads * self.head_size, self.groups * self.state
        x = self.in_proj(x)
        gate, step = x[..., :inner], keras.ops.softplus(x[..., -self.heads :] + self.step)
        x = self.conv(x[..., inner : -self.heads])
        grouped = -1, length, self.groups, 1, 1, self.state
        entering = keras.ops.reshape(x[..., inner : inner + vectors], grouped)
        leaving = keras.ops.reshape(x[..., inner + vectors :], grouped)
        shape = -1, length, self.groups, self.heads // self.groups, self.head_size
        x = keras.ops.reshape(x[..., :inner], shape)
        step = keras.ops.reshape(step, (*shape[:-1], 1))
        fading = keras.ops.reshape(self.fading, (*shape[2:-1], 1))
        added = (step * x)[..., None] * entering
        kept = keras.ops.exp(-keras.ops.exp(fading) * step)[..., None] + keras.ops.zeros_like(added)
        states = keras.ops.associative_scan(lambda a, b: (a[0] * b[0], a[1] * b[0] + b[1]), (kept, added), axis=1)[1]
        sums = keras.ops.sum(states * leaving, axis=-1) + x * keras.ops.reshape(self.share, (*shape[2:-1], 1))
        sums = keras.ops.reshape(sums, (-1, length, inner)) * keras.ops.silu(gate)
        sums = keras.ops.reshape(sums, (-1, length, self.groups, inner // self.groups))
        sums = sums * keras.ops.rsqrt(keras.ops.mean(sums * sums, axis=-1, keepdims=True) + 1e-6)
        return self.out_proj(keras.ops.reshape(sums, (-1, length, inner)) * self.scale)
