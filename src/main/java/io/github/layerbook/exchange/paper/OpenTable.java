package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables of well-known papers that leave blocks to a figure or to the paper's text, so that no
 * network can be made of the table alone: each is told as what it is, with what it leaves out and
 * where the network is, instead of a network that lacks most of its layers.
 */
enum OpenTable {
  /** Szegedy et al. 2016, arXiv:1512.00567, table 1. */
  INCEPTION_V3(
      "Inception-v3's",
      List.of("\\d\\s?[x×]\\s?Inception\\b", "as in fig(?:ure|\\.)?"),
      "the filters of each branch of its Inception blocks, which stand in the paper's figures",
      "%zoo inception_v3 is this network"),

  /** Zhang et al. 2018, arXiv:1707.01083, table 1. */
  SHUFFLENET(
      "ShuffleNet's",
      List.of("\\bStage\\s?2\\b", "\\bStage\\s?4\\b", "\\bRepeat\\b", "\\(?g groups\\)?"),
      "what a unit of ShuffleNet is: its grouped convolutions and their middle channels",
      "Paste its code in PyTorch"),

  /** Ma et al. 2018, arXiv:1807.11164, table 5. */
  SHUFFLENET_V2(
      "ShuffleNet v2's",
      List.of("\\bStage\\s?2\\b", "\\bStage\\s?4\\b", "\\bRepeat\\b", "\\bKSize\\b"),
      "what a unit of ShuffleNet v2 is: its split, branches and shuffle",
      "%zoo shufflenet_v2_x1_0 is the column of 1×, and x0_5, x1_5 and x2_0 are the others"),

  /** Zagoruyko and Komodakis 2016, arXiv:1605.07146, table 1. */
  WIDE_RESNET(
      "a wide residual network's",
      List.of("\\b16\\s?[x×*]\\s?k\\b", "\\b64\\s?[x×*]\\s?k\\b", "[]})]?\\s?[x×*]\\s?N\\b"),
      "the numbers N of blocks in a group and k of the width, such as N = 4 and k = 10 of"
          + " WRN-28-10",
      "Put numbers for N and k into the table, one line of convolutions a block"),

  /** Vaswani et al. 2017, arXiv:1706.03762, table 3. */
  TRANSFORMER(
      "the Transformer's",
      List.of("\\bN\\b", "d_?\\{?(?:model|\\\\text\\{model\\})", "d_?\\{?ff", "\\bh\\b"),
      "the vocabulary and the length of the sequences, and what the rows of variants leave blank",
      "Write the sizes as d_model: 512, n_layers: 6, n_heads: 8, d_ff: 2048, vocab_size: 37000, or"
          + " paste nn.Transformer(512, 8, 6, 6, 2048) with its embeddings"),

  /** Dosovitskiy et al. 2021, arXiv:2010.11929, table 1. */
  VISION_TRANSFORMER(
      "ViT's",
      List.of("\\bLayers\\b", "\\bHidden\\s+size", "\\bMLP\\s+size", "\\bHeads\\b"),
      "the size of the patches and of the image, and the number of classes",
      "%zoo vit_b_16 is ViT-Base with patches of 16x16 on 224x224, %zoo vit_l_16 ViT-Large");

  /** The heads of these tables stand near their beginning. */
  private static final int SAMPLE = 4_000;

  private final String whose;
  private final Pattern signs;
  private final String missing;
  private final String instead;

  OpenTable(String whose, List<String> signs, String missing, String instead) {
    this.whose = whose;
    this.signs =
        Pattern.compile(
            signs.stream().map("(?=.*%s)"::formatted).collect(Collectors.joining("", "(?is)", "")));
    this.missing = missing;
    this.instead = instead;
  }

  static boolean recognises(String text) {
    return of(text).isPresent();
  }

  /** Returns the problem of such a table: what it leaves out, and what to do. */
  static ReadNetwork read(String text, ReadingOptions options) {
    String message = of(text).map(OpenTable::message).orElse("this is not such a table");
    return ReadNetwork.failed(message);
  }

  private String message() {
    return "this is %s table, which leaves out %s. %s".formatted(whose, missing, instead);
  }

  private static Optional<OpenTable> of(String text) {
    String sample = text.substring(0, Math.min(SAMPLE, text.length()));
    boolean table = sample.lines().filter(OpenTable::isRow).limit(2).count() == 2;
    return table
        ? Arrays.stream(values()).filter(each -> each.signs.matcher(sample).lookingAt()).findFirst()
        : Optional.empty();
  }

  /** A row has cells: tabs, bars, ampersands or wide gaps between them. */
  private static boolean isRow(String line) {
    return line.length() < 500
        && (line.indexOf('\t') >= 0
            || line.indexOf('|') >= 0
            || line.indexOf('&') >= 0
            || line.strip().contains("  ")
            || line.strip().split(" +", 8).length >= 5);
  }
}
