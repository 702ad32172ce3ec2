package io.nerine.samples.consumer;

import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import io.nerine.rules.ThresholdingExtractor;
import java.util.List;
import java.util.Optional;

/** Reads mails and says which parts go where. As thread-safe as its extractor, which it owns. */
public final class OrderDesk implements AutoCloseable {

  private static final double SURE = 0.5;

  private final Extractor extractor;

  /**
   * Creates a desk.
   *
   * @param extractor finds {@code PART} and {@code PLACE}; closed with the desk
   */
  public OrderDesk(Extractor extractor) {
    this.extractor = ThresholdingExtractor.of(extractor, SURE);
  }

  /**
   * What a mail asks for.
   *
   * @param parts the parts, in the order of the mail
   * @param place where they go
   */
  public record Order(List<String> parts, String place) {}

  /**
   * Reads a mail; one that the model fails on is read once more.
   *
   * @param mail the text
   * @return the order, or empty if the mail names no part or no place
   */
  public Optional<Order> read(String mail) {
    Extraction extraction;
    try {
      extraction = extractor.extract(mail);
    } catch (InferenceException e) {
      extraction = extractor.extract(mail);
    }
    List<String> parts = extraction.entities("PART").stream().map(Entity::text).toList();
    List<Entity> places = extraction.entities("PLACE");
    return parts.isEmpty() || places.isEmpty()
        ? Optional.empty()
        : Optional.of(new Order(parts, places.get(places.size() - 1).text()));
  }

  @Override
  public void close() {
    extractor.close();
  }
}
