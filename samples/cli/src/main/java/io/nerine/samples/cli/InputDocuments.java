package io.nerine.samples.cli;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.Formats;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * Documents to extract from: those of a format that is named; else JSON Lines, read one by one, or
 * a plain text, which is one document. An input is JSON Lines if its name ends in {@code .jsonl} or
 * its first character that is not blank is a brace; an input without any is JSON Lines without
 * documents.
 */
final class InputDocuments implements AutoCloseable {

  /** The name that stands for the standard input. */
  static final String STANDARD_INPUT = "-";

  /** How many bytes of blanks may come before what tells the form. */
  private static final int LOOK_AHEAD = 1 << 16;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final DoubleSupplier share;
  private final Stream<AnnotatedDocument> documents;

  private InputDocuments(Stream<AnnotatedDocument> documents, DoubleSupplier share) {
    this.documents = documents;
    this.share = share;
  }

  private InputDocuments(String name, InputStream in, long length) throws IOException {
    Counting counting = new Counting(in);
    this.share = () -> length > 0 ? Math.min(1.0, (double) counting.count / length) : Double.NaN;
    BufferedInputStream buffered = new BufferedInputStream(counting, LOOK_AHEAD);
    String source = name.equals(STANDARD_INPUT) ? "the standard input" : name;
    if (name.toLowerCase(Locale.ROOT).endsWith(".jsonl") || looksLikeJsonLines(buffered)) {
      this.documents = JsonLines.stream(buffered, source);
    } else {
      try (buffered) {
        String id =
            name.equals(STANDARD_INPUT) ? "stdin" : String.valueOf(Path.of(name).getFileName());
        this.documents = Stream.of(AnnotatedDocument.of(id, text(buffered.readAllBytes(), source)));
      }
    }
  }

  /**
   * Opens an input.
   *
   * @param name a file, or {@code -}
   * @param standardInput what {@code -} means
   * @return the input; the caller closes it
   * @throws DataFormatException if it cannot be read
   */
  static InputDocuments open(String name, InputStream standardInput) {
    try {
      if (name.equals(STANDARD_INPUT)) {
        return new InputDocuments(name, standardInput, -1);
      }
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        throw new DataFormatException("'%s' is a directory; give a file".formatted(name));
      }
      boolean pipe = Files.exists(file) && !Files.isRegularFile(file);
      // The other stream would seek, which a pipe cannot.
      InputStream in = pipe ? new FileInputStream(file.toFile()) : Files.newInputStream(file);
      try {
        return new InputDocuments(name, in, pipe ? -1 : Files.size(file));
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DataFormatException(
          "Cannot read '%s': %s".formatted(name, PendingFile.reason(e)), e);
    }
  }

  /**
   * Opens an input of a known format.
   *
   * @param file the file or directory
   * @param format its format
   * @return the input, read strictly; the caller closes it
   * @throws DataFormatException if it cannot be read
   */
  static InputDocuments open(Path file, DocumentFormat format) {
    return new InputDocuments(
        Formats.stream(file, format, ReadOptions.defaults(), report -> {}), () -> Double.NaN);
  }

  private static boolean looksLikeJsonLines(BufferedInputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    boolean jsonLines = true;
    for (int i = 0; i < LOOK_AHEAD; i++) {
      int b = in.read();
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n' && !isByteOrderMark(i, b)) {
        jsonLines = b == '{' || b == -1;
        break;
      }
    }
    in.reset();
    return jsonLines;
  }

  private static boolean isByteOrderMark(int position, int b) {
    byte[] mark = BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8);
    return position < mark.length && (byte) b == mark[position];
  }

  private static String text(byte[] bytes, String source) {
    try {
      // Not new String, which would put U+FFFD for what it cannot read.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DataFormatException(
          "%s: the text is not valid UTF-8; convert it".formatted(source), e);
    }
  }

  /** {@return the documents in order, lazily, once} */
  Stream<AnnotatedDocument> stream() {
    return documents;
  }

  /** {@return the share of the input that is read, 0 to 1; not a number if nobody knows} */
  double share() {
    return share.getAsDouble();
  }

  @Override
  public void close() {
    documents.close();
  }

  /** Counts the bytes that are read. */
  private static final class Counting extends FilterInputStream {

    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
