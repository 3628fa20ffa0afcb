package io.github.layerbook.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.layer.Declaration.Storage;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A declaration is the same in whichever order its steps are taken. */
class DeclarationStepsTest {
  private static final Shape SHAPE = Shape.image(4, 4, 2);

  private static final List<Backward> BACKWARDS =
      List.of(
          Backward.OF_INPUTS,
          Backward.OF_NOTHING,
          Backward.OF_SUM,
          Backward.OF_VIEW,
          Backward.OF_PART,
          Backward.keeping(SavedTensor.output()),
          Backward.keeping(SavedTensor.output()).storedAs(Storage.NEW),
          Backward.keeping(SavedTensor.inputs()).storedAs(Storage.IN_PLACE));

  @ParameterizedTest
  @EnumSource(Storage.class)
  void theOrderOfStepsDoesNotMatter(Storage storage) {
    for (Backward backward : BACKWARDS) {
      List<UnaryOperator<Declaration>> steps =
          List.of(
              d -> d.with(storage),
              d -> d.with(backward),
              d -> d.with(FieldOfView.OWN_PLACE),
              d -> d.with(Tensor.scale("weight", List.of(SHAPE.channels()))),
              d -> d.with(Work.Kind.ADDITIONS, Size.of(3)),
              d -> d.with(Requirement.positive("units", Size.of(2))),
              d -> d.with(SHAPE.channels(Size.of(5))));
      Declaration expected = made(steps);
      orders(steps).forEach(order -> assertEquals(expected, made(order)));
    }
  }

  @Test
  void aViewThatSaysNothingOfTrainingHandsTheGradientOn() {
    Declaration view = Declaration.of(SHAPE).with(Storage.VIEW);
    assertEquals(List.of(), view.backward().kept());
    assertEquals(Backward.Gradients.PARTS, view.backward().gradients());
    assertEquals(Storage.VIEW, view.backward().storage());
  }

  @Test
  void anOutputLivesInTrainingWhereItDoesAtInferenceUnlessSaid() {
    Backward output = Backward.keeping(SavedTensor.output());
    Declaration inPlace = Declaration.of(SHAPE).with(output).with(Storage.IN_PLACE);
    assertEquals(Storage.IN_PLACE, inPlace.backward().storage());
    assertEquals(output.kept(), inPlace.backward().kept());
    assertEquals(Storage.NEW, inPlace.with(output.storedAs(Storage.NEW)).backward().storage());
  }

  private static Declaration made(List<UnaryOperator<Declaration>> steps) {
    Declaration made = Declaration.of(SHAPE);
    for (UnaryOperator<Declaration> step : steps) {
      made = step.apply(made);
    }
    return made;
  }

  private static <T> List<List<T>> orders(List<T> all) {
    if (all.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> orders = new ArrayList<>();
    for (T first : all) {
      List<T> rest = new ArrayList<>(all);
      rest.remove(first);
      for (List<T> order : orders(rest)) {
        List<T> longer = new ArrayList<>(List.of(first));
        longer.addAll(order);
        orders.add(longer);
      }
    }
    return orders;
  }
}
