package io.nerine.deploy;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * An extractor that can be exchanged for another while threads extract with it: models without a
 * store, from wherever they come. Thread-safe. Owns the extractor that it holds and closes it when
 * it is exchanged or this one is closed.
 *
 * <pre>{@code
 * SwitchableExtractor extractor = SwitchableExtractor.of("2026-11", Extractors.load(november));
 * // Later, on any thread, while others extract:
 * extractor.switchTo("2026-12", Extractors.load(december));
 * }</pre>
 *
 * <p>Each call is answered by the extractor that is current when it begins, whole, and that one is
 * not closed before. No call fails because of an exchange. A {@linkplain #extractStream stream}
 * draws its texts in chunks of at most 256, and the next chunk may be answered by a newer model,
 * but never one text by two. {@link Extraction#modelVersion()} tells which version answered.
 */
public final class SwitchableExtractor implements Extractor {

  private final ModelSwitch models = new ModelSwitch(AnswerObserver.NONE);
  private final RoutedCalls calls = new RoutedCalls("The switchable extractor", models, null);

  private SwitchableExtractor(LeasedModel first) {
    LeasedModel unused = models.install(first);
  }

  /**
   * Returns an extractor that can be exchanged.
   *
   * @param version what its answers are to say of it
   * @param extractor the first one; closed by this one
   * @return the extractor; the caller closes it
   */
  public static SwitchableExtractor of(String version, Extractor extractor) {
    return new SwitchableExtractor(model(version, extractor));
  }

  private static LeasedModel model(String version, Extractor extractor) {
    return new LeasedModel(
        Objects.requireNonNull(version, "version"), Objects.requireNonNull(extractor, "extractor"));
  }

  /**
   * Exchanges the extractor. The new one answers at once; then this waits until the calls of the
   * old one have ended, and closes it. Called from inside a call, such as from a listener of the
   * extractor, it does not wait, and another thread closes the old one.
   *
   * @param version what answers are to say of the new one
   * @param extractor the new one; closed by this one, even if this one is closed already
   * @return how long the calls of the old one took to end; zero from inside a call
   * @throws ExtractorClosedException if this one is closed
   * @throws IllegalArgumentException if the new one is the current one
   */
  public Duration switchTo(String version, Extractor extractor) {
    LeasedModel newer = model(version, extractor);
    if (latest().extractor() == extractor) {
      throw new IllegalArgumentException(
          "The extractor of version '%s' is the current one; it would be closed under its calls"
              .formatted(version));
    }
    LeasedModel older = models.install(newer);
    return older == null ? Duration.ZERO : models.drain(older);
  }

  /** {@return the version that answers now, or did last if this is closed} */
  public String version() {
    return latest().version();
  }

  /** {@return what the current model has done since it was put in} */
  public VersionTraffic traffic() {
    return latest().traffic();
  }

  private LeasedModel latest() {
    return models.latest().orElseThrow();
  }

  /** {@return the types of entities that the current model finds} */
  @Override
  public EntitySchema schema() {
    return latest().schema();
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    return calls.extract(text, options);
  }

  @Override
  public List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    return calls.extractAll(texts, options);
  }

  @Override
  public Stream<Extraction> extractStream(Stream<String> texts, ExtractionOptions options) {
    return calls.extractStream(texts, options);
  }

  @Override
  public CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    return calls.extractAsync(text, options);
  }

  @Override
  public void close() {
    models.close();
  }
}
