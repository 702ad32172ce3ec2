package io.nerine.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The documents of a soak: of all lengths, and with what breaks text processing. */
final class SoakDocuments {

  private static final int LONGEST = 200_000;

  private static final int LONG_WORD = 50_000;

  private static final String[] SENTENCES = {
    "Send 3 bolts M8 to Basel. ",
    "Anna Smith replaced the pump PX-200 in Bergen on Monday. ",
    "Order 12 gaskets and 40 kg of grease for the depot in Turin; Bob Ray signs. ",
  };

  private SoakDocuments() {}

  /**
   * Makes documents.
   *
   * @param seed chooses the random ones
   * @param longest how many characters the longest have
   * @return the documents, the same for the same seed
   */
  static List<String> of(long seed, int longest) {
    List<String> documents = new ArrayList<>();
    documents.add("");
    documents.add(" ");
    documents.add("\u0000".repeat(300));
    documents.add("\uD83D");
    documents.add("\uDE00\uD83D ".repeat(40));
    documents.add("\uD83D\uDE00".repeat(200));
    documents.add("\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 met Anna. ".repeat(30));
    documents.add(
        "\u05E9\u05DC\u05D5\u05DD Anna \u0627\u0644\u0639\u0631\u0628\u064A\u0629 ".repeat(40));
    documents.add("x".repeat(Math.min(LONG_WORD, longest)));
    documents.add("<b>".repeat(Math.min(2_000, longest / 8)) + "Anna" + "</b>".repeat(500));
    documents.add("{\"a\":[".repeat(Math.min(1_000, longest / 8)));
    for (String sentence : SENTENCES) {
      documents.add(sentence);
      documents.add(sentence.repeat(8));
    }
    RandomTexts random = new RandomTexts(seed);
    for (int i = 0; i < 30; i++) {
      documents.add(random.next());
    }
    documents.add(mixed(seed, longest / 20));
    documents.add(mixed(seed + 1, longest));
    return documents;
  }

  static List<String> ofAllLengths(long seed) {
    return of(seed, LONGEST);
  }

  private static String mixed(long seed, int length) {
    Random random = new Random(seed);
    RandomTexts texts = new RandomTexts(seed);
    StringBuilder text = new StringBuilder(length + 200);
    while (text.length() < length) {
      text.append(
          random.nextInt(3) == 0 ? texts.next() : SENTENCES[random.nextInt(SENTENCES.length)]);
    }
    text.setLength(length);
    return text.toString();
  }
}
