package io.nerine.quality;

import io.nerine.internal.Json;
import io.nerine.text.CharSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something in the data that is, or may be, a fault. The same fault at many places is one finding.
 *
 * @param code what kind of thing was found
 * @param severity how much it matters
 * @param certainty how sure the check is that it is a fault, 0 to 1; findings are ranked by it, and
 *     it is no calibrated probability
 * @param types the entity types concerned: for a doubtful type the one given, then the likelier one
 * @param places where it was found, the surest first, up to {@link Threshold#MAX_PLACES}; empty
 *     where the data as a whole are meant
 * @param placeCount at how many places it was found, also those that are not listed
 * @param figures the numbers behind it by name, in order; JSON-like values
 * @param message what was found, in one sentence
 * @param advice what to do about it
 */
public record Finding(
    FindingCode code,
    Severity severity,
    double certainty,
    List<String> types,
    List<Place> places,
    int placeCount,
    Map<String, Object> figures,
    String message,
    String advice) {

  /**
   * Creates the finding.
   *
   * @throws IllegalArgumentException if the certainty lies outside 0 to 1, there are more places
   *     than their count, or a figure is no JSON-like value
   */
  public Finding {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
    if (!(certainty >= 0 && certainty <= 1)) {
      throw new IllegalArgumentException("certainty must be 0 to 1, found " + certainty);
    }
    types = List.copyOf(types);
    places = List.copyOf(places);
    if (places.size() > placeCount) {
      throw new IllegalArgumentException(
          "placeCount must be at least the %d places listed, found %d"
              .formatted(places.size(), placeCount));
    }
    figures = Json.copyMap("figures", figures);
  }

  /** {@return the document of the first place; empty where the data as a whole are meant} */
  public Optional<String> documentId() {
    return places.stream().findFirst().map(Place::documentId);
  }

  /** {@return the span of the first place; empty where a whole document or all data are meant} */
  public Optional<CharSpan> span() {
    return places.stream().findFirst().flatMap(Place::span);
  }

  /** The finding as maps, lists, strings and numbers, for a report. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", Names.of(code));
    map.put("severity", Names.of(severity));
    map.put("certainty", Figures.rounded(certainty));
    map.put("types", types);
    map.put("message", message);
    map.put("advice", advice);
    map.put("figures", figures);
    map.put("placeCount", placeCount);
    map.put("places", places.stream().map(Place::toMap).toList());
    return map;
  }

  /** {@return severity, code, message and first place, on one line} */
  @Override
  public String toString() {
    return "%s %s: %s%s"
        .formatted(
            severity, Names.of(code), message, places.isEmpty() ? "" : " - " + places.get(0));
  }
}
