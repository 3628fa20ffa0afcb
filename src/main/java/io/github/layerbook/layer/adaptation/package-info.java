/**
 * Low-rank adapters beside the matrices of layers, which are frozen (Hu et al., <i>LoRA</i>, 2021).
 *
 * <p>An {@link io.github.layerbook.layer.adaptation.Adaptation} changes what any layer declares, or
 * a step of one; {@link io.github.layerbook.layer.adaptation.AdaptableModule} finds what it can
 * stand beside. Imports the contract.
 */
@NullMarked
package io.github.layerbook.layer.adaptation;

import org.jspecify.annotations.NullMarked;
