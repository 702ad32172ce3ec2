package io.nerine.internal.format.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file {@value #NAME} in a directory of one file a document, which says what the ids of the
 * documents are and in which order they come, where the names of the files do not. Tools that do
 * not know it pass over it.
 */
public final class DocumentIndex {

  /** The name of the file. */
  public static final String NAME = "nerine-documents.jsonl";

  private static final int MOST_LINE_BYTES = 1 << 20;

  private DocumentIndex() {}

  /**
   * Reads the index of a directory.
   *
   * @param folder the directory
   * @param log takes what is wrong in it
   * @return the ids by the relative paths of files, in order; empty if there is no index
   * @throws IOException if it cannot be read
   */
  public static Map<String, String> read(Path folder, FormatLog log) throws IOException {
    Map<String, String> ids = new LinkedHashMap<>();
    Path file = FolderFiles.inside(folder, NAME);
    if (file == null) {
      return ids;
    }
    try (Utf8Lines lines = new Utf8Lines(Files.newInputStream(file), MOST_LINE_BYTES)) {
      while (lines.next()) {
        String problem = add(lines, ids);
        if (!problem.isEmpty()) {
          String fix = "write {\"file\": \"...\", \"id\": \"...\"}, or delete the file";
          log.error(file.toString(), "line " + lines.number(), problem, "left out", fix);
        }
      }
    }
    return ids;
  }

  private static String add(Utf8Lines lines, Map<String, String> ids) {
    try {
      String line = lines.text();
      if (line.isBlank()) {
        return "";
      }
      JsonNode entry = Json.parse(line);
      if (!entry.path("file").isTextual() || !entry.path("id").isTextual()) {
        return "no strings 'file' and 'id'";
      }
      String earlier = ids.putIfAbsent(entry.get("file").textValue(), entry.get("id").textValue());
      return earlier == null ? "" : "the file was named before";
    } catch (Utf8Lines.NotUtf8Exception e) {
      return e.problem();
    } catch (JsonProcessingException e) {
      return "broken JSON";
    }
  }

  /** Writes the index of a directory, and keeps it where it is needed. Not thread-safe. */
  public static final class Output implements AutoCloseable {

    private final Path file;
    private final Writer out;
    private boolean needed;
    private String last = "";

    /**
     * Begins the index.
     *
     * @param folder the directory
     * @throws IOException if it cannot be written
     */
    public Output(Path folder) throws IOException {
      this.file = folder.resolve(NAME);
      this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /**
     * Adds a document.
     *
     * @param path the relative path of its file
     * @param idByName the id that a reader would give it by that path
     * @param id its id
     * @throws IOException if the index cannot be written
     */
    public void add(String path, String idByName, String id) throws IOException {
      needed |= !id.equals(idByName) || FolderFiles.ORDER.compare(last, path) > 0;
      last = path;
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("file", path);
      entry.put("id", id);
      out.write(Json.line(entry));
      out.write('\n');
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (!needed) {
        Files.delete(file);
      }
    }
  }
}
