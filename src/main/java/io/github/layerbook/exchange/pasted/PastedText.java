package io.github.layerbook.exchange.pasted;

import io.github.layerbook.exchange.caffe.Prototxt;
import io.github.layerbook.exchange.checkpoint.TensorListing;
import io.github.layerbook.exchange.darknet.ConfigFile;
import io.github.layerbook.exchange.djl.DjlCode;
import io.github.layerbook.exchange.dl4j.Dl4jCode;
import io.github.layerbook.exchange.dl4j.Dl4jSummary;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.huggingface.HuggingFace;
import io.github.layerbook.exchange.huggingface.Specification;
import io.github.layerbook.exchange.json.NetworkJson;
import io.github.layerbook.exchange.keras.summary.KerasSummary;
import io.github.layerbook.exchange.lecture.LectureForms;
import io.github.layerbook.exchange.paper.PaperForms;
import io.github.layerbook.exchange.pytorch.printed.PrintedModel;
import io.github.layerbook.exchange.pytorch.summary.TorchSummary;
import io.github.layerbook.exchange.slim.SlimCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads networks from texts as people paste them.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.form.ReadingOptions;
 * import io.github.layerbook.exchange.pasted.PastedText;
 * String text = "net = nn.Sequential(nn.Linear(784, 10), nn.ReLU())";
 * var read = PastedText.read(text, ReadingOptions.NONE.input(784L));
 * Report.of(read.network().get()).total(Quantity.PARAMETERS).value()   // 7850
 * }</pre>
 */
public final class PastedText {
  /** Those that list a network's layers, and that no claim about one could be taken for. */
  private static final List<Undecorated> STRUCTURES =
      undecorated(
          List.of(
              NetworkJson.form(),
              HuggingFace.form(),
              TorchSummary.TORCHINFO,
              TorchSummary.TORCHSUMMARY,
              TorchSummary.LIGHTNING,
              KerasSummary.FORM,
              PrintedModel.FORM,
              TensorListing.FORM,
              Prototxt.FORM,
              ConfigFile.FORM,
              DjlCode.FORM,
              Dl4jSummary.FORM,
              Dl4jCode.FORM,
              SlimCode.FORM,
              CodeForm.PYTORCH,
              CodeForm.KERAS,
              Specification.FORM));

  /** In the order in which they are tried: the more particular a form, the earlier. */
  private static final List<Undecorated> FORMS =
      Stream.of(STRUCTURES, undecorated(PaperForms.all()), undecorated(LectureForms.all()))
          .flatMap(List::stream)
          .toList();

  private static final String UNKNOWN = "this text is of no form that is known";

  private PastedText() {}

  private static List<Undecorated> undecorated(List<TextForm> forms) {
    return forms.stream().map(Undecorated::new).toList();
  }

  private static Optional<TextForm> first(List<Undecorated> forms, String text) {
    String sample = PlainLines.sample(text);
    return forms.stream()
        .filter(form -> form.recognisesPlain(sample))
        .<TextForm>map(form -> form)
        .findFirst();
  }

  /** Returns all forms, in the order in which they are tried. */
  public static List<TextForm> forms() {
    return List.copyOf(FORMS);
  }

  /** Returns the form that a text is of; empty if it is of none that is known. */
  public static Optional<TextForm> form(String text) {
    return first(FORMS, text);
  }

  /** Returns the form of a text that lists a network's layers, and is no text of claims. */
  public static Optional<TextForm> structure(String text) {
    return first(STRUCTURES, text);
  }

  /** Returns what a text says; nothing but a problem if it is of no form that is known. */
  public static ReadNetwork read(String text, ReadingOptions options) {
    return form(text)
        .map(form -> form.read(text, options))
        .orElseGet(() -> ReadNetwork.failed(other(text).orElse(UNKNOWN)));
  }

  /**
   * Returns what a text is that describes no network, and what to paste instead; empty where that
   * is not known either. For texts that no form makes a network of.
   */
  public static Optional<String> other(String text) {
    return OtherText.message(text);
  }
}
