package io.github.layerbook.kernel;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.jjava.Assistant;
import io.github.layerbook.notebook.jjava.LayerbookExtension;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.EvalBuilder;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.reply.HistoryReply;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;
import org.dflib.jjava.jupyter.messages.request.IsCompleteRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.execution.EvaluationTimeoutException;

/** JJava's kernel with Layerbook's assistant. */
public final class LayerbookKernel extends JavaKernel {
  private final Function<MagicTranspiler, MagicsResolver> magicsReader;
  private final Documentation documentation;
  private final Interruptible commands;
  private final long timeout;
  private final TimeUnit timeoutUnit;
  private final CountDownLatch started = new CountDownLatch(1);

  private LayerbookKernel(
      String name,
      String version,
      LanguageInfo languageInfo,
      HistoryManager historyManager,
      JupyterIO io,
      CommManager commManager,
      Renderer renderer,
      MagicsResolver magicsResolver,
      MagicsRegistry magicsRegistry,
      boolean extensionsEnabled,
      StringStyler errorStyler,
      JShell shell,
      CodeEvaluator evaluator,
      Function<MagicTranspiler, MagicsResolver> magicsReader,
      long timeout,
      TimeUnit timeoutUnit) {
    super(
        name,
        version,
        languageInfo,
        List.of(new HelpLink("JJava", "https://github.com/dflib/jjava")),
        historyManager,
        io,
        commManager,
        renderer,
        magicsResolver,
        magicsRegistry,
        extensionsEnabled,
        errorStyler,
        shell,
        evaluator);
    this.magicsReader = magicsReader;
    this.timeout = timeout;
    this.timeoutUnit = timeoutUnit;
    this.commands = new Interruptible(timeout, timeoutUnit);
    this.documentation = new Documentation(shell.sourceCodeAnalysis());
  }

  /** Starts the description of a kernel. */
  public static Builder layerbook() {
    return new Builder();
  }

  /** Makes a kernel of what it is described by, as JJava's own builder does. */
  public static final class Builder extends JavaKernelBuilder<Builder, LayerbookKernel> {
    private Builder() {}

    @Override
    public LayerbookKernel build() {
      CodeEvaluator evaluator = buildCodeEvaluator(buildName());
      return new LayerbookKernel(
          buildName(),
          buildVersion(),
          buildLanguageInfo(),
          buildHistoryManager(),
          buildJupyterIO(buildJupyterIOEncoding()),
          buildCommManager(),
          buildRenderer(),
          buildMagicsResolver(buildMagicTranspiler()),
          buildMagicsRegistry(),
          buildExtensionsEnabled(),
          buildErrorStyler(),
          buildJShell(evaluator),
          evaluator,
          this::buildMagicsResolver,
          timeoutDuration,
          timeoutUnit);
    }
  }

  @Override
  public void onStartup() {
    super.onStartup();
    assistant().ifPresent(assistant -> assistant.answerUnknown(magicsRegistry));
  }

  /** Ends the start: what was asked for meanwhile is answered now. */
  void takeCells() {
    started.countDown();
  }

  private void awaitStart() {
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the kernel is shut down", e);
    }
  }

  @Override
  protected void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> request) {
    awaitStart();
    super.handleExecuteRequest(env, request);
  }

  @Override
  protected void handleCompleteRequest(
      ShellReplyEnvironment env, Message<CompleteRequest> request) {
    awaitStart();
    super.handleCompleteRequest(env, request);
  }

  @Override
  protected void handleInspectRequest(ShellReplyEnvironment env, Message<InspectRequest> request) {
    awaitStart();
    super.handleInspectRequest(env, request);
  }

  @Override
  protected void handleIsCodeCompeteRequest(
      ShellReplyEnvironment env, Message<IsCompleteRequest> request) {
    awaitStart();
    super.handleIsCodeCompeteRequest(env, request);
  }

  private Optional<Assistant> assistant() {
    return extensions.get(LayerbookExtension.class.getName()) instanceof LayerbookExtension ours
        ? ours.assistant()
        : Optional.empty();
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return assistant()
        .flatMap(assistant -> assistant.complete(code, at, magicsRegistry))
        .orElseGet(() -> super.complete(code, at));
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    return assistant()
        .flatMap(assistant -> assistant.inspect(code, at))
        .or(() -> documentation.at(code, at).map(Assistant::shown))
        .orElse(null);
  }

  /**
   * Answers that there is no history. JJava answers nothing, and JupyterLab, which asks for it
   * first, does not know what the kernel does until a cell is run.
   */
  @Override
  protected void handleHistoryRequest(
      ShellReplyEnvironment env, Message<HistoryRequest> request) {
    env.setBusyDeferIdle();
    env.reply(new HistoryReply(List.of()));
  }

  @Override
  public void interrupt() {
    commands.interrupt();
    super.interrupt();
  }

  @Override
  protected List<String> formatError(Throwable e) {
    return e instanceof UsageError
        ? e.getMessage().lines().map(errorStyler::secondary).toList()
        : super.formatError(e);
  }

  @Override
  public <T> EvalBuilder<T> evalBuilder(String source) {
    return new Evaluation<>(source, super.<T>evalBuilder(source));
  }

  /** An evaluation whose errors are told in Layerbook's words where they are Layerbook's. */
  private class Evaluation<T> implements EvalBuilder<T> {
    private final String source;
    private final EvalBuilder<T> java;

    Evaluation(String source, EvalBuilder<T> java) {
      this.source = source;
      this.java = java;
    }

    @Override
    public EvalBuilder<T> resolveMagics() {
      Optional<CommandCell> cell = CommandCell.of(source, magicsReader);
      return cell.<EvalBuilder<T>>map(commands -> new CommandEvaluation<>(source, commands, false))
          .orElseGet(() -> new Evaluation<>(source, java.resolveMagics()));
    }

    @Override
    public EvalBuilder<DisplayData> renderResults() {
      return new Evaluation<>(source, java.renderResults());
    }

    @Override
    public T eval() {
      try {
        return java.eval();
      } catch (RuntimeException e) {
        throw told(e);
      }
    }
  }

  /** An evaluation of a cell of commands. */
  private class CommandEvaluation<T> implements EvalBuilder<T> {
    private final String source;
    private final CommandCell cell;
    private final boolean rendered;

    CommandEvaluation(String source, CommandCell cell, boolean rendered) {
      this.source = source;
      this.cell = cell;
      this.rendered = rendered;
    }

    @Override
    public EvalBuilder<T> resolveMagics() {
      return this;
    }

    @Override
    public EvalBuilder<DisplayData> renderResults() {
      return new CommandEvaluation<>(source, cell, true);
    }

    @Override
    @SuppressWarnings("unchecked") // the caller says what the cell gives, as for Java
    public T eval() {
      try {
        return (T) commands.run(this::value);
      } catch (TimeoutException leftBehind) {
        throw commands.wasInterrupted()
            ? new EvaluationInterruptedException(source)
            : new EvaluationTimeoutException(timeout, timeoutUnit, source);
      } catch (ExecutionException e) {
        throw told(e.getCause());
      }
    }

    /** The value of the last command, as a cell of Java has that of its last expression. */
    private Object value() throws Exception {
      Object last = null;
      for (CommandCell.Call call : cell.calls()) {
        last =
            call.text().isPresent()
                ? magicsRegistry.evalCellMagic(
                    LayerbookKernel.this, call.name(), call.words(), call.text().get())
                : magicsRegistry.evalLineMagic(LayerbookKernel.this, call.name(), call.words());
      }
      return rendered && last != null && !(last instanceof DisplayData)
          ? renderer.render(last)
          : last;
    }
  }

  /** An error as the reader is told it. */
  private static RuntimeException told(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String name =
          cause instanceof EvalException thrown
              ? thrown.getExceptionClassName()
              : cause.getClass().getName();
      if (CellError.isForReaders(name, cause.getStackTrace())) {
        return new UsageError(String.valueOf(cause.getMessage()).stripLeading(), e);
      }
    }
    return e instanceof RuntimeException asItIs ? asItIs : new RuntimeException(e);
  }
}
