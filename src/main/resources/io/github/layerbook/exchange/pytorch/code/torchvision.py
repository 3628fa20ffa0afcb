# What the helpers of torchvision.ops and torchvision.models mean, as far as they make layers.
import torch
from torch import nn


class WeightsEnum:
    @classmethod
    def verify(cls, weights):
        return weights


def _make_divisible(v, divisor, min_value=None):
    lowest = divisor if min_value is None else min_value
    rounded = max(lowest, int(v + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * v else rounded


def _ovewrite_named_param(kwargs, param, new_value):
    kwargs[param] = new_value


def _ovewrite_value_param(param, actual, expected):
    return expected


def _log_api_usage_once(obj):
    pass


def _make_ntuple(x, n):
    return tuple(x) if isinstance(x, (list, tuple)) else tuple([x] * n)


class _ConvNormActivation(nn.Sequential):
    conv = nn.Conv2d
    norm = nn.BatchNorm2d

    def __init__(self, in_channels, out_channels, kernel_size=3, stride=1, padding=None, groups=1,
                 norm_layer=0, activation_layer=nn.ReLU, dilation=1, inplace=True, bias=None):
        norm_layer = self.norm if norm_layer == 0 else norm_layer
        if padding is None:
            if isinstance(kernel_size, int) and isinstance(dilation, int):
                padding = (kernel_size - 1) // 2 * dilation
            else:
                n = len(kernel_size) if not isinstance(kernel_size, int) else len(dilation)
                kernel_size = _make_ntuple(kernel_size, n)
                dilation = _make_ntuple(dilation, n)
                padding = tuple([(k - 1) // 2 * d for k, d in zip(kernel_size, dilation)])
        bias = norm_layer is None if bias is None else bias
        layers = [self.conv(in_channels, out_channels, kernel_size, stride, padding,
                            dilation=dilation, groups=groups, bias=bias)]
        if norm_layer is not None:
            layers.append(norm_layer(out_channels))
        if activation_layer is not None:
            layers.append(activation_layer() if inplace is None else activation_layer(inplace=inplace))
        super().__init__(*layers)
        self.out_channels = out_channels


class Conv2dNormActivation(_ConvNormActivation):
    pass


class Conv3dNormActivation(_ConvNormActivation):
    conv = nn.Conv3d
    norm = nn.BatchNorm3d


ConvNormActivation = Conv2dNormActivation
ConvBNReLU = Conv2dNormActivation
ConvBNActivation = Conv2dNormActivation


class SqueezeExcitation(nn.Module):
    def __init__(self, input_channels, squeeze_channels, activation=nn.ReLU, scale_activation=nn.Sigmoid):
        super().__init__()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc1 = nn.Conv2d(input_channels, squeeze_channels, 1)
        self.fc2 = nn.Conv2d(squeeze_channels, input_channels, 1)
        self.activation = activation()
        self.scale_activation = scale_activation()

    def forward(self, input):
        scale = self.fc2(self.activation(self.fc1(self.avgpool(input))))
        return self.scale_activation(scale) * input


class MLP(nn.Sequential):
    def __init__(self, in_channels, hidden_channels, norm_layer=None, activation_layer=nn.ReLU,
                 inplace=None, bias=True, dropout=0.0):
        options = {} if inplace is None else {"inplace": inplace}
        layers = []
        for i, width in enumerate(hidden_channels):
            layers.append(nn.Linear(in_channels, width, bias=bias))
            if i + 1 < len(hidden_channels):
                if norm_layer is not None:
                    layers.append(norm_layer(width))
                layers.append(activation_layer(**options))
            layers.append(nn.Dropout(dropout, **options))
            in_channels = width
        super().__init__(*layers)


class Permute(nn.Module):
    def __init__(self, dims):
        super().__init__()
        self.dims = dims

    def forward(self, x):
        return torch.permute(x, self.dims)


def stochastic_depth(input, p, mode, training=True):
    return input


class DropPath(nn.Module):
    def __init__(self, drop_prob=0.0, scale_by_keep=True):
        super().__init__()

    def forward(self, x):
        return x


class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        x = x.permute(0, 2, 3, 1)
        x = nn.functional.layer_norm(x, self.normalized_shape, self.weight, self.bias, self.eps)
        return x.permute(0, 3, 1, 2)
