/**
 * Convolutions: dense, grouped, depthwise, separable, transposed, locally connected, and the
 * unfolding of windows.
 *
 * <p>Parameters {@code (K_h*K_w*C_in/G)*C_out + C_out}, multiply-adds as many for each output
 * position: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016.
 * Separable: F. Chollet, "Xception", 2017. Squeeze-and-excitation: J. Hu et al., 2018. Imports the
 * contract, geometry and the families that its composites are made of.
 */
@NullMarked
package io.github.layerbook.layer.convolution;

import org.jspecify.annotations.NullMarked;
