package io.github.layerbook.exchange.pasted;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts that people paste beside their networks, and of which none can be made: what they are, and
 * what to paste instead. Tried only where no form gives a network.
 */
enum OtherText {
  PADDLE(imports("paddle"), "code of PaddlePaddle", OtherText.INSTEAD_OF_CODE),
  GLUON(imports("mxnet"), "code of MXNet", OtherText.INSTEAD_OF_CODE),
  FLAX(imports("flax"), "code of Flax", OtherText.INSTEAD_OF_CODE),
  HAIKU(imports("haiku"), "code of Haiku", OtherText.INSTEAD_OF_CODE),
  EQUINOX(imports("equinox"), "code of Equinox", OtherText.INSTEAD_OF_CODE),
  JAX(imports("jax"), "code of JAX", OtherText.INSTEAD_OF_CODE),
  MINDSPORE(imports("mindspore"), "code of MindSpore", OtherText.INSTEAD_OF_CODE),
  CHAINER(imports("chainer"), "code of Chainer", OtherText.INSTEAD_OF_CODE),
  LASAGNE(imports("lasagne"), "code of Lasagne", OtherText.INSTEAD_OF_CODE),
  TINYGRAD(imports("tinygrad"), "code of tinygrad", OtherText.INSTEAD_OF_CODE),
  TRACEBACK(
      "(?m)^Traceback \\(most recent call last\\)|^\\s*File \"[^\"]+\", line \\d+|^(?:\\w+\\.)*\\w+(?:Error|Exception): ",
      "an error message of Python",
      "Paste the code of the model that failed, or what print(model) shows"),
  DIFF(
      "(?m)^(?:diff --git |@@ -\\d+)",
      "a difference between two files",
      "Paste each version of the code into a cell of its own and compare them with %diff"),
  TRAINING(
      "(?is)\\A(?=.*?\\bepoch\\b[^\\n]*\\d)(?=.*\\b(?:loss|acc\\w*)\\b)|\\b(?:val_)?loss\\s*[:=]\\s*\\d.*\\bacc",
      "the log of a training run",
      "Paste the code of the model, or what model.summary() or print(model) shows"),
  PROFILE(
      "(?i)self cpu|cuda total|aten::|\\bonnx::|\\[num_users=\\d+]|call_module\\[target=",
      "a trace of operations",
      "It names weights and not their sizes: paste the code of the model, or what print(model) shows"),
  COUNTS(
      "(?m)^\\s*\\(?'?(?:\\d{4,}\\.0|\\d+\\.\\d+[KMG])'?,? +'?(?:\\d{3,}\\.0|\\d+\\.\\d+[KMG])'?\\)?\\s*$|Register count_|^\\s*(?:Computational complexity|Number of parameters|FLOPs?|MACs?|Params?)\\s*:",
      "a tool's counts without the layers",
      "Paste the model itself, and these counts into a cell that begins with %%check NAME"),
  PEFT(
      "trainable params: [\\d,]+ \\|\\| all params",
      "PEFT's count without the layers",
      "Paste what print(model) shows, and this line into a cell that begins with %%check NAME"),
  GPU("NVIDIA-SMI", "the state of a graphics card", "Paste the model that runs on it"),
  GRAPHVIZ(
      "(?s)^\\s*(?:strict )?(?:di)?graph\\b[^\\n(]*\\{.*->",
      "the drawing of a graph",
      "Its layers have names and no sizes: paste what model.summary() shows"),
  HTML(
      "(?i)<!doctype html|<html\\b|<(?:div|body|table|p|span)\\b[^>]*>",
      "the source of a web page",
      "Copy what the browser shows of the page, not its source"),
  R_CODE(
      "%>%|keras_model_sequential|<- function\\(",
      "code in R", "Paste what summary(model) prints there, which is read"),
  JAVASCRIPT(
      "\\btf\\.sequential\\(|\\btf\\.layers\\.\\w+\\(\\{|(?m)^\\s*(?:const|let|var) \\w+ = |=> \\{",
      "code in JavaScript",
      "Paste what model.summary() prints there, or the model in Keras"),
  JULIA(
      "\\bFlux\\b|Chain\\(.*=>|\\bDense\\(\\d+ *=> *\\d+",
      "code in Julia",
      "Write its layers one a line: conv 5x5-6, relu, pool2, fc 10"),
  MATLAB(
      "\\b(?:imageInputLayer|convolution2dLayer|fullyConnectedLayer)\\b",
      "code in MATLAB",
      "Write its layers one a line: conv 5x5-6, relu, pool2, fc 10"),
  C_CODE(
      "(?m)^\\s*#include\\b|\\bint main\\s*\\(|\\bstd::",
      "code in C or C++",
      "Paste the model in Python, or write its layers one a line"),
  SQL(
      "(?im)^\\s*(?:select|insert into|create table)\\b.*",
      "a query of a database",
      "Paste the code of a model, or write its layers one a line"),
  SHELL(
      "(?m)^\\s*(?:\\$|%|#|\\w+@[\\w-]+[:~].*[$#]) (?:pip|python|conda|git|cd|ls|wget|curl|sudo)\\b|^(?:Collecting|Requirement already satisfied|Successfully installed)\\b",
      "a session in a terminal", "Paste the code of the model, or what print(model) shows"),
  LOG(
      "(?m)^(?:\\d{4}-\\d\\d-\\d\\d[ T])?\\d\\d:\\d\\d:\\d\\d[.,\\d]*:? *(?:[IWE]\\b|INFO|WARN|ERROR|DEBUG)",
      "a log", "Paste the code of the model, or what model.summary() or print(model) shows"),
  BIBTEX("(?m)^@\\w+\\{\\w+,", "a reference to a paper", "Paste the paper's table of layers"),
  ADDRESS(
      "^\\s*https?://\\S+\\s*$",
      "an address",
      "Nothing is loaded from there: paste the text itself"),
  OBJECT(
      "^\\s*<(?:bound method|\\w+(?:\\.\\w+)* object at 0x|class ')",
      "how Python shows an object that does not print itself",
      "Paste what print(model) shows, or the code of its class"),
  TENSOR(
      "(?s)^\\s*(?:tensor|array)\\(\\s*\\[",
      "the values of a tensor",
      "Paste the names and shapes of the tensors, as named_parameters() gives them, or the model"),
  HEAD("^\\s*Layer \\(type[^\\n]*\\n?[\\s=_-]*$", "the head of a summary", "Paste its rows, too"),
  JSON(
      "(?s)^\\s*(?:\\{\\s*\"|\\[\\s*\\{\\s*\").*[}\\]]\\s*$",
      "JSON of something else",
      "What is read is a config.json of Hugging Face, a model of Keras, and what %export json writes"),
  YAML(
      "\\A\\s*+(?:---[ \\t]*+\\n\\s*+)?[\\w-]++:[^\\n{}();]*+(?:\\n\\s*+(?:- [^\\n]*+|[\\w-]++:[^\\n{}();]*+)){1,500}+\\s*+\\z",
      "a configuration in YAML",
      "Paste the code of the model that it configures"),
  NUMBERS(
      "\\A[\\d.,;\\s+eE-]+\\z",
      "a row of numbers",
      "Say which layers they are: the sizes of a perceptron's layers as 784-256-10, others one a line"),
  QUESTION(
      "(?s)\\A[^\\d]*\\?[^\\d]*\\z",
      "a question without its network",
      "Paste the network's code, its summary, or a sentence with its sizes");

  private static final String INSTEAD_OF_CODE =
      "Of code, PyTorch's and Keras's is read: paste the model in one of them, its layers one a line"
          + " (conv 5x5-6, relu, pool2, fc 10), or what the framework's own summary prints";

  /** Frameworks whose code is read; where it is imported too, a text is of it. */
  private static final Pattern READ = Pattern.compile(imports("(?:torch|keras|tensorflow)"));

  private static final Pattern GAP = Pattern.compile("\\s{3,}+");

  /** So many letters tell what a text is. */
  private static final int SAMPLE = 20_000;

  private final Pattern sign;
  private final String what;
  private final String instead;

  OtherText(String sign, String what, String instead) {
    this.sign = Pattern.compile(sign);
    this.what = what;
    this.instead = instead;
  }

  /** Returns what a text is and what to paste instead; empty where it is none of these. */
  static Optional<String> message(String text) {
    String sample = sample(text);
    return Arrays.stream(values())
        .filter(each -> each.sign.matcher(sample).find())
        .findFirst()
        .map(OtherText::said);
  }

  /** Returns whether a text is code of a framework whose code is not read. */
  static boolean isOtherCode(String text) {
    String sample = sample(text);
    return !READ.matcher(sample).find()
        && Arrays.stream(values())
            .filter(each -> each.instead.equals(INSTEAD_OF_CODE))
            .anyMatch(each -> each.sign.matcher(sample).find());
  }

  /**
   * The beginning of a text, with its gaps closed up, since signs look over them again and again.
   */
  private static String sample(String text) {
    String closed =
        GAP.matcher(text).replaceAll(gap -> gap.group().indexOf('\n') < 0 ? "  " : "\n");
    return closed.substring(0, Math.min(SAMPLE, closed.length()));
  }

  private static String imports(String framework) {
    return "(?m)^\\h*+(?:>>> *)?(?:import|from) +" + framework + "\\b";
  }

  private String said() {
    return "This is %s, not a network. %s.".formatted(what, instead);
  }
}
