package io.nerine.internal.format;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One record of a JSON file.
 *
 * @param value the record
 * @param number its number among the records that could be read, from 1
 * @param line the line that it begins in, from 1
 * @param pointer the JSON pointer to it, such as {@code /documents/3}; empty where it is a value of
 *     its own
 */
public record JsonRecord(JsonNode value, long number, int line, String pointer) {

  /** {@return the line, and the pointer if there is one} */
  public String place() {
    return place("");
  }

  /**
   * Says where something inside the record stands.
   *
   * @param inside the JSON pointer from the record, such as {@code /spans/0}
   * @return the line, and the pointer from the top
   */
  public String place(String inside) {
    return place(line, pointer + inside);
  }

  /**
   * Says where a value stands.
   *
   * @param line its line, from 1
   * @param pointer the JSON pointer to it, or nothing
   * @return the line, and the pointer if there is one
   */
  static String place(int line, String pointer) {
    return pointer.isEmpty() ? "line " + line : "line %d, %s".formatted(line, pointer);
  }

  /**
   * Returns an id for a document that has none.
   *
   * @return the line where the record is a value of its own, as JSON Lines have, else its number
   */
  public String defaultId() {
    return pointer.isEmpty() ? "line-" + line : "record-" + number;
  }
}
