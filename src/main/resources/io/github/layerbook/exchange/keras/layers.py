# Layers that Keras has no class for. What Layerbook exports holds those that it needs, word for
# word, by which they are known again when it is read.


class SqueezeExcitation(layers.Layer):
    """Each channel times a gate made of all channels' means (Hu et al. 2018)."""

    def __init__(self, squeezed, activation="relu", gate="sigmoid", use_bias=True, **options):
        super().__init__(**options)
        self.settings = squeezed, activation, gate, use_bias

    def build(self, shape):
        squeezed, activation, gate, use_bias = self.settings
        self.squeeze = layers.Conv2D(squeezed, 1, activation=activation, use_bias=use_bias)
        self.excite = layers.Conv2D(shape[-1], 1, activation=gate, use_bias=use_bias)
        self.squeeze.build((None, 1, 1, shape[-1]))
        self.excite.build((None, 1, 1, squeezed))

    def call(self, x):
        means = keras.ops.mean(x, axis=(1, 2), keepdims=True)
        return self.excite(self.squeeze(means)) * x


class LayerScale(layers.Layer):
    """Each channel times a learned number (Touvron et al. 2021)."""

    def build(self, shape):
        self.layer_scale = self.add_weight(shape=(shape[-1],), initializer="ones", name="layer_scale")

    def call(self, x):
        return x * self.layer_scale


class PositionEmbedding(layers.Layer):
    """A learned vector added at each position."""

    def __init__(self, length, **options):
        super().__init__(**options)
        self.length = length

    def build(self, shape):
        self.pos_embedding = self.add_weight(shape=(1, self.length, shape[-1]), name="pos_embedding")

    def call(self, x):
        return x + self.pos_embedding[:, : x.shape[1]]


class ClassToken(layers.Layer):
    """Learned vectors put before a sequence."""

    def __init__(self, tokens=1, **options):
        super().__init__(**options)
        self.tokens = tokens

    def build(self, shape):
        self.class_token = self.add_weight(shape=(1, self.tokens, shape[-1]), initializer="zeros", name="class_token")

    def call(self, x):
        zeros = keras.ops.zeros_like(x[:, :1]) + self.class_token
        return keras.ops.concatenate([zeros, x], axis=1)


class StochasticDepth(layers.Layer):
    """Drops whole examples in training."""

    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate
        self.seed_generator = keras.random.SeedGenerator()

    def call(self, x, training=False):
        if not training or self.rate == 0:
            return x
        shape = [keras.ops.shape(x)[0]] + [1] * (len(x.shape) - 1)
        kept = keras.random.uniform(shape, seed=self.seed_generator) >= self.rate
        return x / (1 - self.rate) * keras.ops.cast(kept, x.dtype)


class PaddedMaxPooling2D(layers.Layer):
    """Max pooling with padding in numbers: ((top, bottom), (left, right))."""

    def __init__(self, pool_size, strides, padding, **options):
        super().__init__(**options)
        self.padding = padding
        self.pool = layers.MaxPooling2D(pool_size, strides)

    def call(self, x):
        sides = ((0, 0), self.padding[0], self.padding[1], (0, 0))
        return self.pool(keras.ops.pad(x, sides, constant_values=-1e30))


class PaddedAveragePooling2D(layers.Layer):
    """Average pooling with padding in numbers, ((top, bottom), (left, right)), that counts."""

    def __init__(self, pool_size, strides, padding, **options):
        super().__init__(**options)
        self.padding = padding
        self.pool = layers.AveragePooling2D(pool_size, strides)

    def call(self, x):
        return self.pool(keras.ops.pad(x, ((0, 0), self.padding[0], self.padding[1], (0, 0))))


class ChannelShuffle(layers.Layer):
    """Channels in the order in which groups take turns."""

    def __init__(self, groups, **options):
        super().__init__(**options)
        self.groups = groups

    def call(self, x):
        shape = x.shape[1:]
        parts = keras.ops.reshape(x, (-1, *shape[:-1], self.groups, shape[-1] // self.groups))
        return keras.ops.reshape(keras.ops.swapaxes(parts, -1, -2), (-1, *shape))


class Chunk(layers.Layer):
    """Equal parts along an axis."""

    def __init__(self, parts, axis=-1, **options):
        super().__init__(**options)
        self.parts = parts
        self.axis = axis

    def call(self, x):
        return keras.ops.split(x, self.parts, axis=self.axis)


class Slice(layers.Layer):
    """Part of an axis."""

    def __init__(self, start, end, step=1, axis=-1, **options):
        super().__init__(**options)
        self.range = slice(start, end, step)
        self.axis = axis

    def call(self, x):
        axes = [slice(None)] * len(x.shape)
        axes[self.axis] = self.range
        return x[tuple(axes)]


class PixelUnshuffle(layers.Layer):
    """Squares of pixels as channels."""

    def __init__(self, factor, **options):
        super().__init__(**options)
        self.factor = factor

    def call(self, x):
        f = self.factor
        height, width, channels = x.shape[1:]
        x = keras.ops.reshape(x, (-1, height // f, f, width // f, f, channels))
        x = keras.ops.transpose(x, (0, 1, 3, 5, 2, 4))
        return keras.ops.reshape(x, (-1, height // f, width // f, channels * f * f))


class LocalResponseNormalization(layers.Layer):
    """Each value over the squares of its neighbours across channels (Krizhevsky et al. 2012)."""

    def __init__(self, size, **options):
        super().__init__(**options)
        self.size = size

    def call(self, x):
        before = self.size // 2
        squares = keras.ops.pad(x * x, ((0, 0), (0, 0), (0, 0), (before, self.size - 1 - before)))
        sums = sum(squares[..., i : i + x.shape[-1]] for i in range(self.size))
        return x / (1 + 1e-4 / self.size * sums) ** 0.75


class QuickGELU(layers.Layer):
    """CLIP's approximation of GELU."""

    def call(self, x):
        return x * keras.ops.sigmoid(1.702 * x)


class SquaredReLU(layers.Layer):
    """The square of ReLU (So et al. 2021)."""

    def call(self, x):
        return keras.ops.relu(x) ** 2


class Parameter(layers.Layer):
    """A learned tensor, once for each example of what it is called on."""

    def __init__(self, shape, **options):
        super().__init__(**options)
        self.extents = (shape,) if isinstance(shape, int) else tuple(shape)

    def build(self, shape):
        self.values = self.add_weight(shape=self.extents, name="values")

    def call(self, x):
        return keras.ops.broadcast_to(self.values, (keras.ops.shape(x)[0], *self.extents))


class Buffer(layers.Layer):
    """A tensor that is not trained, once for each example of what it is called on."""

    def __init__(self, shape, **options):
        super().__init__(**options)
        self.extents = (shape,) if isinstance(shape, int) else tuple(shape)

    def build(self, shape):
        self.values = self.add_weight(shape=self.extents, initializer="zeros", trainable=False, name="values")

    def call(self, x):
        return keras.ops.broadcast_to(self.values, (keras.ops.shape(x)[0], *self.extents))
