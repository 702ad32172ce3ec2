package io.nerine.samples.benchmarks;

import io.nerine.Extractors;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Holds a model against the offset law: for any text, each entity's text is what stands at its
 * offsets, the whole text was searched, and nothing is thrown.
 */
public final class OffsetLaw {

  private OffsetLaw() {}

  /**
   * Runs the check and exits with 1 if the law is broken.
   *
   * @param args the model, and the number of texts, 100,000 if not given
   */
  public static void main(String[] args) {
    int texts = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    RandomTexts source = new RandomTexts(2026);
    long start = System.nanoTime();
    long characters = 0;
    long entities = 0;
    int longest = 0;
    int broken = 0;
    try (Extractor extractor = Extractors.load(Path.of(args[0]));
        Stream<Extraction> extractions =
            extractor.extractStream(Stream.generate(source::next).limit(texts))) {
      for (Iterator<Extraction> iterator = extractions.iterator(); iterator.hasNext(); ) {
        Extraction extraction = iterator.next();
        String text = extraction.text();
        characters += text.length();
        longest = Math.max(longest, text.length());
        boolean lawful = extraction.failure().isEmpty() && extraction.complete();
        for (Entity entity : lawful ? extraction.entities() : java.util.List.<Entity>of()) {
          entities++;
          lawful &= text.substring(entity.start(), entity.end()).equals(entity.text());
          lawful &= entity.confidence() >= 0 && entity.confidence() <= 1;
        }
        broken += lawful ? 0 : 1;
      }
    }
    System.out.printf(
        "%,d texts of 0 to %,d characters, %,d in all, %,d entities, %d broken, %d s%n",
        texts,
        longest,
        characters,
        entities,
        broken,
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    if (broken > 0) {
      System.exit(1);
    }
  }
}
