# Attention as Keras has none: within windows of images, and as language models have it.


class WindowAttention(layers.Layer):
    """Attention within windows of an image (Liu et al. 2021; Liu et al. 2022; Tu et al. 2022)."""

    def __init__(self, window_size, num_heads, shift=0, version="swin", use_bias=True, grid=False, **options):
        super().__init__(**options)
        self.window = (window_size, window_size) if isinstance(window_size, int) else tuple(window_size)
        self.shift = (shift, shift) if isinstance(shift, int) else tuple(shift)
        self.heads = num_heads
        self.version = version
        self.use_bias = use_bias
        self.grid = grid

    def build(self, shape):
        channels = shape[-1]
        height, width = self.window
        self.scale = (channels if self.version == "maxvit" else channels // self.heads) ** -0.5
        self.qkv = layers.Dense(3 * channels, use_bias=self.use_bias, name="qkv")
        self.proj = layers.Dense(channels, use_bias=self.use_bias, name="proj")
        self.qkv.build((None, channels))
        self.proj.build((None, channels))
        if self.version == "swin2":
            tens = keras.initializers.Constant(2.302585)  # the logarithm of 10
            self.logit_scale = self.add_weight(shape=(self.heads, 1, 1), initializer=tens, name="logit_scale")
            self.hidden = layers.Dense(512, activation="relu", name="hidden")
            self.position = layers.Dense(self.heads, use_bias=False, name="position")
            self.hidden.build((None, 2))
            self.position.build((None, 512))
        else:
            rows = (2 * height - 1) * (2 * width - 1)
            self.table = self.add_weight(shape=(rows, self.heads), initializer="zeros", name="relative_position_bias_table")

    def offsets(self, extent):
        return keras.ops.cast(keras.ops.arange(1 - extent, extent), "float32") / max(extent - 1, 1) * 8

    def biases(self):
        height, width = self.window
        if self.version == "swin2":
            down, across = keras.ops.meshgrid(self.offsets(height), self.offsets(width), indexing="ij")
            places = keras.ops.reshape(keras.ops.stack([down, across], axis=-1), (-1, 2))
            places = keras.ops.sign(places) * keras.ops.log2(keras.ops.abs(places) + 1) / 3
            table = 16 * keras.ops.sigmoid(self.position(self.hidden(places)))
        else:
            table = self.table
        down = keras.ops.arange(height)[:, None] - keras.ops.arange(height)[None] + height - 1
        across = keras.ops.arange(width)[:, None] - keras.ops.arange(width)[None] + width - 1
        index = down[:, None, :, None] * (2 * width - 1) + across[None, :, None, :]
        biases = keras.ops.take(table, keras.ops.reshape(index, (-1,)), axis=0)
        return keras.ops.transpose(keras.ops.reshape(biases, (height * width, height * width, -1)), (2, 0, 1))

    def into_windows(self, x):
        height, width, channels = x.shape[1:]
        down, across = height // self.window[0], width // self.window[1]
        if self.grid:
            x = keras.ops.reshape(x, (-1, self.window[0], down, self.window[1], across, channels))
            x = keras.ops.transpose(x, (0, 2, 4, 1, 3, 5))
        else:
            x = keras.ops.reshape(x, (-1, down, self.window[0], across, self.window[1], channels))
            x = keras.ops.transpose(x, (0, 1, 3, 2, 4, 5))
        return keras.ops.reshape(x, (-1, self.window[0] * self.window[1], channels))

    def into_image(self, x, height, width):
        down, across = height // self.window[0], width // self.window[1]
        x = keras.ops.reshape(x, (-1, down, across, self.window[0], self.window[1], x.shape[-1]))
        x = keras.ops.transpose(x, (0, 3, 1, 4, 2, 5) if self.grid else (0, 1, 3, 2, 4, 5))
        return keras.ops.reshape(x, (-1, height, width, x.shape[-1]))

    def mask(self, height, width, shift):
        rows, columns = keras.ops.arange(height), keras.ops.arange(width)
        down = keras.ops.cast(rows >= height - self.window[0], "float32") + keras.ops.cast(rows >= height - shift[0], "float32")
        across = keras.ops.cast(columns >= width - self.window[1], "float32") + keras.ops.cast(columns >= width - shift[1], "float32")
        parts = self.into_windows((down[:, None] * 3 + across[None])[None, :, :, None])[..., 0]
        return keras.ops.cast(parts[:, None, :] != parts[:, :, None], self.compute_dtype) * -100

    def call(self, x):
        height, width, channels = x.shape[1:]
        below, right = -height % self.window[0], -width % self.window[1]
        x = keras.ops.pad(x, ((0, 0), (0, below), (0, right), (0, 0)))
        extents = height + below, width + right
        shift = [s if m < extent else 0 for s, m, extent in zip(self.shift, self.window, extents)]
        x = keras.ops.roll(keras.ops.roll(x, -shift[0], axis=1), -shift[1], axis=2)
        x = self.into_windows(x)
        places = x.shape[1]
        qkv = keras.ops.reshape(self.qkv(x), (-1, places, 3, self.heads, channels // self.heads))
        qkv = keras.ops.transpose(qkv, (2, 0, 3, 1, 4))
        query, key, value = qkv[0], qkv[1], qkv[2]
        if self.version == "swin2":
            key = keras.ops.swapaxes(keras.ops.normalize(key, axis=-1), 2, 3)
            scores = keras.ops.matmul(keras.ops.normalize(query, axis=-1), key)
            scores = scores * keras.ops.exp(keras.ops.minimum(self.logit_scale, 4.6052))
        else:
            scores = keras.ops.matmul(query * self.scale, keras.ops.swapaxes(key, 2, 3))
        scores = scores + self.biases()
        if any(shift):
            mask = self.mask(*extents, shift)
            scores = keras.ops.reshape(scores, (-1, mask.shape[0], self.heads, places, places)) + mask[None, :, None]
            scores = keras.ops.reshape(scores, (-1, self.heads, places, places))
        sums = keras.ops.swapaxes(keras.ops.matmul(keras.ops.softmax(scores), value), 1, 2)
        sums = self.proj(keras.ops.reshape(sums, (-1, places, channels)))
        x = self.into_image(sums, *extents)
        x = keras.ops.roll(keras.ops.roll(x, shift[0], axis=1), shift[1], axis=2)
        return x[:, :height, :width]


class RotaryEmbedding(layers.Layer):
    """Pairs of features turned by an angle that grows with the position (Su et al. 2021)."""

    def __init__(self, features=None, theta=10000.0, **options):
        super().__init__(**options)
        self.features = features
        self.theta = theta

    def call(self, x):
        features = self.features or x.shape[-1]
        half = features // 2
        speeds = self.theta ** (-keras.ops.cast(keras.ops.arange(half), "float32") / half)
        angles = keras.ops.cast(keras.ops.arange(x.shape[1]), "float32")[:, None] * speeds
        angles = keras.ops.reshape(angles, (x.shape[1],) + (1,) * (len(x.shape) - 3) + (half,))
        cosines = keras.ops.cast(keras.ops.cos(angles), x.dtype)
        sines = keras.ops.cast(keras.ops.sin(angles), x.dtype)
        first, second = x[..., :half], x[..., half:features]
        turned = [first * cosines - second * sines, second * cosines + first * sines]
        return keras.ops.concatenate(turned + [x[..., features:]], axis=-1)


class GroupedAttention(layers.Layer):
    """Attention whose heads of queries share those of keys and values (Ainslie et al. 2023)."""

    def __init__(self, heads, head_size, key_heads=None, bias="none", norm="none", rotary=None, window=None, sinks=False, gated=False, buckets=None, causal=True, theta=10000.0, divisor=None, softcap=0.0, alibi=False, dropout=0.0, names=("q_proj", "k_proj", "v_proj", "o_proj"), **options):
        super().__init__(**options)
        self.heads = heads
        self.key_heads = key_heads or heads
        self.head_size = head_size
        self.bias = bias
        self.norm = norm
        self.rotary = RotaryEmbedding(rotary, theta) if rotary else None
        self.window = window
        self.sinks = sinks
        self.gated = gated
        self.buckets = buckets
        self.causal = causal
        self.divisor = divisor or head_size
        self.softcap = softcap
        self.alibi = alibi
        self.drop = layers.Dropout(dropout)
        self.names = names

    def dense(self, name, width, features, use_bias):
        layer = layers.Dense(width, use_bias=use_bias, name=name.replace(".", "_"))
        layer.build((None, None, features))
        return layer

    def learned(self, name, heads):
        size = self.head_size
        shape = {"all": (heads * size,), "rms": (size,), "layer": (size,), "each": (heads, size), "own": (heads, size)}[self.norm]
        scale = self.add_weight(shape=shape, initializer="ones", name=name + "_scale")
        shift = self.add_weight(shape=shape, initializer="zeros", name=name + "_shift") if self.norm == "layer" else 0
        return scale, shift

    def build(self, x_shape, memory_shape=None):
        width, remembered = x_shape[-1], (memory_shape or x_shape)[-1]
        query, key = self.heads * self.head_size, self.key_heads * self.head_size
        biased = self.bias in ("all", "inputs", "nokey")
        if len(self.names) > 2:
            self.q = self.dense(self.names[0], 2 * query if self.gated else query, width, biased)
            self.k = self.dense(self.names[1], key, remembered, self.bias in ("all", "inputs"))
            self.v = self.dense(self.names[2], key, remembered, biased)
        else:
            self.qkv = self.dense(self.names[0], query + 2 * key, width, biased)
        if len(self.names) % 2 == 0:
            self.o = self.dense(self.names[-1], width, query, self.bias in ("all", "output", "nokey"))
        if self.norm not in ("none", "unit"):
            self.q_norm = self.learned("q_norm", self.heads)
            self.k_norm = self.learned("k_norm", self.key_heads)
        else:
            self.q_norm = self.k_norm = 1, 0
        if self.sinks:
            self.sink = self.add_weight(shape=(self.heads,), initializer="zeros", name="sinks")
        if self.buckets:
            self.distances = self.add_weight(shape=(self.buckets, self.heads), name="relative_attention_bias")

    def normalized(self, x, scale, shift):
        if self.norm in ("layer", "each", "own"):
            x = x - keras.ops.mean(x, axis=-1, keepdims=True)
        x = x * keras.ops.rsqrt(keras.ops.mean(x * x, axis=-1, keepdims=True) + 1e-6)
        return x * scale + shift

    def positioned(self, x, heads, norm):
        if self.norm == "all":
            x = self.normalized(x, *norm)
        x = keras.ops.reshape(x, (-1, x.shape[1], heads, self.head_size))
        if self.norm not in ("none", "all"):
            x = self.normalized(x, *norm)
        return self.rotary(x) if self.rotary else x

    def seen(self, distance):
        if not self.window:
            return distance >= 0
        if self.causal:
            return keras.ops.logical_and(distance >= 0, distance < self.window)
        return keras.ops.abs(distance) <= self.window // 2

    def slopes(self):
        whole = 1 << (self.heads.bit_length() - 1)
        slopes = [2 ** (-8 * i / whole) for i in range(1, whole + 1)]
        slopes += [2 ** (-4 * i / whole) for i in range(1, 2 * (self.heads - whole), 2)]
        return keras.ops.convert_to_tensor(slopes, dtype="float32")

    def biases(self, distance):
        count = self.buckets if self.causal else self.buckets // 2
        start = 0 if self.causal else keras.ops.where(distance < 0, count, 0)
        distance = keras.ops.maximum(distance, 0) if self.causal else keras.ops.abs(distance)
        exact = count // 2
        far = keras.ops.cast(keras.ops.maximum(distance, 1), "float32") / exact
        far = keras.ops.log(far) / keras.ops.log(128.0 / exact) * (count - exact)
        far = keras.ops.minimum(exact + keras.ops.cast(far, "int32"), count - 1)
        places = start + keras.ops.where(distance < exact, distance, far)
        return keras.ops.transpose(keras.ops.take(self.distances, places, axis=0), (2, 0, 1))

    def call(self, x, memory=None):
        length, query, key = x.shape[1], self.heads * self.head_size, self.key_heads * self.head_size
        if len(self.names) > 2:
            source = x if memory is None else memory
            q, k, v = self.q(x), self.k(source), self.v(source)
        else:
            qkv = self.qkv(x)
            q, k, v = qkv[..., :query], qkv[..., query : query + key], qkv[..., query + key :]
        if self.gated:
            q = keras.ops.reshape(q, (-1, length, self.heads, 2 * self.head_size))
            gate = keras.ops.reshape(q[..., self.head_size :], (-1, length, query))
            q = keras.ops.reshape(q[..., : self.head_size], (-1, length, query))
        q = self.positioned(q, self.heads, self.q_norm)
        k = self.positioned(k, self.key_heads, self.k_norm)
        v = keras.ops.reshape(v, (-1, v.shape[1], self.key_heads, self.head_size))
        q = keras.ops.reshape(q * self.divisor**-0.5, (-1, length, self.key_heads, self.heads // self.key_heads, self.head_size))
        scores = keras.ops.einsum("nqhgd,nkhd->nhgqk", q, k)
        scores = keras.ops.reshape(scores, (-1, self.heads, length, k.shape[1]))
        if self.softcap:
            scores = self.softcap * keras.ops.tanh(scores / self.softcap)
        distance = keras.ops.arange(length)[:, None] - keras.ops.arange(k.shape[1])[None]
        if self.alibi:
            scores = scores - self.slopes()[:, None, None] * keras.ops.cast(distance, scores.dtype)
        if self.buckets:
            scores = scores + self.biases(distance)
        if memory is None and (self.causal or self.window):
            scores = keras.ops.where(self.seen(distance), scores, -1e9)
        if self.sinks:
            sink = keras.ops.zeros_like(scores[..., :1]) + self.sink[:, None, None]
            weights = keras.ops.softmax(keras.ops.concatenate([scores, sink], axis=-1))[..., :-1]
        else:
            weights = keras.ops.softmax(scores)
        weights = keras.ops.reshape(self.drop(weights), (-1, self.key_heads, self.heads // self.key_heads, length, k.shape[1]))
        sums = keras.ops.einsum("nhgqk,nkhd->nqhgd", weights, v)
        sums = keras.ops.reshape(sums, (-1, length, query))
        if self.gated:
            sums = sums * keras.ops.sigmoid(gate)
        return self.o(sums) if len(self.names) % 2 == 0 else sums


class LatentAttention(layers.Layer):
    """Attention whose keys and values are made of one short vector (DeepSeek-V2, 2024)."""

    def __init__(self, heads, latent=512, query_latent=None, head_size=128, rotary=64, value_size=128, use_bias=False, theta=10000.0, **options):
        super().__init__(**options)
        self.heads = heads
        self.latent = latent
        self.query_latent = query_latent
        self.head_size = head_size
        self.rotary = rotary
        self.value_size = value_size
        self.use_bias = use_bias
        self.turned = RotaryEmbedding(theta=theta)

    def dense(self, name, width, features, use_bias=False):
        layer = layers.Dense(width, use_bias=use_bias, name=name)
        layer.build((None, None, features))
        return layer

    def normalization(self, name, features):
        layer = layers.RMSNormalization(name=name)
        layer.build((None, None, features))
        return layer

    def build(self, shape):
        width, queries = shape[-1], self.heads * (self.head_size + self.rotary)
        if self.query_latent:
            self.q_a = self.dense("q_a_proj", self.query_latent, width, self.use_bias)
            self.q_norm = self.normalization("q_a_layernorm", self.query_latent)
        self.q = self.dense("q_b_proj" if self.query_latent else "q_proj", queries, self.query_latent or width)
        self.kv_a = self.dense("kv_a_proj_with_mqa", self.latent + self.rotary, width, self.use_bias)
        self.kv_norm = self.normalization("kv_a_layernorm", self.latent)
        self.kv = self.dense("kv_b_proj", self.heads * (self.head_size + self.value_size), self.latent)
        self.o = self.dense("o_proj", width, self.heads * self.value_size, self.use_bias)

    def call(self, x):
        length = x.shape[1]
        q = self.q(self.q_norm(self.q_a(x)) if self.query_latent else x)
        q = keras.ops.reshape(q, (-1, length, self.heads, self.head_size + self.rotary))
        kv = self.kv_a(x)
        position = self.turned(kv[..., None, self.latent :])
        kv = self.kv(self.kv_norm(kv[..., : self.latent]))
        kv = keras.ops.reshape(kv, (-1, length, self.heads, self.head_size + self.value_size))
        scores = keras.ops.einsum("nqhd,nkhd->nhqk", q[..., : self.head_size], kv[..., : self.head_size])
        scores = scores + keras.ops.einsum("nqhd,nkd->nhqk", self.turned(q[..., self.head_size :]), position[:, :, 0])
        distance = keras.ops.arange(length)[:, None] - keras.ops.arange(length)[None]
        scores = keras.ops.where(distance >= 0, scores * (self.head_size + self.rotary) ** -0.5, -1e9)
        sums = keras.ops.einsum("nhqk,nkhd->nqhd", keras.ops.softmax(scores), kv[..., self.head_size :])
        return self.o(keras.ops.reshape(sums, (-1, length, self.heads * self.value_size)))


class GatedFeedForward(layers.Layer):
    """Hidden features times a gate, then a layer of the input's width (Shazeer 2020)."""

    def __init__(self, hidden, activation="gelu", use_bias=True, names=("gate_proj", "up_proj", "down_proj"), **options):
        super().__init__(**options)
        self.hidden = hidden
        self.activation = keras.activations.get(activation)
        self.use_bias = use_bias
        self.names = names

    def build(self, shape):
        wide = self.hidden if len(self.names) == 3 else 2 * self.hidden
        widths = [wide] * (len(self.names) - 1) + [shape[-1]]
        self.steps = [layers.Dense(width, use_bias=self.use_bias, name=name.replace(".", "_")) for name, width in zip(self.names, widths)]
        for step in self.steps[:-1]:
            step.build(shape)
        self.steps[-1].build((*shape[:-1], self.hidden))

    def call(self, x):
        if len(self.steps) == 3:
            gate, up = self.steps[0](x), self.steps[1](x)
        else:
            both = self.steps[0](x)
            gate, up = both[..., : self.hidden], both[..., self.hidden :]
        return self.steps[-1](self.activation(gate) * up)


class MixtureOfExperts(layers.Layer):
    """Gated experts, of which a router chooses a few for each position; all are computed."""

    def __init__(self, experts, hidden, top=2, activation="silu", shared=None, shared_gate=False, shared_bias=False, routing="plain", normalized=True, factor=1.0, groups=1, top_groups=1, use_bias=False, names=("gate", "experts", "shared_experts"), **options):
        super().__init__(**options)
        self.experts = experts
        self.hidden = hidden
        self.top = top
        self.activation = keras.activations.get(activation)
        self.shared = GatedFeedForward(shared, activation, shared_bias, name=names[2]) if shared else None
        self.shared_gate = layers.Dense(1, use_bias=False, activation="sigmoid", name=names[2] + "_gate") if shared_gate else None
        self.routing = routing
        self.normalized = normalized
        self.factor = factor
        self.groups = groups
        self.top_groups = top_groups
        self.use_bias = use_bias
        self.names = names

    def build(self, shape):
        width, router, bank = shape[-1], self.names[0], self.names[1]
        self.router = layers.Dense(self.experts, use_bias=self.routing == "biased", name=router)
        self.router.build(shape)
        if self.routing == "corrected":
            self.correction = self.add_weight(shape=(self.experts,), initializer="zeros", trainable=False, name=router + "_correction")
        self.opening = self.add_weight(shape=(self.experts, width, 2 * self.hidden), name=bank + "_gate_up_proj")
        self.closing = self.add_weight(shape=(self.experts, self.hidden, width), name=bank + "_down_proj")
        if self.use_bias:
            self.opening_bias = self.add_weight(shape=(self.experts, 2 * self.hidden), initializer="zeros", name=bank + "_gate_up_proj_bias")
            self.closing_bias = self.add_weight(shape=(self.experts, width), initializer="zeros", name=bank + "_down_proj_bias")
        if self.shared:
            self.shared.build(shape)
        if self.shared_gate:
            self.shared_gate.build(shape)

    def weights_of(self, x):
        scores = self.router(x)
        corrected = self.routing == "corrected"
        scores = keras.ops.sigmoid(scores) if corrected else keras.ops.softmax(scores)
        choice = scores + self.correction if corrected else scores
        if self.top_groups < self.groups:
            each = keras.ops.reshape(choice, (-1, x.shape[1], self.groups, self.experts // self.groups))
            best = keras.ops.sum(keras.ops.top_k(each, 2)[0], axis=-1) if corrected else keras.ops.max(each, axis=-1)
            kept = self.among(keras.ops.top_k(best, self.top_groups)[1], self.groups)
            choice = keras.ops.reshape(keras.ops.where(kept[..., None] > 0, each, -1e9), (-1, x.shape[1], self.experts))
        weights = scores * self.among(keras.ops.top_k(choice, self.top)[1], self.experts)
        if self.normalized:
            weights = weights / keras.ops.sum(weights, axis=-1, keepdims=True)
        return weights * self.factor

    def among(self, chosen, count):
        return keras.ops.sum(keras.ops.one_hot(chosen, count, dtype=self.compute_dtype), axis=-2)

    def call(self, x):
        inner = keras.ops.einsum("nld,edh->nleh", x, self.opening)
        inner = inner + self.opening_bias if self.use_bias else inner
        gate, up = inner[..., : self.hidden], inner[..., self.hidden :]
        if self.use_bias:
            gate = keras.ops.minimum(gate, 7)
            inner = gate * keras.ops.sigmoid(1.702 * gate) * (keras.ops.clip(up, -7, 7) + 1)
        else:
            inner = self.activation(gate) * up
        given = keras.ops.einsum("nleh,ehd->nled", inner, self.closing)
        given = given + self.closing_bias if self.use_bias else given
        sums = keras.ops.einsum("nled,nle->nld", given, self.weights_of(x))
        if not self.shared:
            return sums
        return sums + self.shared(x) * (self.shared_gate(x) if self.shared_gate else 1)
