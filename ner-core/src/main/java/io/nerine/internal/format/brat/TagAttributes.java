package io.nerine.internal.format.brat;

import io.nerine.document.EntitySpan;
import io.nerine.internal.format.files.JsonAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The attributes of a tag, by the kinds of lines that hold them.
 *
 * @param choices attributes that brat can show, by name
 * @param references what is known of the tag elsewhere
 * @param note a remark in one line; empty if there is none
 * @param json all others as a JSON object; empty if there are none
 * @param lost whether one was left out, since not even JSON can hold its name
 */
record TagAttributes(
    Map<String, String> choices, List<String> references, String note, String json, boolean lost) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /** Not a number, which would be one choice of very many. */
  private static final Pattern CHOICE = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9_-]{1,60}");

  private static final Pattern REFERENCE = Pattern.compile("[^\\s:|]++:[^\\s|]++");

  static TagAttributes of(
      Map<String, String> attributes, boolean fragmented, BratConfiguration configuration) {
    Map<String, String> choices = new TreeMap<>();
    List<String> references = new ArrayList<>();
    Map<String, String> others = new TreeMap<>();
    String note = "";
    boolean lost = false;
    Map<String, String> sorted = new TreeMap<>(attributes);
    if (fragmented) {
      sorted.remove(Discontinuity.FRAGMENTS);
    }
    for (Map.Entry<String, String> attribute : sorted.entrySet()) {
      String key = attribute.getKey();
      String value = attribute.getValue();
      if (key.equals(EntitySpan.NOTE) && LineBreaks.LINE.matcher(value).matches()) {
        note = value;
      } else if (key.equals(BratLines.REFERENCE) && isReferences(value)) {
        references.addAll(List.of(value.split("\\|", -1)));
      } else if (isChoice(key, value) && configuration.declares(key, value)) {
        choices.put(key, value);
      } else if (JsonAttributes.holds(key)) {
        others.put(key, value);
      } else {
        lost = true;
      }
    }
    String json = others.isEmpty() ? "" : LineBreaks.escaped(JsonAttributes.write(others));
    return new TagAttributes(choices, references, note, json, lost);
  }

  private static boolean isChoice(String key, String value) {
    return NAME.matcher(key).matches()
        && CHOICE.matcher(value).matches()
        && !key.equals(EntitySpan.ID)
        && !key.equals(EntitySpan.NOTE)
        && !key.equals(BratLines.REFERENCE)
        && !key.equals(Discontinuity.FRAGMENTS);
  }

  private static boolean isReferences(String value) {
    return LineBreaks.LINE.matcher(value).matches()
        && Arrays.stream(value.split("\\|", -1)).allMatch(one -> REFERENCE.matcher(one).matches());
  }
}
