package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.form.OptionValue;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A linear layer by an equation over axes: {@code einsum 9 equation=abc,cd->abd biasaxes=d}.
 *
 * <p>The equation names, letter by letter, the axes of the input, of the weight and of the output,
 * channels last; the first letter of the input and of the output is the batch. Letters that the
 * output lacks are summed over, so the multiply-adds are the product of all letters' extents. An
 * ellipsis stands for all axes that no letter names. Keras's {@code EinsumDense}, whose {@code
 * output_shape} is stated here by {@code sizes} alone.
 *
 * @param sizes the extents of the output's letters that the input lacks, in their order
 * @param equation the equation
 * @param biasaxes the output's letters along which there is a bias; no bias if none
 */
@Word(value = "einsum einsumdense", title = "einsum dense")
public record EinsumDense(
    List<Size> sizes, @Default("") String equation, @Default("") String biasaxes) implements Layer {
  private static final String FORM = "(\\.{3})?[A-Za-z]*(\\.{3})?";

  /** Copies the extents and checks the equation's form. */
  public EinsumDense {
    sizes = List.copyOf(sizes);
    if (!equation.matches(FORM + ",[A-Za-z]+->" + FORM)) {
      throw new OptionException(
          equation,
          "\"%s\" is not an equation of input, weight and output: write equation=abc,cd->abd"
              .formatted(equation));
    }
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "an einsum layer");
    int comma = equation.indexOf(',');
    int arrow = equation.indexOf("->");
    String from = expanded(equation.substring(0, comma), input);
    String weight = equation.substring(comma + 1, arrow);
    String to = expanded(equation.substring(arrow + 2), input);
    Map<Character, Axis> axes = axes(from, to, input);
    List<Size> outputs = new ArrayList<>();
    letters(to.substring(1), axes).forEach(axis -> outputs.add(axis.size()));
    Set<Axis> all = new LinkedHashSet<>(letters(from.substring(1), axes));
    all.addAll(letters(weight, axes));
    Declaration declaration =
        Declaration.of(Shape.of(outputs, AxisOrder.HWC))
            .with(Tensor.scale("weight", letters(weight, axes)))
            .with(Work.Kind.MULTIPLY_ADDS, Size.product(all.stream().map(Axis::size).toList()));
    return biasaxes.isEmpty() ? declaration : biased(declaration, to, axes, outputs);
  }

  private Declaration biased(
      Declaration declaration, String to, Map<Character, Axis> axes, List<Size> outputs) {
    List<Axis> bias = new ArrayList<>();
    for (int i = 1; i < to.length(); i++) {
      char letter = to.charAt(i);
      boolean along = biasaxes.indexOf(letter) >= 0;
      if (along || !bias.isEmpty()) {
        Axis axis = letters(String.valueOf(letter), axes).get(0);
        bias.add(along ? axis : axis.sized(Size.of(1)));
      }
    }
    return declaration
        .with(new Tensor("bias", Tensor.Kind.BIAS, bias, -1))
        .with(Work.Kind.ADDITIONS, Size.product(outputs));
  }

  /** The letters that an ellipsis replaces, one with a digit for each axis, batch included. */
  private String expanded(String letters, Shape input) {
    int named = equation.substring(0, equation.indexOf(',')).replace(".", "").length();
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < input.axes().size() + 1 - named; i++) {
      digits.append(i);
    }
    return letters.replace("...", digits);
  }

  private Map<Character, Axis> axes(String from, String to, Shape input) {
    List<Axis> given = input.axes(AxisOrder.HWC);
    if (from.length() != given.size() + 1) {
      throw new LayerException(
          "equation %s names %d axes besides the batch, its input %s has %d: name each axis once"
              .formatted(equation, from.length() - 1, input, given.size()));
    }
    Map<Character, Axis> axes = new TreeMap<>();
    for (int i = 0; i < given.size(); i++) {
      axes.put(from.charAt(i + 1), given.get(i));
    }
    int next = 0;
    for (int i = 1; i < to.length(); i++) {
      char letter = to.charAt(i);
      if (!axes.containsKey(letter)) {
        if (next == sizes.size()) {
          throw new LayerException(
              "sizes %s state %d extents, equation %s makes more axes: state one for %s too"
                  .formatted(OptionValue.print(sizes), sizes.size(), equation, letter));
        }
        String name = String.valueOf(letter);
        axes.put(letter, new Axis("axis " + name, name, sizes.get(next++).named(name)));
      }
    }
    return axes;
  }

  private List<Axis> letters(String letters, Map<Character, Axis> axes) {
    List<Axis> found = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      Axis axis = axes.get(letter);
      if (axis == null) {
        throw new LayerException(
            "equation %s has %s in its weight, but neither in its input nor in its output"
                .formatted(equation, letter));
      }
      found.add(axis);
    }
    return found;
  }
}
