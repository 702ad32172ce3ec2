package io.nerine.samples.benchmarks;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads spoilt files one after the other, each within a time limit. */
final class FuzzedReading implements AutoCloseable {

  private static final long LIMIT_SECONDS = 10;

  /** One file of so many is written in another format and read back. */
  private static final int CONVERTED = 4;

  private final Path directory;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "fuzzed-reading");
            // One that hangs must not keep the program from ending.
            thread.setDaemon(true);
            return thread;
          });

  FuzzedReading(Path directory) {
    this.directory = directory;
  }

  /**
   * Spoils a file and reads it.
   *
   * @param seed the sound file
   * @param others gives foreign pieces
   * @param number decides how it is spoilt and read; the same number does the same
   * @param tally counts what came of it
   * @return what was not as it has to be, or {@code null}
   */
  @Nullable String attempt(FuzzSeed seed, List<FuzzSeed> others, long number, FuzzTally tally)
      throws IOException {
    Random random = new Random(number);
    Path input = put(seed, others, random);
    long start = System.nanoTime();
    Future<?> work = worker.submit(() -> read(input, seed.format(), random, tally));
    try {
      work.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return "%s, number %d, %s: %s".formatted(seed.format().name(), number, input, trace);
    } catch (TimeoutException e) {
      return "%s, number %d, %s: not done after %d s"
          .formatted(seed.format().name(), number, input, LIMIT_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    tally.took((System.nanoTime() - start) / 1_000_000);
    FormatFuzz.delete(folder());
    return null;
  }

  private Path folder() {
    return directory.resolve("spoilt");
  }

  private Path put(FuzzSeed seed, List<FuzzSeed> others, Random random) throws IOException {
    FuzzMutation mutation = new FuzzMutation(random.nextLong());
    List<String> names = new ArrayList<>(seed.files().keySet());
    String spoilt = names.get(random.nextInt(names.size()));
    FuzzSeed other = others.get(random.nextInt(others.size()));
    byte[] foreign = other.files().values().iterator().next();
    Path input = Files.createDirectories(folder()).resolve("input-" + seed.format().name());
    for (Map.Entry<String, byte[]> file : seed.files().entrySet()) {
      Path place = seed.isDirectory() ? input.resolve(file.getKey()) : input;
      Files.createDirectories(Objects.requireNonNull(place.getParent()));
      byte[] content = file.getValue();
      Files.write(
          place, file.getKey().equals(spoilt) ? mutation.spoilt(content, foreign) : content);
    }
    return input;
  }

  private void read(Path input, DocumentFormat own, Random random, FuzzTally tally) {
    List<DocumentFormat> all = Formats.all();
    Formats.fitting(input);
    DocumentFormat format = random.nextInt(10) == 0 ? all.get(random.nextInt(all.size())) : own;
    ReadOptions.Builder options = ReadOptions.builder();
    if (random.nextInt(4) != 0) {
      options.lenient();
    }
    Imported imported;
    try {
      imported = Formats.read(input, format, options.build());
    } catch (DataFormatException e) {
      tally.refused();
      return;
    }
    tally.read(imported.report().errors());
    if (random.nextInt(CONVERTED) == 0) {
      convert(imported.documents(), all.get(random.nextInt(all.size())), input);
      tally.converted();
    }
  }

  /** What could be read can be written in any format, and what is written can be read. */
  private static void convert(
      List<AnnotatedDocument> documents, DocumentFormat format, Path beside) {
    Path target = beside.resolveSibling("converted-" + format.name());
    Formats.write(target, format, documents, WriteOptions.defaults());
    Formats.read(target, format, ReadOptions.defaults());
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
