package io.github.layerbook.notebook.command;

import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.report.Quantity;
import java.util.List;
import java.util.Optional;

/** The options that say how a network is trained. */
public record TrainingOptions(
    @Takes(
            "--optimizer NAME: the optimizer: ${COMPLETION-CANDIDATES}, or a"
                + " variable that holds one")
        @Offers(NameOffers.Optimizers.class)
        Optional<OptimizerName> optimizer,
    @Takes(
            "--checkpoint K|sqrt: keep only what every K-th block reads and"
                + " recompute the rest; sqrt balances the two")
        Optional<String> checkpoint,
    @Takes("--master: keep a copy of the weights in fp32, as mixed precision does") boolean master,
    @Takes("--freeze LAYERS: layers that are not trained, named as in changes: conv1*,layer1.*")
        @Offers(NameOffers.Layers.class)
        Optional<String> freeze,
    @Takes("--accumulate N: how many batches' gradients are summed for one step")
        Optional<Long> accumulate,
    @Takes(
            "--eager: attention step by step, with its scores in memory, instead"
                + " of in one kernel")
        boolean eager) {

  /** The complaint about a training option where nothing is trained; the fix follows it. */
  public static final String ABOUT = "is about training: leave it out, or ";

  /**
   * Refuses these options where nothing is trained.
   *
   * @param instead what to do about it: {@code ask for --training-memory}
   * @throws CellError if one of them was given
   */
  public void refuse(String instead) {
    Given.refuse(this, ABOUT + instead);
  }

  /**
   * Returns quantities with the memory of training, if it is among them, as these options say.
   *
   * @throws CellError if one of the options was given and it is not among them
   */
  public List<Quantity> in(Session session, List<Quantity> quantities, Network network) {
    if (!quantities.contains(PeakMemory.TRAINING)) {
      refuse("ask for --" + PeakMemory.TRAINING.word());
      return quantities;
    }
    Quantity trained = PeakMemory.training(of(session, network));
    return quantities.stream()
        .map(quantity -> quantity == PeakMemory.TRAINING ? trained : quantity)
        .toList();
  }

  /**
   * Returns how the network is trained; by stochastic gradient descent by default.
   *
   * @throws CellError if there is no such optimizer, or the distance of checkpoints cannot be read
   */
  public Training of(Session session, Network network) {
    Training training =
        Training.with(optimizer.map(name -> name.in(session)).orElse(Optimizer.SGD))
            .master(master)
            .eager(eager)
            .accumulates(accumulate.orElse(1L) > 1)
            .frozen(freeze.stream().toArray(String[]::new));
    return checkpoint.map(every -> checkpoints(training, every, network)).orElse(training);
  }

  private static Training checkpoints(Training training, String every, Network network) {
    if (every.equals("sqrt")) {
      return training.checkpointSqrt(network);
    } else if (!every.matches("[1-9][0-9]{0,8}")) {
      throw new CellError(
          "“%s” is not a distance of checkpoints: use a number of blocks from 1 on, or sqrt."
              .formatted(every));
    }
    return training.checkpointEvery(Integer.parseInt(every), network);
  }
}
