package io.github.layerbook.receptive;

import io.github.layerbook.layer.Composition;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.OutputAddress;
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
 * taken to lie on one another. Nothing is claimed of layers that do not say what they see, of
 * branches whose steps over the input differ, and of layers after them until one sees everything.
 */
public final class ReceptiveFields {
  /** How much is known of a field. */
  public enum Extent {
    /** It is the same window at each position. */
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
    List<Field> inputs = new ArrayList<>();
    List<String> leading = waypoints.inputs(applied.node());
    for (OutputAddress input : applied.node().reads()) {
      Seen from = leading.contains(input.layer()) ? seen.get(input.layer()) : null;
      inputs.add(from == null ? Field.NOTHING : new Field(from.extent(), from.axes()));
    }
    Field field = field(applied.declaration(), applied.inputs(), inputs);
    return new Seen(applied, field.extent(), field.axes());
  }

  /** What is seen of the network's input. */
  private record Field(Extent extent, List<ReceptiveField> axes) {
    private static final Field NOTHING = new Field(Extent.NOTHING, List.of());
    private static final Field UNSTATED = new Field(Extent.UNSTATED, List.of());
    private static final Field WHOLE = new Field(Extent.WHOLE, List.of());
  }

  /** What a layer's first output sees, given what its inputs see; its steps' one after another. */
  private static Field field(Declaration declaration, List<Shape> shapes, List<Field> inputs) {
    if (declaration.fieldOfView().kind() == FieldOfView.Kind.STEPS) {
      return ofSteps(declaration.composition(), shapes, inputs);
    }
    Field all = Field.NOTHING;
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).extent() != Extent.NOTHING) {
        all = union(all, through(declaration, shapes.get(i), inputs.get(i)));
      }
    }
    return all;
  }

  private static Field ofSteps(Composition steps, List<Shape> inputs, List<Field> fields) {
    List<Shape> shapes = new ArrayList<>(inputs);
    List<Field> values = new ArrayList<>(fields);
    for (Part part : steps.parts()) {
      List<Shape> read = part.reads().stream().map(shapes::get).toList();
      List<Field> seen = part.reads().stream().map(values::get).toList();
      Field field = field(part.declaration(), read, seen);
      for (Shape output : part.declaration().outputs()) {
        shapes.add(output);
        values.add(field);
      }
    }
    return values.get(steps.outputs().get(0));
  }

  /** What a step sees through one of its inputs. */
  private static Field through(Declaration declaration, Shape input, Field from) {
    FieldOfView fieldOfView = declaration.fieldOfView();
    if (from.extent() != Extent.WINDOW) {
      boolean states =
          from.extent() != Extent.UNSTATED || fieldOfView.kind() != FieldOfView.Kind.WHOLE;
      return states ? from : Field.WHOLE;
    }
    return switch (fieldOfView.kind()) {
      case WHOLE -> Field.WHOLE;
      case UNSTATED, STEPS -> Field.UNSTATED;
      case OWN_PLACE -> places(input).equals(places(declaration.output())) ? from : Field.UNSTATED;
      case WINDOWS -> windows(fieldOfView.windows(), from);
    };
  }

  /** The extents of the axes of positions, which must be one another's for places to match. */
  private static List<Long> places(Shape shape) {
    return shape.spatial().stream().map(axis -> axis.size().value()).toList();
  }

  private static Field windows(List<Window> windows, Field from) {
    if (windows.size() != from.axes().size()) {
      return Field.UNSTATED;
    }
    try {
      List<ReceptiveField> axes = new ArrayList<>();
      for (int i = 0; i < windows.size(); i++) {
        axes.add(from.axes().get(i).through(windows.get(i)));
      }
      return axes.stream().anyMatch(ReceptiveField::isEmpty)
          ? Field.NOTHING
          : new Field(Extent.WINDOW, axes);
    } catch (ArithmeticException tooLarge) {
      return Field.UNSTATED;
    }
  }

  private static Field union(Field all, Field more) {
    if (all.extent() == Extent.NOTHING || more.extent() == Extent.WHOLE) {
      return more;
    } else if (more.extent() == Extent.NOTHING || all.extent() == Extent.WHOLE) {
      return all;
    } else if (all.extent() == Extent.UNSTATED || more.extent() == Extent.UNSTATED) {
      return Field.UNSTATED;
    }
    List<ReceptiveField> axes = new ArrayList<>();
    for (int i = 0; i < all.axes().size(); i++) {
      ReceptiveField one = all.axes().get(i);
      ReceptiveField other = more.axes().get(i);
      if (!one.keepsStepWith(other)) {
        return Field.UNSTATED;
      }
      axes.add(one.and(other));
    }
    return new Field(Extent.WINDOW, axes);
  }
}
