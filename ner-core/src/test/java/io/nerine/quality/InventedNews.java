package io.nerine.quality;

import io.nerine.document.AnnotatedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Short invented reports about people, firms and places, tagged without a fault. */
final class InventedNews {

  private static final String[] FIRST = {
    "Ilze", "Marek", "Aino", "Pedro", "Noor", "Katrin", "Tomas", "Leila", "Bruno", "Sanna",
    "Viktor", "Amara", "Jonas", "Elif", "Hugo", "Petra", "Rasmus", "Ines", "Oleg", "Greta"
  };

  private static final String[] LAST = {
    "Ozola",
    "Kask",
    "Virtanen",
    "Almeida",
    "Haddad",
    "Lindqvist",
    "Novak",
    "Petrauskas",
    "Moretti",
    "Salo",
    "Dragan",
    "Okafor",
    "Brandt",
    "Yilmaz",
    "Janssen",
    "Svoboda",
    "Holm",
    "Vidal",
    "Marchenko",
    "Weiss"
  };

  private static final String[] CITY = {
    "Riga", "Tartu", "Turku", "Porto", "Beirut", "Uppsala", "Brno", "Kaunas", "Bologna", "Oulu",
    "Cluj", "Lagos", "Kiel", "Izmir", "Gent", "Plzen", "Aarhus", "Girona", "Odesa", "Graz",
    "New Haven", "Santa Rosa", "Port Ellen", "San Remo"
  };

  private static final String[] FIRM_NAME = {
    "Baltic",
    "Nordwind",
    "Amberline",
    "Sudwerk",
    "Cedar",
    "Polar",
    "Danube",
    "Harbour",
    "Lumen",
    "Quarry",
    "Vistula",
    "Granite",
    "Meridian",
    "Solvang",
    "Tidewater",
    "Kestrel"
  };

  private static final String[] FIRM_KIND = {
    "Freight", "Timber", "Bank", "Foods", "Energy", "Press"
  };

  private static final String[] SENTENCES = {
    "%P told reporters in %C on Monday that the talks had failed .",
    "Shares of %F fell after the company closed its plant near %C .",
    "The head of %F , %P , will move to %C in spring .",
    "%F bought a smaller rival for 40 million crowns .",
    "In %C , police asked the public for help .",
    "%P joined %F as a lawyer and lives in %C today .",
    "According to %P , nobody at %F knew of the letter .",
    "A spokesman for %F said the offices in %C would stay open .",
    "The match in %C was called off because of snow .",
    "%P won the race ahead of %P by two seconds .",
    "Prices rose by 3 percent , analysts said on Friday .",
    "Minister %P visited the harbour of %C and praised %F .",
  };

  private final Random random;

  private InventedNews(long seed) {
    this.random = new Random(seed);
  }

  static List<AnnotatedDocument> documents(int count, String prefix, long seed) {
    InventedNews news = new InventedNews(seed);
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(Marked.document(prefix + i, news.story()));
    }
    return documents;
  }

  private String story() {
    List<String> lines = new ArrayList<>();
    String person = pick(FIRST) + " " + pick(LAST);
    String firm = pick(FIRM_NAME) + " " + pick(FIRM_KIND);
    for (int i = 0; i < 6; i++) {
      String sentence = pick(SENTENCES);
      while (sentence.contains("%")) {
        sentence =
            sentence
                .replaceFirst(
                    "%P",
                    tag(random.nextBoolean() ? person : pick(FIRST) + " " + pick(LAST), "Person"))
                .replaceFirst(
                    "%F",
                    tag(
                        random.nextBoolean() ? firm : pick(FIRM_NAME) + " " + pick(FIRM_KIND),
                        "Firm"))
                .replaceFirst("%C", tag(pick(CITY), "City"));
      }
      lines.add(sentence);
    }
    return String.join("\n", lines);
  }

  private static String tag(String text, String type) {
    return "[" + text + "|" + type + "]";
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
