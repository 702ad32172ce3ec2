package io.nerine.samples.benchmarks;

import java.util.Random;

/** Random texts of characters that break text processing. */
final class RandomTexts {

  private static final String[] CLUSTERS = {
    "\uD83D\uDE00", // an emoji outside the basic plane
    "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", // a family of joined emoji
    "\uD83C\uDDF3\uD83C\uDDF4", // a flag of two regional indicators
    "1\uFE0F\u20E3", // a keycap
    "e\u0301", // a letter with a combining accent
    "\u0627\u0644\u0639\u0631\u0628\u064A\u0629", // right to left
    "\u05E9\u05B8\u05C1\u05DC\u05D5\u05B9\u05DD", // right to left with points
    "\u6771\u4EAC", // Han
    "\u30AB\u30BF\u30AB\u30CA",
    "\uD55C\uAD6D\uC5B4",
    "\u0939\u093F\u0928\u094D\u0926\u0940", // vowel signs and a virama
    "\u00AD",
    "\u200B",
    "\u202E",
    "\uFEFF",
    "\u0000",
    "\u0007",
    "\u00A0",
    "\r\n",
    "\t",
    "\uD83D", // half a pair
    "\uDE00",
    "\uFFFD",
    "O'Brien",
    "A-17/b",
    "Straße",
    "İstanbul",
    "ﬁne",
    "12,50 €",
    "http://example.org/a?b=c",
  };

  private final Random random;

  RandomTexts(long seed) {
    this.random = new Random(seed);
  }

  /** Mostly short texts, since long ones add only windows; one in some thousands has 20,000. */
  String next() {
    double draw = random.nextDouble();
    int longest = draw < 0.95 ? 30 : draw < 0.995 ? 300 : draw < 0.9998 ? 3_000 : 20_000;
    int length = random.nextInt(longest + 1);
    StringBuilder text = new StringBuilder(length + 16);
    while (text.length() < length) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(CLUSTERS[random.nextInt(CLUSTERS.length)]);
        case 1 -> text.append((char) random.nextInt(0x10000));
        case 2 -> text.append(' ');
        default -> {
          int letters = 1 + random.nextInt(8);
          for (int i = 0; i < letters; i++) {
            text.append((char) ((random.nextInt(6) == 0 ? 'A' : 'a') + random.nextInt(26)));
          }
        }
      }
    }
    text.setLength(length);
    return text.toString();
  }
}
