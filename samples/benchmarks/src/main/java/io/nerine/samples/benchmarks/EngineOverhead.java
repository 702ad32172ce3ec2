package io.nerine.samples.benchmarks;

import io.nerine.Extractors;
import io.nerine.bundle.ModelBundle;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Shows what a batch run costs beside ONNX Runtime, and what a second worker gives.
 *
 * <p>Takes turns between {@code extractAll} on one worker, from texts to entities, the same on two,
 * and a bare session that gets the very tensors of these batches and whose scores nobody reads. The
 * share outside the runtime is what the first takes more than the last. The bare session is there
 * with the library's options and with the runtime's own choice of memory options too.
 *
 * <p>{@code EngineOverhead MODEL SENTENCES [COUNT [TURNS]]}: a bundle, JSON Lines whose texts have
 * a sentence a line, how many of them (1,024 if not given), and how many turns (7 if not given).
 */
public final class EngineOverhead {

  private EngineOverhead() {}

  /**
   * Prints the share, the limit, and the gain of the second worker.
   *
   * @param args as above
   * @throws Exception if the model cannot be run
   */
  public static void main(String[] args) throws Exception {
    Path model = Path.of(args[0]);
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 1024;
    int turns = args.length > 3 ? Integer.parseInt(args[3]) : 7;
    List<String> sentences = Sentences.of(Path.of(args[1]), count);
    try (ModelBundle bundle = ModelBundle.open(model);
        Extractor one = Extractors.load(model, LoadOptions.builder().threads(1).build());
        Extractor two = Extractors.load(model, LoadOptions.builder().threads(2).build());
        RawModel raw = new RawModel(bundle, sentences, false);
        RawModel defaults = new RawModel(bundle, sentences, true)) {
      Turns all = new Turns();
      int inOne = all.add("one worker", () -> one.extractAll(sentences));
      int bare = all.add("bare session", raw::run);
      int bareDefaults = all.add("bare session, memory options of the runtime", defaults::run);
      int inTwo = all.add("two workers", () -> two.extractAll(sentences));
      all.run(turns);
      for (int work : List.of(inOne, bare, bareDefaults, inTwo)) {
        System.out.println(
            String.format(
                Locale.ROOT,
                "%-45s %,9.0f tokens a second, %,7.1f sentences a second",
                all.name(work),
                raw.tokens() / all.median(work),
                sentences.size() / all.median(work)));
      }
      System.out.println(
          String.format(
              Locale.ROOT,
              "outside ONNX Runtime: %.1f %% of the time, %.1f %% of the processor time (medians of"
                  + " %d turns)",
              100 * (1 - all.speed(inOne, bare)),
              100 * (1 - all.processorSpeed(inOne, bare)),
              turns));
      System.out.println("two workers against one: " + all.describeSpeed(inTwo, inOne));
    }
  }
}
