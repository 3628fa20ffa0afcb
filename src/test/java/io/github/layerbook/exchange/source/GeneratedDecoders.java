package io.github.layerbook.exchange.source;

import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small networks of the layers that language models are made of, with options at random. */
public final class GeneratedDecoders {
  private final Random random;

  private GeneratedDecoders(Random random) {
    this.random = random;
  }

  /** Returns so many networks. */
  public static Stream<Network> networks(Random random, int number) {
    GeneratedDecoders decoders = new GeneratedDecoders(random);
    return IntStream.range(0, number)
        .mapToObj(i -> Notation.standard().parse(decoders.text()).network());
  }

  private String text() {
    return """
        network decoder
        tokens: input 8
        words: embedding 50-16
        first: add { attention: %s }
        second: add { feed: %s }
        third: add { again: %s }
        """
        .formatted(attention(), feed(), attention());
  }

  private String any(String... all) {
    return all[random.nextInt(all.length)];
  }

  private String attention() {
    return random.nextInt(4) == 0 ? latent() : grouped();
  }

  private String latent() {
    return String.join(
        " ",
        "mla 4 latent=8 headsize=4 rotary=4 valuesize=6",
        any("", "querylatent=12"),
        any("", "bias=true"),
        any("", "theta=500000"));
  }

  private String grouped() {
    String names =
        any(
            "",
            "a+b+c+d",
            "query_key_value+dense",
            "qkv+out",
            "query+key+value",
            "Wqkv",
            "q+k+v+o.0");
    boolean fused = List.of("query_key_value+dense", "qkv+out", "Wqkv").contains(names);
    return String.join(
        " ",
        "gqa 4",
        any("", "keyheads=2", "keyheads=1"),
        names.isEmpty() || names.contains("+d") ? any("", "headsize=6") : "",
        "bias=" + any("none", "all", "inputs", "output", "nokey"),
        "norm=" + any("none", "rms", "layer", "each", "own", "all", "unit"),
        any("", "rotary=4 theta=500", "rotary=2"),
        any("", "window=3"),
        any("", "sinks=true"),
        fused ? "" : any("", "gated=true"),
        any("", "buckets=6"),
        any("", "transposed=true"),
        any("", "causal=false"),
        any("", "divisor=9"),
        any("", "softcap=20"),
        any("", "alibi=true"),
        names.isEmpty() ? "" : "names=" + names);
  }

  private String feed() {
    return random.nextBoolean()
        ? String.join(
            " ",
            "feedforward 24",
            any("", "activation=silu"),
            any("", "gated=true", "gated=true names=gate_up+down", "names=in+out"),
            any("", "bias=false"),
            any("", "transposed=true"))
        : String.join(
            " ",
            "moe 4-12",
            any("", "top=1", "top=3"),
            any("", "activation=gelu"),
            any("", "shared=10", "shared=10 sharedgate=true", "shared=10 sharedbias=true"),
            any(
                "",
                "routing=biased",
                "routing=corrected",
                "routing=corrected groups=2 topgroups=1"),
            any("", "normalized=false"),
            any("", "factor=2.5"),
            any("", "bias=true"),
            any("", "transposed=true"),
            any("", "names=router+experts+shared_expert"));
  }
}
