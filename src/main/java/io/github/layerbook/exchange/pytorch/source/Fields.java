package io.github.layerbook.exchange.pytorch.source;

import io.github.layerbook.exchange.source.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of parts as those of a module's fields. */
final class Fields {
  /** What the code imports. */
  static final List<String> IMPORTED =
      List.of("torch", "nn", "F", "OrderedDict", "StochasticDepth");

  /** What every module has, so that no part of it may be called so. */
  private static final Set<String> OF_MODULES =
      Set.of(
          ("add_module apply append bfloat16 buffers call_super_init children clear compile cpu"
                  + " cuda double dump_patches eval extend extra_repr float forward get_buffer"
                  + " get_extra_state get_parameter get_submodule half insert ipu items keys"
                  + " load_state_dict modules mtia named_buffers named_children named_modules"
                  + " named_parameters parameters pop register_buffer register_module"
                  + " register_parameter requires_grad_ set_extra_state set_submodule share_memory"
                  + " state_dict to to_empty train training type update values xpu zero_grad")
              .split(" "));

  private Fields() {}

  /**
   * Returns the keys of parts with names as those of a module's fields, in which they are unique.
   *
   * @param quoted whether they stand in quotes, so that they may be numbers
   */
  static Map<String, String> of(Iterable<String> names, boolean quoted) {
    Map<String, String> fields = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    List<String> layersFirst = new ArrayList<>();
    names.forEach(layersFirst::add);
    layersFirst.sort(Comparator.comparing(Names::isBlock));
    for (String name : layersFirst) {
      String field = quoted ? Names.plain(Names.bare(name)) : Names.attribute(Names.bare(name));
      field = OF_MODULES.contains(field) || field.startsWith("__") ? field + "_" : field;
      fields.put(name, Names.unique(field, taken));
    }
    return fields;
  }
}
