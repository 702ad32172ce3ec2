package io.nerine.internal.format.azure;

import io.nerine.document.AnnotatedDocument;
import io.nerine.internal.format.WrittenSpans;
import io.nerine.internal.format.files.WrittenText;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The regions of one document and their labels: what was reviewed, where regions can say it, else
 * the whole text.
 */
final class WrittenRegions {

  private final WrittenSpans spans;
  private final WrittenText text;
  private final List<CharSpan> regions;
  private final boolean sayAll;

  WrittenRegions(AnnotatedDocument document, WrittenSpans spans, WrittenText text) {
    this.spans = spans;
    this.text = text;
    CharSpan whole = new CharSpan(0, document.text().length());
    List<CharSpan> reviewed = document.reviewedRegions().orElse(List.of(whole));
    boolean nothing = reviewed.isEmpty() && spans.size() == 0;
    boolean fits = nothing || (areDisjoint(reviewed) && holdAll(reviewed));
    this.regions = fits ? reviewed : List.of(whole);
    this.sayAll =
        document.reviewedTypes().isEmpty()
            && (document.reviewedRegions().isEmpty()
                || (fits && !nothing && !reviewed.contains(whole)));
  }

  private boolean areDisjoint(List<CharSpan> reviewed) {
    int end = 0;
    for (CharSpan region : reviewed) {
      if (region.start() < end || !isWritable(region)) {
        return false;
      }
      end = region.end();
    }
    return !reviewed.isEmpty();
  }

  private boolean isWritable(CharSpan region) {
    boolean empty = region.length() == 0 && !text.text().isEmpty();
    return !empty && text.isEdge(region.start()) && text.isEdge(region.end());
  }

  /** Each region takes the tags that begin in it, in one pass, both being sorted. */
  private boolean holdAll(List<CharSpan> reviewed) {
    int at = 0;
    for (WrittenSpans.Written tag : spans) {
      while (at < reviewed.size() && reviewed.get(at).end() <= tag.span().start()) {
        at++;
      }
      if (at == reviewed.size() || !reviewed.get(at).contains(tag.span().span())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the regions say all that the document says of what was reviewed. */
  boolean sayAll() {
    return sayAll;
  }

  /** The regions as they are written. */
  List<Map<String, Object>> records() {
    List<Map<String, Object>> records = new ArrayList<>();
    List<WrittenSpans.Written> left = new ArrayList<>();
    spans.forEach(left::add);
    int at = 0;
    for (CharSpan region : regions) {
      List<Map<String, Object>> labels = new ArrayList<>();
      while (at < left.size() && region.contains(left.get(at).span().span())) {
        labels.add(label(left.get(at++)));
      }
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("regionOffset", text.offset(region.start()));
      record.put("regionLength", text.offset(region.end()) - text.offset(region.start()));
      record.put("labels", labels);
      records.add(record);
    }
    return records;
  }

  private static Map<String, Object> label(WrittenSpans.Written tag) {
    Map<String, Object> label = new LinkedHashMap<>();
    label.put("category", tag.span().type());
    label.put("offset", tag.start());
    label.put("length", tag.end() - tag.start());
    return label;
  }
}
