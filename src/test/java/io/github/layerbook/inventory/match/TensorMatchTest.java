package io.github.layerbook.inventory.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Networks as code, and files of weights that PyTorch saved of them or of relatives of theirs. */
class TensorMatchTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> matches() throws IOException {
    ModelFiles files = ModelFiles.unpack("match", folder);
    return files.cases().stream()
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.get("id").asText(), () -> compare(files.folder(), expected)));
  }

  private static void compare(Path folder, JsonNode expected) {
    List<Long> input = ModelFiles.numbers(expected.get("input"));
    FileOptions options =
        new FileOptions(List.of(input.subList(1, input.size())), Map.of(), false, "");
    Network network =
        Exchange.read(folder.resolve(expected.get("code").asText()), options)
            .network()
            .orElseThrow();
    Inventory file =
        Exchange.read(folder.resolve(expected.get("checkpoint").asText()))
            .inventory()
            .orElseThrow();
    TensorMatch match = TensorMatch.of(NamedTensor.of(network), NamedTensor.of(file));
    assertEquals(expected.get("verdict").asText(), match.verdict().kind().toString());
    assertEquals(expected.path("prefix").asText(""), match.takenOff());
    assertEquals(expected.get("matched").asInt(), match.agreeing().size(), "matched");
    assertEquals(expected.get("tensors_in_code").asInt(), match.network().size());
    assertEquals(expected.get("tensors_in_file").asInt(), match.file().size());
    assertEquals(names(expected.get("missing")), names(match.missing()), "missing");
    assertEquals(names(expected.get("unexpected")), names(match.unexpected()), "unexpected");
    assertEquals(
        names(expected.get("shapes")),
        names(match.differing().stream().map(TensorMatch.Pair::network).toList()));
    Set<String> tied = new TreeSet<>();
    expected.path("only_by_tying").forEach(name -> tied.add(name.asText()));
    assertEquals(tied, names(match.byTying()), "only by tying");
    if (expected.get("verdict").asText().equals("renamed")) {
      assertEquals(
          "no name agrees, and in order every shape does: stem = conv1, rungs = layer, conv = c,"
              + " norm = gn, head = fc",
          match.verdict().sentences().get(0));
    }
  }

  private static Set<String> names(JsonNode listed) {
    List<String> names = new ArrayList<>();
    listed.forEach(each -> names.add(each.get(0).asText()));
    return new TreeSet<>(names);
  }

  private static Set<String> names(List<NamedTensor> tensors) {
    return new TreeSet<>(tensors.stream().map(NamedTensor::whole).toList());
  }
}
