package io.nerine.samples.benchmarks;

import io.nerine.Extractors;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluator;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.format.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows what the length of windows costs and gives: speed and F1 on documents, in windows of 64 to
 * 512 tokens that overlap by a quarter, by turns, against the length that the model was trained
 * with.
 *
 * <p>{@code WindowSize MODEL DOCUMENTS [COUNT [TURNS]]}: a bundle, tagged documents in JSON Lines,
 * how many of them (40 if not given) and how many turns (3 if not given).
 */
public final class WindowSize {

  private static final int[] LENGTHS = {64, 128, 256, 512};

  private WindowSize() {}

  /**
   * Prints a line a length.
   *
   * @param args as above
   */
  public static void main(String[] args) {
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 40;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    List<AnnotatedDocument> all = JsonLines.read(Path.of(args[1]));
    List<AnnotatedDocument> documents = all.subList(0, Math.min(count, all.size()));
    List<String> texts = documents.stream().map(AnnotatedDocument::text).toList();
    List<Extractor> extractors = new ArrayList<>();
    try {
      Turns turns = new Turns();
      extractors.add(Extractors.load(Path.of(args[0])));
      turns.add("as trained", () -> extractors.get(0).extractAll(texts));
      for (int length : LENGTHS) {
        Extractor extractor =
            Extractors.load(Path.of(args[0]), LoadOptions.builder().windowTokens(length).build());
        extractors.add(extractor);
        turns.add(length + " tokens", () -> extractor.extractAll(texts));
      }
      turns.run(rounds);
      for (int i = 0; i < extractors.size(); i++) {
        System.out.println(
            String.format(
                Locale.ROOT,
                "%-10s: F1 %.2f, %.1f documents a second, %s",
                turns.name(i),
                100 * Evaluator.evaluate(extractors.get(i), documents).micro().f1(),
                texts.size() / turns.median(i),
                turns.describeSpeed(i, 0)));
      }
    } finally {
      extractors.forEach(Extractor::close);
    }
  }
}
