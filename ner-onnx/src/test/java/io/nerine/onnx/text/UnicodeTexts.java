package io.nerine.onnx.text;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Tuple;

/** Texts of everything that breaks offsets, most of them short, some of them very long. */
public final class UnicodeTexts implements ArbitrarySupplier<String> {

  private static final List<String> UNITS =
      List.of(
          "Anna",
          "Bob",
          " Smith",
          " Paris ",
          "Apple",
          "annual",
          "GX-4471",
          " ",
          "  ",
          "\n",
          "\r\n",
          "\t",
          "\u00A0",
          "\u3000",
          "\u2028",
          ".",
          ",",
          "'",
          "€",
          "_",
          "😀",
          "👍🏽",
          "👨‍👩‍👧‍👦",
          "❤️‍🔥",
          "🇩🇪",
          "🇮",
          "1️⃣",
          "🏳️‍🌈",
          "é",
          "e\u0301",
          "\u0301",
          "\u0301\u0302\u0303\u0304",
          "\u20DD",
          "漢字",
          "東京都",
          "𠮷",
          "ひらがな",
          "カタカナ",
          "한국어",
          "שלום",
          "مرحبا",
          "\u200F",
          "\u200E",
          "\u202E",
          "می\u200Cخواهم",
          "हिन्दी",
          "ไทย",
          "\uD83D",
          "\uDE00",
          "\uDE00\uD83D",
          "\u0000",
          "\u0007",
          "\u001B",
          "\u0085",
          "\u00AD",
          "\u200B",
          "\u200D",
          "\uFEFF",
          "\uFFFD",
          "\uFFFF",
          "\uE000",
          "𝔸𝔹",
          "ﬁ",
          "ß",
          "İ",
          "ı",
          "Ǆ",
          "\uD83E\uDEE0",
          "[CLS]",
          "[UNK]",
          "##a",
          "x".repeat(65),
          "\u0301".repeat(70),
          "\uD83A\uDCD0".repeat(40),
          "👨\u200D".repeat(30));

  @Override
  public Arbitrary<String> get() {
    Arbitrary<String> unit =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(UNITS)),
            Tuple.of(1, Arbitraries.chars().map(String::valueOf)),
            Tuple.of(
                1, Arbitraries.integers().between(0, 0x10FFFF).map(c -> Character.toString(c))));
    Arbitrary<String> text = unit.list().ofMaxSize(60).map(units -> String.join("", units));
    return Arbitraries.frequencyOf(
        Tuple.of(40, text),
        Tuple.of(
            1,
            text.map(
                part ->
                    part.isEmpty()
                        ? part
                        : part.repeat(20_000 / part.length() + 1).substring(0, 20_000))));
  }
}
