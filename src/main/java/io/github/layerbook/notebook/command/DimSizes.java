package io.github.layerbook.notebook.command;

import io.github.layerbook.network.OpenDims;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.unit.WrittenFigure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The option that gives sizes which the file of a network leaves open. */
public record DimSizes(
    @Takes("--dim NAME=SIZE: sizes that the network's file leaves open: height=320,width=320")
        List<String> dims) {

  /** Returns the sizes by name. */
  public Map<String, Long> sizes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String dim : dims) {
      int equals = dim.indexOf('=');
      long size =
          WrittenFigure.whole(dim.substring(equals + 1))
              .filter(found -> equals > 0 && found > 0)
              .orElseThrow(
                  () -> new CellError("--dim: “%s” is not a size: write batch=1.".formatted(dim)));
      sizes.put(dim.substring(0, equals).strip(), size);
    }
    return sizes;
  }

  /** Returns the sizes of a network whose file leaves them open. */
  Map<String, Long> of(OpenDims open) {
    Map<String, Long> sizes = sizes();
    for (String dim : sizes.keySet()) {
      if (!open.sizes().containsKey(dim)) {
        throw new CellError(
            open.sizes().isEmpty()
                ? "--dim %s: the network has no open sizes.".formatted(dim)
                : "--dim: no size is called %s: open are %s.".formatted(dim, open.names()));
      }
    }
    return sizes;
  }
}
