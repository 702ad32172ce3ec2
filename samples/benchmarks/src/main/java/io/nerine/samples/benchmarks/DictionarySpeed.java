package io.nerine.samples.benchmarks;

import io.nerine.rules.DictionaryExtractor;
import io.nerine.schema.EntitySchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Shows how long a dictionary of 1,000 to 1,000,000 invented names takes to build, and how fast it
 * searches a text in which every hundredth word begins one of them.
 */
public final class DictionarySpeed {

  private static final int VOCABULARY = 400_000;
  private static final int TEXT_WORDS = 2_000_000;
  private static final int PASSES = 7;

  private DictionarySpeed() {}

  /**
   * Prints a line for each size: seconds to build, megabytes of text (UTF-8) searched in a second
   * by one thread, the best of several passes, and mentions found.
   *
   * @param args none
   */
  public static void main(String[] args) {
    SplittableRandom random = new SplittableRandom(7);
    List<String> words = words(random);
    for (int entries : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
      List<String> names = names(words, entries, random);
      String text = text(words, names, random);
      long start = System.nanoTime();
      DictionaryExtractor extractor =
          DictionaryExtractor.builder(EntitySchema.of("names", "Name"))
              .entries("Name", names)
              .build();
      double build = (System.nanoTime() - start) / 1e9;
      double best = Double.MAX_VALUE;
      int found = 0;
      for (int pass = 0; pass < PASSES; pass++) {
        start = System.nanoTime();
        found = extractor.extract(text).entities().size();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
      double megabytes = text.getBytes(StandardCharsets.UTF_8).length / 1e6;
      System.out.println(
          String.format(
              Locale.ROOT,
              "%,9d entries: built in %.2f s, %.0f MB/s, %,d found in %.1f MB",
              extractor.size(),
              build,
              megabytes / best,
              found,
              megabytes));
    }
  }

  private static List<String> words(SplittableRandom random) {
    List<String> words = new ArrayList<>(VOCABULARY);
    for (int i = 0; i < VOCABULARY; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = 3 + random.nextInt(8); length > 0; length--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.toString());
    }
    return words;
  }

  private static List<String> names(List<String> words, int number, SplittableRandom random) {
    List<String> names = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = 1 + random.nextInt(3); length >= 0; length--) {
        String word = words.get(random.nextInt(VOCABULARY));
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        name.append(length > 0 ? " " : "");
      }
      names.add(name.toString());
    }
    return names;
  }

  /** Words as frequent as in a language, after Zipf's law, so that most of them are common. */
  private static String text(List<String> words, List<String> names, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < TEXT_WORDS; i++) {
      if (i % 100 == 0) {
        text.append(names.get(random.nextInt(names.size())));
      } else {
        text.append(words.get((int) Math.pow(VOCABULARY, random.nextDouble()) - 1));
      }
      text.append(i % 12 == 0 ? ". " : " ");
    }
    return text.toString();
  }
}
