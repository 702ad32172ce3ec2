package io.nerine.testing;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LengthPolicy;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An extractor that breaks one law of another that keeps them all. */
final class BrokenExtractor implements Extractor {

  private final Law law;
  private final Extractor delegate;
  private final AtomicInteger calls = new AtomicInteger();
  private final Thread owner = Thread.currentThread();
  private volatile boolean spoilt;
  private volatile boolean closed;

  private BrokenExtractor(Law law, Extractor delegate) {
    this.law = law;
    this.delegate = delegate;
  }

  static Extractor of(Law law, Extractor delegate) {
    return new BrokenExtractor(law, delegate);
  }

  @Override
  public EntitySchema schema() {
    return law == Law.SCHEMA
        ? EntitySchema.of("schema-" + calls.incrementAndGet(), delegate.schema().typeNames())
        : delegate.schema();
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    switch (law) {
      case ANY_TEXT -> text.codePoints().filter(c -> c == 0).forEach(c -> fail("a NUL"));
      case NULLS -> {
        if (text == null) {
          return Extraction.builder("").build();
        }
      }
      case TIMEOUT -> options.timeout().ifPresent(timeout -> fail("no time"));
      case CLOSING_WHILE_RUNNING -> {
        if (closed) {
          fail("freed");
        }
      }
      case CANCELLATION -> {
        if (spoilt) {
          fail("spoilt by a cancelled call");
        }
      }
      default -> {}
    }
    return broken(options, delegate.extract(text, answered(options)));
  }

  private static void fail(String why) {
    throw new IllegalStateException(why);
  }

  private ExtractionOptions answered(ExtractionOptions options) {
    boolean ignored =
        law == Law.MIN_CONFIDENCE
            || (law == Law.LENGTH_POLICY && options.lengthPolicy() != LengthPolicy.WINDOW);
    return ignored ? ExtractionOptions.defaults() : options;
  }

  private Extraction broken(ExtractionOptions options, Extraction good) {
    String text = good.text();
    return switch (law) {
      case SAME_TEXT -> delegate.extract(text.strip(), options);
      case DECLARED_TYPES -> with(good, text, 0, Math.min(1, text.length()), "DATE");
      case WHOLE_CHARACTERS -> {
        int pair = text.indexOf("\uD83D\uDE00");
        yield pair < 0 ? good : with(good, text, pair, pair + 1, "PART");
      }
      case NO_DUPLICATES -> doubled(good);
      case COVERAGE -> Extraction.builder(text).coveredCharacters(text.length() / 2).build();
      case REPEATABLE -> calls.incrementAndGet() % 2 == 0 ? Extraction.builder(text).build() : good;
      case THREADS -> Thread.currentThread() == owner ? good : Extraction.builder(text).build();
      case LENGTH_POLICY ->
          options.lengthPolicy() == LengthPolicy.TRUNCATE
              ? Extraction.builder(text).coveredCharacters(0).build()
              : good;
      default -> good;
    };
  }

  private static Extraction doubled(Extraction good) {
    List<Entity> twice = new ArrayList<>(good.entities());
    twice.addAll(good.entities());
    return good.withEntities(twice);
  }

  private static Extraction with(Extraction good, String text, int start, int end, String type) {
    if (end <= start) {
      return good;
    }
    List<Entity> entities = new ArrayList<>(good.entities());
    entities.add(new Entity(start, end, text.substring(start, end), type, 1, "broken"));
    return good.withEntities(entities);
  }

  @Override
  public List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    if (law == Law.FAILS_ALONE) {
      List<Extraction> extractions = new ArrayList<>();
      texts.forEach(text -> extractions.add(extract(text, options)));
      return extractions;
    }
    List<Extraction> good = new ArrayList<>(Extractor.super.extractAll(texts, options));
    if (law == Law.BATCH && good.size() > 1) {
      good.add(good.remove(0));
    }
    return good;
  }

  @Override
  public Stream<Extraction> extractStream(Stream<String> texts, ExtractionOptions options) {
    return switch (law) {
      case STREAM -> Extractor.super.extractStream(texts, options).skip(1);
      case STREAM_IS_LAZY -> extractAll(texts.toList(), options).stream();
      default -> Extractor.super.extractStream(texts, options);
    };
  }

  @Override
  public CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    if (law == Law.ASYNC) {
      return CompletableFuture.completedFuture(Extraction.builder(text).build());
    }
    CompletableFuture<Extraction> good = Extractor.super.extractAsync(text, options);
    if (law != Law.CANCELLATION) {
      return good;
    }
    CompletableFuture<Extraction> spoiling =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterrupt) {
            spoilt = true;
            return super.cancel(mayInterrupt);
          }
        };
    CompletableFuture<Extraction> unused =
        good.whenComplete(
            (extraction, failure) -> {
              if (failure == null) {
                spoiling.complete(extraction);
              } else {
                spoiling.completeExceptionally(failure);
              }
            });
    return spoiling;
  }

  @Override
  public void close() {
    if (law == Law.CLOSING && closed) {
      throw new ExtractorClosedException("closed twice");
    }
    closed = true;
    if (law == Law.CLOSING_WHILE_RUNNING) {
      // Frees at once what calls still use.
      return;
    }
    try {
      delegate.close();
    } catch (NerException e) {
      throw new IllegalStateException(e);
    }
  }
}
