package io.github.layerbook.memory;

import io.github.layerbook.size.Size;

/**
 * What of a part of the memory each device has.
 *
 * @param title what it is
 * @param whole its bytes in one piece
 * @param divisor among how many devices it is divided
 * @param share the bytes of one device, rounded up
 */
public record DeviceFigure(String title, Size whole, long divisor, Size share) {}
