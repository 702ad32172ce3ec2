package io.nerine.deploy;

import io.nerine.internal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Spoils a bundle in many ways, each by chance but the same for the same seed. */
final class HostileBundles {

  private static final String MANIFEST = "manifest.json";

  /**
   * What stands in a manifest and what takes its place; {@code #} becomes a long row of digits,
   * {@code @} deep nesting, {@code ~} a long text.
   */
  private static final List<List<String>> MANIFEST_CHANGES =
      List.of(
          List.of("\"formatVersion\": 1", "\"formatVersion\": 2"),
          List.of("\"formatVersion\": 1", "\"formatVersion\": 1#"),
          List.of("\"formatVersion\": 1", "\"formatVersion\": 1e400"),
          List.of("\"formatVersion\": 1", "\"formatVersion\": \"1\""),
          List.of("\"formatVersion\": 1", "\"formatVersion\": @"),
          List.of("\"nerine-bundle\"", "\"nerine-store\""),
          List.of("\"nerine-bundle\"", "[]"),
          List.of("\"name\": \"depots\"", "\"name\": \"\""),
          List.of("\"name\": \"depots\"", "\"name\": 1#"),
          List.of("\"name\": \"depots\"", "\"name\": @"),
          List.of("\"name\": \"depots\"", "\"name\": null"),
          List.of("\"name\": \"depots\"", "\"name\": \"depots\", \"name\": \"depots\""),
          List.of("\"backend\": \"first-word\"", "\"backend\": {}"),
          List.of("\"backend\": \"first-word\"", "\"backend\": \" \""),
          List.of("2026-11-24T10:15:00Z", "+999999999999-01-01T00:00:00Z"),
          List.of("2026-11-24T10:15:00Z", "2026-02-30T10:15:00Z"),
          List.of("2026-11-24T10:15:00Z", "~"),
          List.of("\"settings\": {", "\"settings\": @, \"s\": {"),
          List.of("\"settings\": {", "\"settings\": 1e99999, \"s\": {"),
          List.of("\"settings\": {", "\"settings\": {\"deep\": @@"),
          List.of("\"thresholds\": {", "\"thresholds\": {\"Depot\": 1#"),
          List.of("\"thresholds\": {", "\"thresholds\": {\"Depot\": -1e-300"),
          List.of("\"thresholds\": {", "\"thresholds\": {\"Depot\": NaN"),
          List.of("\"thresholds\": {", "\"thresholds\": {\"Depot\": [0.5]"),
          List.of("\"metrics\": {", "\"metrics\": null, \"m\": {"),
          List.of("\"metrics\": {", "\"metrics\": {\"f1\": null, \"m\": 1}, \"m\": {"),
          List.of("\"provenance\": {", "\"provenance\": \"~\", \"p\": {"),
          List.of("\"parts\": {", "\"parts\": [], \"p\": {"),
          List.of("\"parts\": {", "\"parts\": {\"x\": 1, "),
          List.of("\"parts\": {", "\"parts\": {\"x\": {\"bytes\": 1e3, \"sha256\": \"\"}, "),
          List.of("\"word.txt\"", "\"../word.txt\""),
          List.of("\"word.txt\"", "\"/etc/passwd\""),
          List.of("\"word.txt\"", "\"more/../../../word.txt\""),
          List.of("\"word.txt\"", "\"C:\\\\word.txt\""),
          List.of("\"word.txt\"", "\"..\\\\word.txt\""),
          List.of("\"word.txt\"", "\"manifest.json\""),
          List.of("\"word.txt\"", "\"MANIFEST.JSON\""),
          List.of("\"word.txt\"", "\"SCHEMA.json\""),
          List.of("\"word.txt\"", "\"\\u0000\""),
          List.of("\"word.txt\"", "\"\""),
          List.of("\"word.txt\"", "\"~\""),
          List.of("\"word.txt\"", "\"word.txt/more\""),
          List.of("\"word.txt\"", "\"more\""),
          List.of("\"schema.json\"", "\"other.json\""),
          List.of("\"bytes\": 4", "\"bytes\": -4"),
          List.of("\"bytes\": 4", "\"bytes\": 9223372036854775807"),
          List.of("\"bytes\": 4", "\"bytes\": 4#"),
          List.of("\"bytes\": 4", "\"bytes\": \"4\""),
          List.of("\"bytes\": 4", "\"bytes\": 4.5"),
          List.of("\"bytes\": 4", "\"bytes\": 1e1#"),
          List.of("\"sha256\": \"", "\"sha256\": \"0"),
          List.of("\"sha256\": \"", "\"sha256\": [], \"s\": \""));

  /**
   * A spoilt bundle.
   *
   * @param name says how it is spoilt, for messages
   * @param mayBeHarmless whether the change may hit what nobody reads, such as a time stamp
   * @param writing writes it
   */
  record Hostile(String name, boolean mayBeHarmless, Writing writing) {}

  /** Writes a bundle. */
  @FunctionalInterface
  interface Writing {

    /**
     * Writes it.
     *
     * @param target a path where nothing is
     * @throws IOException if that fails
     */
    void to(Path target) throws IOException;
  }

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final byte[] file;
  private final Random random;
  private final List<Hostile> made = new ArrayList<>();

  /**
   * Prepares to spoil a bundle.
   *
   * @param directory the bundle as a directory
   * @param file the same as a single file
   * @param seed of all chance
   */
  HostileBundles(Path directory, Path file, long seed) throws IOException {
    this.file = Files.readAllBytes(file);
    this.random = new Random(seed);
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        entries.put(name, Files.readAllBytes(path));
      }
    }
  }

  List<Hostile> all() throws IOException {
    for (int i = 0; i < 90; i++) {
      flip(i);
    }
    for (int i = 0; i < 50; i++) {
      cut(i);
    }
    for (int i = 0; i < 60; i++) {
      moveBlock(i);
    }
    for (int i = 0; i < 70; i++) {
      spoilPart(i);
    }
    swapParts();
    for (List<String> change : MANIFEST_CHANGES) {
      changeManifest(change.get(0), change.get(1));
    }
    oddManifests();
    oddNames();
    bombs();
    for (int i = 0; i < 60; i++) {
      directoryFields(i);
    }
    return made;
  }

  private void flip(int i) {
    int at = random.nextInt(file.length);
    int bit = random.nextInt(8);
    add(
        "flip %d of byte %d".formatted(i, at),
        true,
        changed(bytes -> bytes[at] ^= (byte) (1 << bit)));
  }

  private void cut(int i) {
    int length = random.nextInt(file.length);
    add("cut %d to %d bytes".formatted(i, length), false, Arrays.copyOf(file, length));
  }

  /** A block that is missing, there twice, zeroed or overwritten by another, as disks leave it. */
  private void moveBlock(int i) {
    int length = 1 + random.nextInt(64);
    int from = random.nextInt(file.length - length);
    int to = random.nextInt(file.length - length);
    String where = " %d: %d bytes from %d".formatted(i, length, from);
    switch (i % 4) {
      case 0 ->
          add(
              "block left out" + where,
              false,
              joined(part(0, from), part(from + length, file.length)));
      case 1 ->
          add(
              "block twice" + where,
              false,
              joined(part(0, from + length), part(from, file.length)));
      case 2 ->
          add(
              "block zeroed" + where,
              true,
              changed(bytes -> Arrays.fill(bytes, from, from + length, (byte) 0)));
      default ->
          add(
              "block written to " + to + where,
              true,
              changed(bytes -> System.arraycopy(file, from, bytes, to, length)));
    }
  }

  private void spoilPart(int i) {
    List<String> names =
        entries.keySet().stream().filter(name -> entries.get(name).length > 0).toList();
    String name = names.get(random.nextInt(names.size()));
    byte[] content = entries.get(name).clone();
    int at = random.nextInt(content.length);
    switch (i % 3) {
      case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> content = Arrays.copyOf(content, at);
      default -> content = Arrays.copyOf(content, content.length + 1 + at);
    }
    addBoth("part %s spoilt at %d, %d".formatted(name, at, i % 3), with(name, content), i);
  }

  private void swapParts() {
    List<String> names = List.copyOf(entries.keySet());
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        Map<String, byte[]> swapped = with(names.get(i), entries.get(names.get(j)));
        swapped.put(names.get(j), entries.get(names.get(i)));
        addBoth("%s and %s swapped".formatted(names.get(i), names.get(j)), swapped, i + j);
        Map<String, byte[]> without = new LinkedHashMap<>(entries);
        without.remove(names.get(i + j < names.size() ? i : j));
        addBoth("%s left out".formatted(names.get(i)), without, i + j + 1);
      }
    }
  }

  private void changeManifest(String old, String replacement) {
    String json = text(MANIFEST);
    if (!json.contains(old)) {
      throw new IllegalStateException("The manifest does not hold " + old);
    }
    String grown =
        replacement
            .replace("#", "9".repeat(900))
            .replace("@@", "[".repeat(2_000) + "]".repeat(2_000) + "},\"s\":{")
            .replace("@", "[".repeat(500) + "]".repeat(500))
            .replace("~", "long ".repeat(20_000));
    String changed = json.replace(old, grown);
    addBoth(
        "manifest with %s for %s".formatted(replacement, old), with(MANIFEST, sealed(changed)), 0);
    addBoth(
        "manifest with %s for %s, zipped".formatted(replacement, old),
        with(MANIFEST, sealed(changed)),
        1);
  }

  private void oddManifests() {
    String json = text(MANIFEST);
    Map<String, byte[]> manifests = new LinkedHashMap<>();
    manifests.put("empty", new byte[0]);
    manifests.put("null", utf8("null"));
    manifests.put("an array", utf8("[" + json + "]"));
    manifests.put("nested deeper than any", utf8("{\"format\":".repeat(200_000)));
    manifests.put("brackets", utf8("[".repeat(1_000_000)));
    manifests.put("something behind", utf8(json + "{}"));
    manifests.put(
        "no UTF-8",
        json.replace("depots", "d\u00e9p\u00f4ts").getBytes(StandardCharsets.ISO_8859_1));
    manifests.put("UTF-16", json.getBytes(StandardCharsets.UTF_16));
    manifests.put("a comment", utf8("// a bundle\n" + json));
    manifests.put("a huge number", utf8("{\"format\": " + "9".repeat(2_000_000) + "}"));
    manifests.put("not sealed", utf8(json.replace("\"seed\": 7", "\"seed\": 8")));
    manifests.put(
        "sealed with nothing",
        utf8(json.replaceFirst("\"checksum\": \"[0-9a-f]+\"", "\"checksum\": \"\"")));
    manifests.put(
        "sealed with its key",
        utf8(json.replaceFirst("\"checksum\": \"[0-9a-f]+\"", "\"checksum\": \"checksum\"")));
    manifests.forEach(
        (name, manifest) -> {
          addBoth("manifest: " + name, with(MANIFEST, manifest), 0);
          addBoth("manifest, zipped: " + name, with(MANIFEST, manifest), 1);
        });
    for (String schema :
        List.of(
            "[".repeat(100_000),
            "{\"name\": \"depots\", \"types\": []}",
            "{\"name\": \"depots\", \"types\": [{\"name\": \"Depot\", \"pattern\": \"%s\"}]}"
                .formatted("(".repeat(100_000) + ")".repeat(100_000)))) {
      addBoth("schema " + schema.substring(0, 30), withPart("schema.json", utf8(schema)), 0);
    }
  }

  private void oddNames() throws IOException {
    for (String name :
        List.of(
            "../evil",
            "../../evil",
            "/tmp/evil",
            "more/../../evil",
            "..\\evil",
            "C:\\evil",
            "\\\\host\\evil",
            "./word.txt",
            "word.txt/",
            "more//empty.bin",
            "evil\u0000.txt",
            " ",
            "WORD.TXT",
            "manifest.json/",
            "META-INF/MANIFEST.MF",
            "a".repeat(60_000))) {
      Map<String, byte[]> more = new LinkedHashMap<>(entries);
      more.put(name, utf8("evil"));
      add(
          "entry " + name.substring(0, Math.min(30, name.length())),
          false,
          zip(more, ZipEntry.STORED));
      more = new LinkedHashMap<>();
      more.put(name, utf8("evil"));
      more.putAll(entries);
      add(
          "first entry " + name.substring(0, Math.min(30, name.length())),
          false,
          zip(more, ZipEntry.DEFLATED));
    }
    for (String name : entries.keySet()) {
      // Of the same length, to become the name.
      String twin = name.substring(0, name.length() - 1) + "~";
      Map<String, byte[]> more = new LinkedHashMap<>(entries);
      more.put(twin, utf8("other"));
      String latin = new String(zip(more, ZipEntry.STORED), StandardCharsets.ISO_8859_1);
      add("twice " + name, false, latin.replace(twin, name).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void bombs() throws IOException {
    byte[] zeros = new byte[8 << 20];
    for (String name : entries.keySet()) {
      add("bomb in " + name, false, zip(with(name, zeros), ZipEntry.DEFLATED));
    }
    // A part that is as the manifest says, but too much for what is stored of it.
    byte[] many = new byte[96 << 20];
    add(
        "bomb that the manifest declares",
        false,
        zip(withPart("word.txt", many), ZipEntry.DEFLATED));
    Map<String, byte[]> notes = new LinkedHashMap<>(entries);
    notes.put("notes.bin", zeros);
    add("bomb beside", false, zip(notes, ZipEntry.DEFLATED));
    add("bundle in a bundle", false, zip(Map.of("bundle.nerine", file), ZipEntry.STORED));
    add("two bundles in a row", false, joined(file, file));
    add(
        "directory of the first behind the second",
        false,
        joined(file, zip(Map.of("evil", zeros), ZipEntry.DEFLATED)));
  }

  /** Fields of the zip's directory and end record, where readers believe different things. */
  private void directoryFields(int i) {
    int end = file.length - 22;
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int directory = fields.getInt(end + 16);
    List<Integer> headers = new ArrayList<>();
    for (int at = directory; at < end && fields.getInt(at) == 0x02014b50; ) {
      headers.add(at);
      at += 46 + fields.getShort(at + 28) + fields.getShort(at + 30) + fields.getShort(at + 32);
    }
    int header = headers.get(i % headers.size());
    int other = headers.get((i + 1) % headers.size());
    int[] values = {0, -1, Integer.MAX_VALUE, 1, random.nextInt(), fields.getInt(other + 42)};
    int value = values[random.nextInt(values.length)];
    byte[] changed = file.clone();
    ByteBuffer out = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    String what;
    switch (i % 10) {
      case 0 -> {
        out.putInt(header + 20, value);
        what = "compressed size";
      }
      case 1 -> {
        out.putInt(header + 24, value);
        what = "size";
      }
      case 2 -> {
        out.putInt(header + 42, value);
        what = "offset";
      }
      case 3 -> {
        out.putShort(header + 10, (short) (1 + random.nextInt(99)));
        what = "method";
      }
      case 4 -> {
        out.putShort(header + 8, (short) 1);
        what = "encryption";
      }
      case 5 -> {
        out.putShort(end + 10, (short) value);
        what = "number of entries";
      }
      case 6 -> {
        out.putInt(end + 12, value);
        what = "bytes of directory";
      }
      case 7 -> {
        out.putInt(end + 16, value);
        what = "offset of directory";
      }
      case 8 -> {
        out.putShort(header + 28, (short) (1000 + random.nextInt(60_000)));
        what = "length of name";
      }
      default -> {
        out.putShort(end + 20, (short) (1 + random.nextInt(9)));
        what = "length of comment";
      }
    }
    add("zip %d: %s %d".formatted(i, what, value), true, changed);
  }

  private void addBoth(String name, Map<String, byte[]> files, int i) {
    if (i % 2 == 0) {
      made.add(new Hostile(name, false, target -> writeDirectory(target, files)));
    } else {
      made.add(
          new Hostile(name, false, target -> Files.write(target, zip(files, ZipEntry.DEFLATED))));
    }
  }

  private void add(String name, boolean mayBeHarmless, byte[] content) {
    made.add(new Hostile(name, mayBeHarmless, target -> Files.write(target, content)));
  }

  private byte[] changed(Consumer<byte[]> change) {
    byte[] bytes = file.clone();
    change.accept(bytes);
    return bytes;
  }

  private byte[] part(int from, int to) {
    return Arrays.copyOfRange(file, from, to);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private Map<String, byte[]> with(String name, byte[] content) {
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    changed.put(name, content);
    return changed;
  }

  /** Another part, of which the manifest knows. */
  private Map<String, byte[]> withPart(String name, byte[] content) {
    byte[] old = entries.get(name);
    UnaryOperator<String> change =
        json ->
            json.replaceFirst(
                "\"bytes\": %d,(\\s+)\"sha256\": \"%s\"".formatted(old.length, Sha256.of(old)),
                "\"bytes\": %d,$1\"sha256\": \"%s\"".formatted(content.length, Sha256.of(content)));
    Map<String, byte[]> changed = with(name, content);
    changed.put(MANIFEST, sealed(change.apply(text(MANIFEST))));
    return changed;
  }

  private static byte[] sealed(String json) {
    String zeros = "0".repeat(64);
    String open =
        json.replaceFirst("\"checksum\": \"[0-9a-f]*\"", "\"checksum\": \"" + zeros + '"');
    return utf8(open.replaceFirst(zeros, Sha256.of(utf8(open))));
  }

  private String text(String name) {
    return new String(entries.get(name), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void writeDirectory(Path target, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = target.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static byte[] zip(Map<String, byte[]> files, int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(file.getValue());
          entry.setCrc(crc.getValue());
          entry.setSize(file.getValue().length);
        }
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
