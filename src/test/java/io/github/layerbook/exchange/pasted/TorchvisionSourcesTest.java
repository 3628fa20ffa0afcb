package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * torchvision's own source files, unchanged, give the zoo's totals. They are taken from the wheel
 * that the system property {@code torchvision.wheel} names, or else from the package index.
 */
class TorchvisionSourcesTest {
  private static final String VERSION = "0.29.2";

  private static final Map<String, List<String>> BUILDERS =
      new TreeMap<>(
          Map.of(
              "alexnet", List.of("alexnet"),
              "vgg", List.of("vgg11", "vgg13_bn", "vgg16", "vgg19", "vgg19_bn"),
              "resnet",
                  List.of(
                      "resnet18",
                      "resnet34",
                      "resnet50",
                      "resnet101",
                      "resnet152",
                      "resnext50_32x4d",
                      "wide_resnet50_2"),
              "squeezenet", List.of("squeezenet1_0", "squeezenet1_1"),
              "mobilenetv2", List.of("mobilenet_v2"),
              "densenet", List.of("densenet121", "densenet161", "densenet169", "densenet201"),
              "shufflenetv2",
                  List.of(
                      "shufflenet_v2_x0_5",
                      "shufflenet_v2_x1_0",
                      "shufflenet_v2_x1_5",
                      "shufflenet_v2_x2_0"),
              "mnasnet", List.of("mnasnet0_5", "mnasnet0_75", "mnasnet1_0", "mnasnet1_3"),
              "convnext", List.of("convnext_tiny", "convnext_large"),
              "vision_transformer", List.of("vit_b_16", "vit_l_32")));

  @TestFactory
  Stream<DynamicTest> sourcesGiveTheTotalsOfTheZoo() throws IOException {
    Optional<Path> wheel = wheel();
    if (wheel.isEmpty()) {
      System.err.println(
          "TORCHVISION'S SOURCES WERE NOT READ: no wheel at -Dtorchvision.wheel=… and none from the index");
      Assumptions.abort("torchvision's wheel cannot be had");
    }
    Map<String, String> sources = sources(wheel.get());
    List<DynamicTest> tests = new ArrayList<>();
    BUILDERS.forEach(
        (file, builders) ->
            builders.forEach(
                builder ->
                    tests.add(
                        dynamicTest(
                            builder, () -> check(source(sources, file), builder, builder)))));
    tests.add(
        dynamicTest(
            "googlenet",
            () -> check(source(sources, "googlenet"), "GoogLeNet(aux_logits=False)", "googlenet")));
    tests.add(
        dynamicTest(
            "efficientnet_b0",
            () -> check(source(sources, "efficientnet"), "efficientnet_b0", "efficientnet_b0")));
    return tests.stream();
  }

  private static String source(Map<String, String> sources, String file) {
    return Objects.requireNonNull(sources.get(file), file);
  }

  private static void check(String source, String call, String name) {
    ReadNetwork read =
        PastedText.read(source, ReadingOptions.NONE.call(call).input(3L, 224L, 224L));
    assertEquals(List.of(), read.problems());
    assertEquals(List.of(), read.unused());
    assertEquals(
        Totals.of(Zoo.network(name)),
        Totals.of(read.network().orElseThrow()),
        read.notes()::toString);
  }

  private static Map<String, String> sources(Path wheel) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      for (String file :
          Stream.concat(BUILDERS.keySet().stream(), Stream.of("googlenet", "efficientnet"))
              .toList()) {
        try (var in = zip.getInputStream(zip.getEntry("torchvision/models/" + file + ".py"))) {
          sources.put(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return sources;
  }

  private static Optional<Path> wheel() throws IOException {
    String stated = System.getProperty("torchvision.wheel", "");
    if (!stated.isEmpty()) {
      return Optional.of(Path.of(stated));
    }
    Path folder = Files.createDirectories(Path.of("target", "torchvision"));
    Optional<Path> before = wheelIn(folder);
    return before.isPresent() || !download(folder) ? before : wheelIn(folder);
  }

  private static Optional<Path> wheelIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".whl")).findFirst();
    }
  }

  private static boolean download(Path folder) {
    try {
      Process pip =
          new ProcessBuilder(
                  "python3",
                  "-m",
                  "pip",
                  "download",
                  "--quiet",
                  "--no-deps",
                  "--only-binary=:all:",
                  "--dest",
                  folder.toString(),
                  "torchvision==" + VERSION)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!pip.waitFor(60, TimeUnit.SECONDS)) {
        pip.destroyForcibly();
        return false;
      }
      return pip.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
