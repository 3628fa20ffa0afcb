package io.github.layerbook.exchange.pytorch.summary;

import io.github.layerbook.exchange.fitting.NotStatedException;
import java.util.List;
import java.util.Optional;

/**
 * A row of a table of modules.
 *
 * @param line its line, from 1
 * @param depth how many modules it stands in; 0 for the outermost
 * @param path its name with those of the modules around it
 * @param type its class
 * @param input the input's extents with the batch, where a column tells
 * @param output the output's extents with the batch; none where the text does not say
 * @param kernel the kernel's extents, where a column tells
 * @param parameters how many it has itself; empty where the text does not say
 * @param multiplyAdds how many, where a column tells
 * @param again whether it is a module that ran before
 * @param frozen whether its parameters are not trained
 * @param container whether rows of its own follow
 */
record TableRow(
    int line,
    int depth,
    String path,
    String type,
    List<Long> input,
    List<Long> output,
    List<Long> kernel,
    Optional<Long> parameters,
    Optional<Long> multiplyAdds,
    boolean again,
    boolean frozen,
    boolean container) {
  TableRow {
    input = List.copyOf(input);
    output = List.copyOf(output);
    kernel = List.copyOf(kernel);
  }

  /** Returns the output without the batch. */
  List<Long> each() {
    return output.isEmpty() ? output : output.subList(1, output.size());
  }

  /** Returns the row in the words of a claim. */
  String text() {
    return "%s (%s) %s %s"
        .formatted(
            path, type, output.isEmpty() ? "" : output, parameters.map("%,d"::formatted).orElse(""))
        .strip();
  }

  /** Returns that the row is no layer that the text tells. */
  NotStatedException notStated(String why) {
    return new NotStatedException(line, path.isEmpty() ? type : path, why);
  }
}
