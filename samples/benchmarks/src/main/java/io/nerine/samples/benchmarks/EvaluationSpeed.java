package io.nerine.samples.benchmarks;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.EvaluationOptions;
import io.nerine.evaluation.EvaluationTally;
import io.nerine.evaluation.Evaluator;
import io.nerine.evaluation.Slicing;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Shows what an evaluation costs beside the model: the time it takes to score 1,000 to 100,000
 * documents that come one by one, and how much more of the heap is in use for it. Takes no model:
 * the predictions are gold tags with faults.
 */
public final class EvaluationSpeed {

  private static final int[] DOCUMENTS = {1_000, 10_000, 100_000};

  private static final String[] TYPES = {"Person", "Site", "PartNumber", "Date"};

  private static final String[] WORDS = {
    "pump",
    "the",
    "gasket",
    "of",
    "Ludwigshafen",
    "was",
    "replaced",
    "on",
    "Tuesday",
    "by",
    "Ines",
    "Okafor",
    "after",
    "GX-4471-B",
    "leaked",
    "again",
    "and",
    "vibration",
    "rose",
    "to",
    "6.3 mm/s",
  };

  private static final int WORDS_PER_DOCUMENT = 170;

  private EvaluationSpeed() {}

  /**
   * Prints a line a number of documents.
   *
   * @param args none
   */
  public static void main(String[] args) {
    measure(2_000);
    for (int documents : DOCUMENTS) {
      System.out.println(measure(documents));
    }
  }

  private static String measure(int documents) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    EvaluationOptions options =
        EvaluationOptions.builder()
            .slice("length", Slicing.words())
            .slice("position", Slicing.position())
            .build();
    System.gc();
    long before = memory.getHeapMemoryUsage().getUsed();
    EvaluationTally tally = Evaluator.tally(options);
    Random random = new Random(documents);
    long characters = 0;
    long nanos = 0;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long processorNanos = 0;
    for (int i = 0; i < documents; i++) {
      AnnotatedDocument gold = document(i, random);
      AnnotatedDocument predicted = withFaults(gold, random);
      characters += gold.text().length();
      long processorStart = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      tally.add(gold, predicted);
      nanos += System.nanoTime() - start;
      processorNanos += threads.getCurrentThreadCpuTime() - processorStart;
    }
    Evaluation evaluation = tally.evaluation();
    System.gc();
    double growth = memory.getHeapMemoryUsage().getUsed() - before;
    return String.format(
        Locale.ROOT,
        "%,7d documents, %,11d characters, %,9d gold mentions, %,9d predictions: %.2f s (%.2f s of"
            + " processor time), %4.1f MiB more in use",
        evaluation.documents(),
        characters,
        evaluation.micro().gold(),
        evaluation.predictions().size(),
        nanos / 1e9,
        processorNanos / 1e9,
        growth / 1048576);
  }

  private static AnnotatedDocument document(int number, Random random) {
    StringBuilder text = new StringBuilder();
    List<EntitySpan> spans = new ArrayList<>();
    for (int i = 0; i < WORDS_PER_DOCUMENT; i++) {
      String word = WORDS[random.nextInt(WORDS.length)];
      if (random.nextInt(14) == 0) {
        String type = TYPES[random.nextInt(TYPES.length)];
        spans.add(new EntitySpan(text.length(), text.length() + word.length(), type));
      }
      text.append(word).append(' ');
    }
    return AnnotatedDocument.builder("report-" + number, text.toString()).spans(spans).build();
  }

  /** About one mention in six is dropped, moved or takes another type. */
  private static AnnotatedDocument withFaults(AnnotatedDocument gold, Random random) {
    AnnotatedDocument.Builder predicted = gold.toBuilder().clearSpans();
    for (EntitySpan span : gold.spans()) {
      Map<String, String> confidence =
          Map.of(EntitySpan.CONFIDENCE, Float.toString(random.nextFloat()));
      switch (random.nextInt(15)) {
        case 0 -> {}
        case 1 ->
            predicted.span(new EntitySpan(span.start(), span.end() + 1, span.type(), confidence));
        case 2 ->
            predicted.span(
                new EntitySpan(span.start(), span.end(), TYPES[random.nextInt(4)], confidence));
        default ->
            predicted.span(new EntitySpan(span.start(), span.end(), span.type(), confidence));
      }
    }
    return predicted.build();
  }
}
