package io.nerine.internal.format.comprehend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which column holds what.
 *
 * @param file the number of the column with the name of the text file
 * @param line that with the line in it, negative if there is none
 * @param begin that with the offset of the first character
 * @param end that with the offset behind the last character
 * @param type that with the entity type
 */
record Header(int file, int line, int begin, int end, int type) {

  private static final List<String> NAMES =
      List.of("file", "line", "beginoffset", "endoffset", "type");

  /** {@return the header that a record is, or null if it is none of annotations} */
  static @Nullable Header of(List<String> fields) {
    List<String> names = normal(fields);
    Header header =
        new Header(
            names.indexOf(NAMES.get(0)),
            names.indexOf(NAMES.get(1)),
            names.indexOf(NAMES.get(2)),
            names.indexOf(NAMES.get(3)),
            names.indexOf(NAMES.get(4)));
    boolean whole = header.file >= 0 && header.begin >= 0 && header.end >= 0 && header.type >= 0;
    return whole ? header : null;
  }

  /** {@return whether a record is the header of a list of entities, which has no documents} */
  static boolean isEntityList(List<String> fields) {
    List<String> names = normal(fields);
    return names.size() == 2 && names.contains("text") && names.contains("type");
  }

  private static List<String> normal(List<String> fields) {
    List<String> names = new ArrayList<>();
    for (String field : fields) {
      names.add(field.toLowerCase(Locale.ROOT).replace(" ", "").replace("_", ""));
    }
    return names;
  }

  /** {@return whether annotations name lines, each of which is a document} */
  boolean byLine() {
    return line >= 0;
  }

  /** {@return the number of columns that a record has at least} */
  int width() {
    return 1 + Math.max(Math.max(file, line), Math.max(Math.max(begin, end), type));
  }
}
