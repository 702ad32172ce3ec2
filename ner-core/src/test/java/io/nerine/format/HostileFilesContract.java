package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nerine.exception.DataFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What reading a broken or hostile file of any format may end in: documents, problems in the
 * report, or a {@link DataFormatException}; nothing else, and soon.
 */
abstract class HostileFilesContract extends FormatHooks {

  /** Much more than any of the files here takes, on a slow machine too. */
  private static final Duration SOON = Duration.ofSeconds(20);

  /** One of the types in the files here. */
  private static final String TYPE = "PER";

  /** Ten times what overflows the stack of a thread where each level takes a call. */
  private static final int DEEP = 60_000;

  private static final byte[] LF = {'\n'};

  @TempDir Path hostile;

  private Path written() {
    Path target = hostile.resolve(targetName());
    Formats.write(target, format(), FormatDocuments.samples(), writing().build());
    return target;
  }

  /** Reads in both ways, and fails on everything that the contract does not allow. */
  private void attempt(Path target, String what) {
    for (boolean strict : new boolean[] {true, false}) {
      ReadOptions options = strict ? reading().build() : reading().lenient().build();
      try {
        assertTimeoutPreemptively(
            SOON,
            () -> {
              Imported imported = Formats.read(target, format(), options);
              assertThat(imported.report().documents()).isEqualTo(imported.documents().size());
            });
      } catch (DataFormatException e) {
        assertThat(e.getMessage()).as("message of %s", what).isNotBlank();
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("Reading %s, %s: %s".formatted(strict ? "strictly" : "leniently", what, e), e);
      }
    }
    try {
      assertTimeoutPreemptively(SOON, () -> format().match(FormatProbe.of(target)));
    } catch (RuntimeException | StackOverflowError e) {
      fail("Detecting %s: %s".formatted(what, e), e);
    }
  }

  /** The largest file of each ending: a directory may hold hundreds that are read alike. */
  private static List<Path> oneOfEachKind(Path target) {
    Map<String, Path> kinds = new TreeMap<>();
    for (Path file : filesOf(target)) {
      String name = file.getFileName().toString();
      kinds.merge(
          name.substring(name.lastIndexOf('.') + 1),
          file,
          (one, other) -> bytesOf(one).length < bytesOf(other).length ? other : one);
    }
    return List.copyOf(kinds.values());
  }

  /** Puts content in place of each kind of file of the target in turn. */
  private void attemptInEachFile(byte[] content, String what) {
    Path target = written();
    for (Path file : oneOfEachKind(target)) {
      byte[] before = bytesOf(file);
      put(file, content);
      attempt(target, "%s as %s".formatted(what, hostile.relativize(file)));
      put(file, before);
    }
  }

  @Test
  void cutShortAnywhereItReadsWhatIsThere() {
    Path target = written();
    for (Path file : oneOfEachKind(target)) {
      byte[] whole = bytesOf(file);
      int steps = Math.min(40, whole.length);
      for (int i = 0; i < steps; i++) {
        int length = (int) ((long) whole.length * i / steps);
        put(file, Arrays.copyOf(whole, length));
        attempt(target, "%s cut at byte %d".formatted(hostile.relativize(file), length));
      }
      put(file, whole);
    }
  }

  @Test
  void withFlippedBytesItReadsOrRefuses() {
    Path target = written();
    for (Path file : oneOfEachKind(target)) {
      byte[] whole = bytesOf(file);
      for (int seed = 0; seed < 60; seed++) {
        Random random = new Random(seed);
        byte[] flipped = whole.clone();
        for (int i = random.nextInt(4); i >= 0 && flipped.length > 0; i--) {
          flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        put(file, flipped);
        attempt(target, "%s with bytes flipped by seed %d".formatted(file.getFileName(), seed));
      }
      put(file, whole);
    }
  }

  @Test
  void randomBytesAreNoDocuments() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(3000)];
      random.nextBytes(bytes);
      attemptInEachFile(bytes, "random bytes of seed %d".formatted(seed));
    }
  }

  @Test
  void deepNestingOverflowsNoStack() {
    for (String nest : new String[] {"[", "{\"a\":", "<a>", "<START:x> ", "[{\"spans\":", "(("}) {
      byte[] deep = nest.repeat(DEEP).getBytes(StandardCharsets.UTF_8);
      attemptInEachFile(deep, "%d times '%s'".formatted(DEEP, nest));
      Path target = written();
      for (Path file : oneOfEachKind(target)) {
        byte[] whole = bytesOf(file);
        put(file, spliced(whole, whole.length / 2, deep));
        attempt(target, "%s with %d times '%s'".formatted(file.getFileName(), DEEP, nest));
        put(file, whole);
      }
    }
  }

  @Test
  void hugeLinesEndSoon() {
    // What takes time by the square of the length takes minutes for this.
    int length = 600_000;
    for (String unit :
        new String[] {"a", " ", "\t", "9", "\\", "a ", "\"", "<", "\n", "|", "\\u"}) {
      byte[] line = unit.repeat(length / unit.length()).getBytes(StandardCharsets.UTF_8);
      attemptInEachFile(line, "a line of '%s'".formatted(unit));
      Path target = written();
      for (Path file : oneOfEachKind(target)) {
        byte[] whole = bytesOf(file);
        put(file, spliced(whole, whole.length / 2, line));
        attempt(target, "%s with a line of '%s'".formatted(file.getFileName(), unit));
        put(file, whole);
      }
    }
  }

  @Test
  void whatIsNoTextIsRefusedOrRead() {
    HexFormat hex = HexFormat.of();
    for (String bytes :
        new String[] {
          "00",
          "0000000000",
          "0a000a",
          "eda080",
          "edb080",
          "c0af",
          "fffe4100",
          "feff0041",
          "efbbbf",
          "efbbbfefbbbf",
          "0d",
          "0d0a",
          "20",
          "09",
          "f4908080",
          "80",
          "1f8b0800",
          "504b030414000000",
          "5c7564383030",
          "225c7564383030225c6e"
        }) {
      attemptInEachFile(hex.parseHex(bytes), "the bytes " + bytes);
      Path target = written();
      for (Path file : oneOfEachKind(target)) {
        byte[] whole = bytesOf(file);
        for (int at : new int[] {0, whole.length / 3, whole.length / 2, whole.length}) {
          put(file, spliced(whole, at, hex.parseHex(bytes)));
          attempt(target, "%s with %s at %d".formatted(file.getFileName(), bytes, at));
        }
        put(file, whole);
      }
    }
  }

  /** Types, layers, features, fields, ids: nothing that a file names need have a name. */
  @Test
  void namesThatAreBlankOrEndlessAreReadOrRefused() {
    Path target = written();
    for (Path file : oneOfEachKind(target)) {
      byte[] whole = bytesOf(file);
      String content = new String(whole, StandardCharsets.UTF_8);
      for (String name : namesIn(content)) {
        for (String other : List.of("", "\u2003", "x".repeat(20_000))) {
          String renamed = content.replace(name, other);
          String what = "%s with %.9s in place of '%s'".formatted(file.getFileName(), other, name);
          put(file, renamed.getBytes(StandardCharsets.UTF_8));
          attempt(target, what);
          put(file, renamed.replace(TYPE, other).getBytes(StandardCharsets.UTF_8));
          attempt(target, what + ", and of the type");
        }
      }
      put(file, whole);
    }
  }

  /** The names that stand in a file, with dots in them and without; some, if there are many. */
  private static List<String> namesIn(String content) {
    return Stream.of("[\\p{L}_]{2,}", "[\\p{L}_.]{2,}")
        .flatMap(names -> Pattern.compile(names).matcher(content).results().limit(400))
        .map(MatchResult::group)
        .distinct()
        .limit(60)
        .toList();
  }

  @Test
  void anEmptyFileHoldsNoDocument() {
    attemptInEachFile(new byte[0], "an empty file");
    attemptInEachFile(LF, "a line break");
  }

  @Test
  void whatIsNotThereIsRefused() {
    Path missing = hostile.resolve("no-such-" + targetName());

    assertThatThrownBy(() -> Formats.read(missing, format(), reading().build()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aDirectoryForAFileAndAFileForADirectoryAreRefused() throws IOException {
    boolean directory = Files.isDirectory(written());
    Path wrong = hostile.resolve("wrong-" + targetName());
    if (directory) {
      Files.write(wrong, LF);
    } else {
      Files.createDirectory(wrong);
    }
    try {
      Imported imported = Formats.read(wrong, format(), reading().build());
      assertThat(imported.documents()).isEmpty();
    } catch (DataFormatException e) {
      assertThat(e).hasMessageContaining(wrong.toString());
    }
    attempt(wrong, directory ? "a file for a directory" : "a directory for a file");
  }

  @Test
  void theFileIsClosedAfterSuccessAndFailure() {
    Path target = written();
    Formats.read(target, format(), reading().build());
    assertThat(openBelow(target)).isEmpty();
    for (Path file : filesOf(target)) {
      put(file, spliced(bytesOf(file), bytesOf(file).length / 2, new byte[] {0, (byte) 0xFF}));
    }
    attempt(target, "a spoilt file");
    assertThat(openBelow(target)).isEmpty();

    DocumentReader kept = openedAndClosed(target);
    assertThat(openBelow(target)).isEmpty();
    kept.close();
  }

  private DocumentReader openedAndClosed(Path target) {
    Formats.write(target, format(), FormatDocuments.samples(), writing().build());
    try (DocumentReader reader = Formats.open(target, format(), reading().build())) {
      assertThat(reader.next()).isPresent();
      return reader;
    }
  }

  /** The files below a target that this process holds open, where the system tells. */
  private static Optional<String> openBelow(Path target) {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(descriptors)) {
      Path real = target.toRealPath();
      return files
          .map(HostileFilesContract::linked)
          .filter(open -> open.startsWith(real.toString()))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String linked(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // Closed since it was listed: that of the listing itself, or another test's.
      return "";
    }
  }

  private static byte[] spliced(byte[] whole, int at, byte[] more) {
    byte[] spliced = Arrays.copyOf(whole, whole.length + more.length);
    System.arraycopy(more, 0, spliced, at, more.length);
    System.arraycopy(whole, at, spliced, at + more.length, whole.length - at);
    return spliced;
  }
}
