package io.nerine.testing;

import java.util.Random;

/** The kinds of random text, each of which breaks code that takes text for plain English. */
public enum TextKind {
  /** Words, numbers and punctuation. */
  PLAIN("valve", "GX-4471", "Riga", "bolts", "3", "M8x40", " ", " ", " ", " ", ", ", ". ", "\n"),
  /** Emoji: pairs, with skin tones, joined families, flags, keycaps. */
  EMOJI("😀", "👍🏽", "👨\u200D👩\u200D👧", "🇨🇭", "🇨", "1\uFE0F\u20E3", "❤\uFE0F", " ", "ok"),
  /** Hebrew, Arabic and marks of direction. */
  RIGHT_TO_LEFT("שלום", "مرحبا", "بازل", "12", "M8", " ", " ", "\u200F", "\u202E", "\u202C"),
  /** Marks that join the letter before them, alone and in heaps, and letters made of several. */
  COMBINING("e\u0301", "é", "\u0301", "\u0301\u0302\u0303", "n\u0303", "हिन्दी", "ไทย", "각", " "),
  /** Halves of surrogate pairs, which no encoding carries. */
  LONE_SURROGATES("\uD83D", "\uDE00", "\uDE00\uD83D", "valve", "Riga", " ", "😀"),
  /** NUL and other controls, spaces without width, byte order marks. */
  CONTROLS(
      "\u0000", "\u0007", "\u001B", "\u0085", "\u200B", "\uFEFF", "\u00AD", "\uFFFF", "M8", " "),
  /** Long runs without a space, in scripts that have none and in Latin ones that should. */
  UNBROKEN("x", "xyz", "漢字", "東京都", "ひらがな", "カタカナ", "𠮷", "0123", "-", "_"),
  /** Mark-up, escapes, web and mail addresses. */
  MARKUP(
      "<b>",
      "</b>",
      "<!-- ",
      "-->",
      "&amp;",
      "[CLS]",
      "##a",
      "{\"a\":",
      "}",
      "%s",
      "\\u0041",
      "https://a.example/?q=%20",
      "a@b.example",
      " ",
      "bolts"),
  /** White space of all kinds. */
  BLANK(" ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u3000", "\u2028"),
  /** No character at all. */
  EMPTY;

  // Never written to.
  @SuppressWarnings("ImmutableEnumChecker")
  private final String[] units;

  TextKind(String... units) {
    this.units = units;
  }

  /** {@return whether texts of this kind have characters} */
  boolean hasUnits() {
    return units.length > 0;
  }

  String unit(Random random) {
    return units[random.nextInt(units.length)];
  }
}
