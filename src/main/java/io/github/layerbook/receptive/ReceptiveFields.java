package io.github.layerbook.receptive;

import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The receptive fields of a network's layers: for each, which positions of the input one position
 * of its output sees.
 *
 * <p>A fold over what layers declare as their {@link FieldOfView}; where branches meet, the field
 * is the union of theirs, or the field along one path: see {@link #through}. Several inputs are
 * taken to lie on one another. Exact behind upsampling, transposed convolutions and adaptive pools
 * too, where neighbouring outputs may have windows of their own. Nothing is claimed of layers that
 * do not say what they see, of branches whose steps over the input differ, and of layers after them
 * until one sees everything.
 */
public final class ReceptiveFields {
  /** How much is known of a field. */
  public enum Extent {
    /** It is a window, the same at each position or at each of a period. */
    WINDOW,
    /** It is the whole input. */
    WHOLE,
    /** The layer, or one before it, does not say. */
    UNSTATED,
    /** It sees nothing of the input, as a parameter does. */
    NOTHING
  }

  /**
   * The field of a layer.
   *
   * @param layer the layer in its network
   * @param extent how much is known
   * @param axes one field for each spatial axis; none unless the extent is {@link Extent#WINDOW}
   */
  public record Seen(Applied layer, Extent extent, List<ReceptiveField> axes) {
    /** Copies the list. */
    public Seen {
      axes = List.copyOf(axes);
    }
  }

  private final Network network;

  private final String paths;
  private final Waypoints waypoints;

  /** The fields by their layers' paths, in the network's order. */
  private final Map<String, Seen> seen = new LinkedHashMap<>();

  private ReceptiveFields(Network network, String paths) {
    this.network = network;
    this.paths = paths;
    this.waypoints = Waypoints.of(network, paths);
    for (Applied applied : network.applied()) {
      if (waypoints.lead(applied.node())) {
        seen.put(applied.node().path(), field(applied));
      }
    }
  }

  /** Finds the receptive field of each layer. */
  public static ReceptiveFields of(Network network) {
    return new ReceptiveFields(network, "");
  }

  /**
   * Finds the receptive fields along some paths only: those that pass some layers and go around
   * others. Where branches meet, the others count as not there.
   *
   * <pre>{@code
   * Network net = Zoo.network("resnet18");
   * ReceptiveFields.of(net).find("layer1.0.add").get().axes().get(0).extent()                 // 27
   * ReceptiveFields.through(net, "-*.conv1").find("layer1.0.add").get().axes().get(0).extent() // 11
   * }</pre>
   *
   * @param layers names of layers with commas between them, those to go around after a hyphen:
   *     {@code branch1.*}, {@code -*.conv1}
   * @throws io.github.layerbook.layer.form.OptionException if there is no such layer, or no such
   *     path
   */
  public static ReceptiveFields through(Network network, String layers) {
    return new ReceptiveFields(network, layers);
  }

  /** Returns the network. */
  public Network network() {
    return network;
  }

  /** Returns the names of layers that the paths were chosen by; empty for all paths. */
  public String paths() {
    return paths;
  }

  /** Returns the fields of all layers on the paths, in the network's order. */
  public List<Seen> all() {
    return List.copyOf(seen.values());
  }

  /**
   * Returns the field of a layer, by an address as {@link Network#find} takes it; empty if there is
   * none, or not on the paths.
   */
  public Optional<Seen> find(String address) {
    return network.find(address).map(applied -> seen.get(applied.node().path()));
  }

  private Seen field(Applied applied) {
    if (applied.node().layer() instanceof Input) {
      int axes = applied.output().spatial().size();
      return axes == 0
          ? new Seen(applied, Extent.WHOLE, List.of())
          : new Seen(applied, Extent.WINDOW, Collections.nCopies(axes, ReceptiveField.OF_INPUT));
    }
    Seen all = new Seen(applied, Extent.NOTHING, List.of());
    for (String input : waypoints.inputs(applied.node())) {
      Seen from = seen.get(input);
      if (from != null) {
        all = union(all, through(applied, from));
      }
    }
    return all;
  }

  /** What a layer sees through one of its inputs. */
  private static Seen through(Applied applied, Seen from) {
    FieldOfView sight = applied.declaration().sight();
    if (from.extent() != Extent.WINDOW) {
      boolean states = from.extent() != Extent.UNSTATED || sight.kind() != FieldOfView.Kind.WHOLE;
      return new Seen(applied, states ? from.extent() : Extent.WHOLE, List.of());
    }
    return switch (sight.kind()) {
      case WHOLE -> new Seen(applied, Extent.WHOLE, List.of());
      case UNSTATED -> new Seen(applied, Extent.UNSTATED, List.of());
      case OWN_PLACE ->
          places(from.layer()).equals(places(applied))
              ? new Seen(applied, Extent.WINDOW, from.axes())
              : new Seen(applied, Extent.UNSTATED, List.of());
      case WINDOWS -> windows(applied, sight.windows(), from);
    };
  }

  /** The extents of the axes of positions, which must be one another's for places to match. */
  private static List<Long> places(Applied applied) {
    return applied.output().spatial().stream().map(axis -> axis.size().value()).toList();
  }

  private static Seen windows(Applied applied, List<Window> windows, Seen from) {
    if (windows.size() != from.axes().size()) {
      return new Seen(applied, Extent.UNSTATED, List.of());
    }
    try {
      List<ReceptiveField> axes = new ArrayList<>();
      for (int i = 0; i < windows.size(); i++) {
        axes.add(from.axes().get(i).through(windows.get(i)));
      }
      return axes.stream().anyMatch(ReceptiveField::isEmpty)
          ? new Seen(applied, Extent.NOTHING, List.of())
          : new Seen(applied, Extent.WINDOW, axes);
    } catch (ArithmeticException tooLarge) {
      return new Seen(applied, Extent.UNSTATED, List.of());
    }
  }

  private static Seen union(Seen all, Seen more) {
    if (all.extent() == Extent.NOTHING || more.extent() == Extent.WHOLE) {
      return more;
    } else if (more.extent() == Extent.NOTHING || all.extent() == Extent.WHOLE) {
      return all;
    } else if (all.extent() == Extent.UNSTATED || more.extent() == Extent.UNSTATED) {
      return new Seen(all.layer(), Extent.UNSTATED, List.of());
    }
    List<ReceptiveField> axes = new ArrayList<>();
    for (int i = 0; i < all.axes().size(); i++) {
      ReceptiveField one = all.axes().get(i);
      ReceptiveField other = more.axes().get(i);
      if (!one.keepsStepWith(other)) {
        return new Seen(all.layer(), Extent.UNSTATED, List.of());
      }
      axes.add(one.and(other));
    }
    return new Seen(all.layer(), Extent.WINDOW, axes);
  }
}
