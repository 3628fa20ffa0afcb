package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.claim.Wording.Speaker;
import io.github.layerbook.report.Embeddings;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A number that a statement may mean.
 *
 * @param measure the number
 * @param title what it counts: {@code non-trainable parameters}
 * @param note which of several meanings this is, shown if it is the one that holds; may be empty
 * @param isCut whether a figure gives its first digits, not rounded
 */
record Reading(Measure measure, String title, String note, boolean isCut) {
  /** Makes the reading of a figure that is rounded, or exact. */
  Reading(Measure measure, String title, String note) {
    this(measure, title, note, false);
  }

  private static Reading of(Measure measure, String note) {
    return new Reading(measure, measure.quantity().noun(), note);
  }

  /** Returns what a statement may mean, what it says literally first. */
  static List<Reading> of(Statement.OfQuantity stated, Counts counts, Wording wording) {
    List<Reading> readings = new ArrayList<>(of(stated, counts, wording.speaker()));
    if (stated.quantity() == Quantity.MULTIPLY_ADDS && wording.tabled() > 0) {
      readings.addAll(ToolSizes.multiplyAdds(counts, wording.tabled()));
    }
    if (wording.tabled() > 1
        && counts.settings().batch() == 1
        && ToolSizes.WORDS.containsValue(stated.quantity())) {
      of(stated, counts.batch(wording.tabled()), wording.speaker()).stream()
          .map(reading -> reading.noted(Convention.batch(wording.tabled()).phrase()))
          .forEach(readings::add);
    }
    return readings;
  }

  private static List<Reading> of(Statement.OfQuantity stated, Counts counts, Speaker speaker) {
    Quantity quantity = stated.quantity();
    boolean inBytes = stated.amounts().get(0).inBytes();
    if (quantity == Quantity.FLOPS) {
      return operations(counts);
    } else if (quantity == Quantity.PARAMETERS) {
      List<Reading> readings = parameters(stated.share(), counts, speaker);
      return inBytes ? readings.stream().map(r -> r.inBytes(counts)).toList() : readings;
    }
    List<Reading> ofModels = ofModels(quantity, counts);
    if (!ofModels.isEmpty()) {
      return ofModels;
    }
    List<Reading> ofTools = ToolSizes.readings(quantity, counts);
    if (!ofTools.isEmpty()) {
      return ofTools;
    } else if (!inBytes || quantity.unit().isBytes()) {
      return List.of(of(counts.measure(quantity), ""));
    } else if (quantity == Quantity.VALUES) {
      return List.of(of(counts.measure(Quantity.BYTES), ""));
    }
    return List.of(of(counts.measure(quantity), "").inBytes(counts));
  }

  /** What cards of language models mean; nothing of any other quantity. */
  private static List<Reading> ofModels(Quantity quantity, Counts counts) {
    if (quantity == Quantity.NON_EMBEDDING) {
      return List.of(of(new Measure(quantity, Embeddings.without(counts.rows())), ""));
    } else if (quantity == Quantity.CACHE || quantity == Quantity.CACHE_PER_TOKEN) {
      return List.of(
          of(counts.measure(quantity), ""),
          of(counts.under(s -> s.cache(NumberType.BF16)).measure(quantity), "at 16 bits a value"));
    } else if (quantity != Quantity.ACTIVE) {
      return List.of();
    }
    Measure all = counts.measure(quantity);
    Measure without = new Measure(quantity, Embeddings.activeWithoutInput(counts.rows()));
    String both =
        "%s with the input embedding, %s without"
            .formatted(Numbers.count(all.value()), Numbers.count(without.value()));
    return List.of(
        of(all, ""),
        of(without, both),
        new Reading(all, quantity.noun(), "cut off, not rounded: " + both, true));
  }

  private Reading noted(String before) {
    return new Reading(measure, title, note.isEmpty() ? before : before + ", " + note, isCut);
  }

  private Reading inBytes(Counts counts) {
    NumberType type = counts.settings().type();
    Measure bytes = new Measure(Quantity.BYTES, type.bytes(measure.size().settled()));
    return new Reading(bytes, Quantity.BYTES.noun(), note);
  }

  /** All operations, or as many write, multiply-adds or twice these. */
  private static List<Reading> operations(Counts counts) {
    Measure all = counts.measure(Quantity.FLOPS);
    Measure products = counts.measure(Quantity.MULTIPLY_ADDS);
    if (all.value() == 0) {
      return List.of(of(all, ""));
    }
    Size twice = Size.product(Size.of(2), products.size().settled());
    String multiplyAdds = Numbers.count(products.value()) + " multiply-adds";
    String operations = "all operations are " + Numbers.count(all.value());
    return List.of(
        of(all, "two for each of " + multiplyAdds + ", and the other operations"),
        of(
            new Measure(Quantity.FLOPS, twice),
            "two for each of " + multiplyAdds + "; " + operations),
        of(products, "these are the " + multiplyAdds + "; " + operations));
  }

  /** Parameters for PyTorch's tools, for Keras, or for either. */
  private static List<Reading> parameters(Share share, Counts counts, Speaker speaker) {
    Size statistics = counts.statistics();
    boolean differ = !statistics.is(0) && (share == Share.ALL || share == Share.NON_TRAINABLE);
    Size torch =
        switch (share) {
          case ALL -> counts.measure(Quantity.PARAMETERS).size();
          case TRAINABLE -> counts.measure(Quantity.TRAINABLE).size();
          case NON_TRAINABLE, FROZEN -> counts.measure(Quantity.FROZEN).size();
        };
    if (!differ) {
      return List.of(parameters(share, torch, ""));
    }
    String number = Numbers.count(statistics.value());
    String buffers =
        share == Share.ALL
            ? ""
            : "as PyTorch's tools count: the %s values of running statistics are buffers"
                .formatted(number);
    Reading asTorch = parameters(share, torch, buffers);
    Reading asKeras =
        parameters(
            share,
            Size.sum(List.of(torch.settled(), statistics.settled())),
            "as Keras counts, with the %s values of running statistics".formatted(number));
    List<Reading> readings = new ArrayList<>();
    if (speaker != Speaker.KERAS) {
      readings.add(asTorch);
    }
    if (speaker != Speaker.TORCH) {
      readings.add(asKeras);
    }
    return readings;
  }

  private static Reading parameters(Share share, Size size, String note) {
    Measure measure = new Measure(Quantity.PARAMETERS, size);
    return new Reading(measure, share.title(measure.quantity().noun()), note);
  }
}
