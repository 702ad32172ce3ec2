package io.nerine.quality;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documents written with their tags in the text: {@code "[Ilze Ozola|Person] moved to Riga."} */
final class Marked {

  private static final Pattern TAG = Pattern.compile("\\[([^|\\[\\]]+)\\|(\\w+)]");

  private Marked() {}

  static AnnotatedDocument.Builder builder(String id, String marked) {
    StringBuilder text = new StringBuilder();
    List<int[]> places = new ArrayList<>();
    List<String> types = new ArrayList<>();
    Matcher tags = TAG.matcher(marked);
    int done = 0;
    while (tags.find()) {
      text.append(marked, done, tags.start());
      places.add(new int[] {text.length(), text.length() + tags.group(1).length()});
      types.add(tags.group(2));
      text.append(tags.group(1));
      done = tags.end();
    }
    AnnotatedDocument.Builder builder =
        AnnotatedDocument.builder(id, text.append(marked, done, marked.length()).toString());
    for (int i = 0; i < places.size(); i++) {
      builder.span(places.get(i)[0], places.get(i)[1], types.get(i));
    }
    return builder;
  }

  static AnnotatedDocument document(String id, String marked) {
    return builder(id, marked).build();
  }

  /** {@return documents with the ids d1, d2 and so on} */
  static List<AnnotatedDocument> documents(String... marked) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (String text : marked) {
      documents.add(document("d" + (documents.size() + 1), text));
    }
    return documents;
  }

  static Dataset dataset(String... marked) {
    return dataset(documents(marked));
  }

  /** {@return a data set of the types that the documents name} */
  static Dataset dataset(List<AnnotatedDocument> documents) {
    TreeSet<String> types = new TreeSet<>();
    documents.forEach(document -> document.spans().forEach(span -> types.add(span.type())));
    documents.forEach(document -> document.rejectedSpans().forEach(span -> types.add(span.type())));
    if (types.isEmpty()) {
      types.add("Person");
    }
    return Dataset.of(EntitySchema.of("invented", types), documents);
  }
}
