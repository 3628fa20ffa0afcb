package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecificationTest {
  /** Published totals: GPT-2 and GPT-2 medium, Llama 2 7B, TinyLlama 1.1B, Mistral 7B. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n_layer: 12¶n_head: 12¶n_embd: 768¶vocab_size: 50257¶block_size: 1024 | 124439808",
        "24 layers, 16 heads, d_model 1024, context length 1024, vocabulary size 50,257 | 354823168",
        "hidden size 4096¶32 layers¶32 attention heads¶intermediate size 11008¶vocab: 32,000¶RMSNorm,"
            + " SwiGLU, RoPE | 6738415616",
        "hidden_size = 2048¶num_hidden_layers = 22¶num_attention_heads = 32¶num_key_value_heads = 4¶"
            + "intermediate_size = 5632¶vocab 32k (32,000), RMSNorm | 1100048384",
        "d_model: 4096, n_layers: 32, n_heads: 32, n_kv_heads: 8, d_ff: 14336, vocab: 32000, rope |"
            + " 7241732096",
        "d_model: 1,024¶n_layers = 16¶n_heads: 16 (d_head 64)¶d_ff: 4 x d_model, GELU¶vocab: 32k"
            + " (32,000) tokens, context 2048, learned positions¶tied embeddings | 236406784",
      })
  void listedSizesAreAModel(String text, long parameters) {
    ReadNetwork read = PastedText.read(text.replace('¶', '\n'), ReadingOptions.NONE);
    assertEquals(
        parameters,
        Report.of(read.network().orElseThrow(() -> new AssertionError(read.problems().toString())))
            .total(Quantity.PARAMETERS)
            .value());
  }

  @Test
  void whatTheTextStatesIsAClaim() {
    ReadNetwork read =
        PastedText.read(
            "n_layer 12, n_head 12, n_embd 768, vocab 50257, n_ctx 1024\n~150M parameters",
            ReadingOptions.NONE);
    Report report = Report.of(read.network().orElseThrow());
    assertEquals(1, read.claims().check(report).rows().size());
    assertTrue(read.claims().check(report).rows().get(0).toString().contains("150M"));
  }

  @Test
  void aSizeThatIsMissingIsAskedForByName() {
    ReadNetwork read =
        PastedText.read("d_model: 512\nn_layers: 6\nn_heads: 8", ReadingOptions.NONE);
    assertTrue(read.problems().toString().contains("the size of the vocabulary"));
  }
}
