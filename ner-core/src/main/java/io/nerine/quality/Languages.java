package io.nerine.quality;

import io.nerine.text.Words;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What gives a language away: its script, and the function words of the larger European languages.
 * No identification of languages: it tells that a text can hardly be in the language it declares.
 */
final class Languages {

  private static final Pattern SPACE = Pattern.compile(" ");

  private static final int FEWEST_LETTERS = 20;

  /** A page or two tell the language. */
  private static final int MOST_CHARACTERS = 5000;

  private static final double LEAST_IN_SCRIPT = 0.5;

  /** A text in a language has at least this share of its function words, as a rule. */
  private static final double LEAST_FUNCTION_WORDS = 0.1;

  /** The declared language must be this many times rarer by its function words to be doubted. */
  private static final double TIMES_RARER = 3;

  private static final Map<String, Set<UnicodeScript>> SCRIPTS = scripts();
  private static final Map<String, Set<String>> FUNCTION_WORDS = functionWords();

  private Languages() {}

  private static Map<String, Set<UnicodeScript>> scripts() {
    Map<String, Set<UnicodeScript>> scripts = new HashMap<>();
    put(scripts, "be bg kk ky mk mn ru tg uk", EnumSet.of(UnicodeScript.CYRILLIC));
    put(scripts, "sr uz az", EnumSet.of(UnicodeScript.CYRILLIC, UnicodeScript.LATIN));
    put(scripts, "el", EnumSet.of(UnicodeScript.GREEK));
    put(scripts, "ar fa ps ur", EnumSet.of(UnicodeScript.ARABIC));
    put(scripts, "he yi", EnumSet.of(UnicodeScript.HEBREW));
    put(scripts, "hi mr ne", EnumSet.of(UnicodeScript.DEVANAGARI));
    put(scripts, "bn as", EnumSet.of(UnicodeScript.BENGALI));
    put(scripts, "ta", EnumSet.of(UnicodeScript.TAMIL));
    put(scripts, "te", EnumSet.of(UnicodeScript.TELUGU));
    put(scripts, "th", EnumSet.of(UnicodeScript.THAI));
    put(scripts, "ka", EnumSet.of(UnicodeScript.GEORGIAN));
    put(scripts, "hy", EnumSet.of(UnicodeScript.ARMENIAN));
    put(scripts, "am", EnumSet.of(UnicodeScript.ETHIOPIC));
    put(scripts, "ko", EnumSet.of(UnicodeScript.HANGUL, UnicodeScript.HAN));
    put(scripts, "zh", EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO));
    put(
        scripts,
        "ja",
        EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA));
    put(
        scripts,
        "af ca cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv ms mt nb nl nn no pl pt ro"
            + " sk sl sq sv sw tr vi",
        EnumSet.of(UnicodeScript.LATIN));
    return Map.copyOf(scripts);
  }

  private static void put(
      Map<String, Set<UnicodeScript>> scripts, String languages, Set<UnicodeScript> expected) {
    for (String language : words(languages)) {
      scripts.put(language, expected);
    }
  }

  private static Map<String, Set<String>> functionWords() {
    Map<String, Set<String>> words = new LinkedHashMap<>();
    words.put(
        "en", words("the of and to in is that for was with on as by are from at this be have"));
    words.put("de", words("der die und das von zu mit den ist des im für auf nicht eine dem sich"));
    words.put("fr", words("le la les des et est une du dans pour que qui par sur pas au ce sont"));
    words.put("es", words("el la los las de que y en un una por con para se del al es su como"));
    words.put("it", words("il di che la e un una per non con del della dei sono le nel alla è"));
    words.put("pt", words("o a os as de que e do da em um uma para com não por na dos ao"));
    words.put("nl", words("de het een en van ik te dat die in is niet op met voor zijn aan er"));
    words.put("sv", words("och att det som en är av för med den till inte om ett har de på"));
    words.put("da", words("og det at en den til er som på de med han af for ikke der var et"));
    words.put("no", words("og det at en den til er som på de med han av for ikke der var et"));
    words.put("fi", words("ja on ei se että oli ovat hän mutta myös kun kuin tai joka sen ole"));
    words.put("pl", words("i w na z się nie do to że jest jak po co tak za od przez oraz są"));
    words.put("cs", words("a se v na je že s z do i o k to ve pro jako by jsou která nebo"));
    words.put("hu", words("a az és hogy nem is egy van meg volt csak de mint el ez vagy még"));
    words.put("ro", words("și de la a în că cu pe nu o din care se mai un pentru este sau"));
    words.put("tr", words("ve bir bu da de için ile çok olarak daha ne gibi var olan kadar"));
    return words;
  }

  private static Set<String> words(String list) {
    return Set.of(SPACE.split(list));
  }

  /** {@return whether a word in lower case is a function word of one of the languages} */
  static boolean isFunctionWord(String word) {
    return FUNCTION_WORDS.values().stream().anyMatch(words -> words.contains(word));
  }

  /** {@return the language of a BCP 47 tag without region and script; the tag if it is none} */
  static String primary(String tag) {
    String language = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    return language.isEmpty() ? tag : language;
  }

  /**
   * What speaks against the language that a text declares.
   *
   * @param looksLike the script or the language that it seems to be in
   */
  record Doubt(String looksLike, double certainty) {}

  /**
   * Compares a text with the language that it declares.
   *
   * @param text the text
   * @param tag the language as a BCP 47 tag
   * @param fewestWords the words of a text with fewer are not looked at
   * @return what speaks against it, if something does
   */
  static Optional<Doubt> doubt(String text, String tag, double fewestWords) {
    Optional<Doubt> script = doubtByScript(text, tag);
    return script.isPresent() ? script : doubtByWords(text, primary(tag), fewestWords);
  }

  private static Optional<Doubt> doubtByScript(String text, String tag) {
    Set<UnicodeScript> expected = expectedScripts(tag);
    Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
    int letters = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isLetter(codePoint)) {
        counts.merge(UnicodeScript.of(codePoint), 1, Integer::sum);
        letters++;
      }
    }
    int inScript = expected.stream().mapToInt(script -> counts.getOrDefault(script, 0)).sum();
    if (expected.isEmpty() || letters < FEWEST_LETTERS || inScript >= letters * LEAST_IN_SCRIPT) {
      return Optional.empty();
    }
    UnicodeScript most =
        counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return Optional.of(new Doubt(Names.of(most) + " script", 1 - (double) inScript / letters));
  }

  private static Set<UnicodeScript> expectedScripts(String tag) {
    String script = Locale.forLanguageTag(tag.replace('_', '-')).getScript();
    if (!script.isEmpty()) {
      try {
        return EnumSet.of(UnicodeScript.forName(script));
      } catch (IllegalArgumentException e) {
        // Such as Hans, which names a variant and no script of its own.
        return SCRIPTS.getOrDefault(primary(tag), Set.of());
      }
    }
    return SCRIPTS.getOrDefault(primary(tag), Set.of());
  }

  private static Optional<Doubt> doubtByWords(String text, String language, double fewestWords) {
    String declared = language.equals("nb") || language.equals("nn") ? "no" : language;
    if (!FUNCTION_WORDS.containsKey(declared)) {
      return Optional.empty();
    }
    List<String> words = wordsOf(text);
    if (words.size() < fewestWords) {
      return Optional.empty();
    }
    Map<String, Integer> counts = new HashMap<>();
    for (String word : words) {
      FUNCTION_WORDS.forEach(
          (candidate, function) -> {
            if (function.contains(word)) {
              counts.merge(candidate, 1, Integer::sum);
            }
          });
    }
    int own = counts.getOrDefault(declared, 0);
    String best = declared;
    for (String candidate : FUNCTION_WORDS.keySet()) {
      if (counts.getOrDefault(candidate, 0) > counts.getOrDefault(best, 0)) {
        best = candidate;
      }
    }
    int most = counts.getOrDefault(best, 0);
    if (most < words.size() * LEAST_FUNCTION_WORDS || most < own * TIMES_RARER) {
      return Optional.empty();
    }
    return Optional.of(new Doubt("'" + best + "'", 1 - (double) own / most));
  }

  /** The words of the beginning of a text in lower case, without single letters. */
  private static List<String> wordsOf(String text) {
    String beginning = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    Words bounds = Words.of(beginning);
    List<String> words = new ArrayList<>(bounds.size());
    for (int i = 0; i < bounds.size(); i++) {
      // Single letters are initials and abbreviations in any language.
      if (bounds.end(i) - bounds.start(i) > 1
          && Character.isLetter(beginning.codePointAt(bounds.start(i)))) {
        words.add(beginning.substring(bounds.start(i), bounds.end(i)).toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }
}
