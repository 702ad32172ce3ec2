package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener.Event;
import io.nerine.extract.ExtractionListener.Outcome;
import io.nerine.extract.LoadOptions;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptTests {

  private static final String LONG = "Anna visits Paris. ".repeat(50_000);

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final OnnxExtractor extractor =
      (OnnxExtractor)
          TinyModel.load(
              TinyGraph.mixing(TinyModel.table()),
              TinyModel.SETTINGS,
              LoadOptions.builder().threads(3).listener(events::add).build());

  @AfterEach
  void closeWithoutALeak() {
    extractor.close();
    assertThat(extractor.liveNatives()).isZero();
  }

  /** Interrupts a call that is under way, and returns what it threw and whether the flag is set. */
  private void interrupt(Function<OnnxExtractor, Object> call) throws Exception {
    BlockingQueue<Object> ends = new LinkedBlockingQueue<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread caller =
        new Thread(
            () -> {
              begun.countDown();
              try {
                ends.add(call.apply(extractor));
              } catch (ExtractionCancelledException e) {
                ends.add(e);
              }
              ends.add(Thread.currentThread().isInterrupted());
            });
    caller.start();
    begun.await();
    while (extractor.session().liveNatives() < 2 && caller.isAlive()) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    assertThat(ends.take()).isInstanceOf(ExtractionCancelledException.class);
    assertThat(ends.take()).isEqualTo(true);
  }

  @Test
  void longTextEndsAtTheNextBatchAndTheFlagStays() throws Exception {
    int windows = extractor.extract(LONG).windows();
    events.clear();
    interrupt(extractor -> extractor.extract(LONG));
    Event event = events.remove();
    assertThat(event.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(event.failures()).isEqualTo(1);
    assertThat(event.windows()).isPositive().isLessThan(windows);
    assertThat(extractor.extract("Anna").entities()).hasSize(1);
  }

  @Test
  void manyTextsEndTogether() throws Exception {
    List<String> texts = Collections.nCopies(3_000, "Anna visits Paris. ".repeat(30));
    interrupt(extractor -> extractor.extractAll(texts));
    Event event = events.remove();
    assertThat(event.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(event.documents()).isEqualTo(3_000);
    assertThat(event.failures()).isPositive();
    assertThat(extractor.extractAll(List.of("Anna", "Bob")))
        .extracting(extraction -> extraction.entities().size())
        .containsExactly(1, 1);
  }

  @Test
  void streamEndsToo() throws Exception {
    interrupt(
        extractor -> extractor.extractStream(Stream.generate(() -> "Anna visits Paris.")).count());
  }

  @Test
  void interruptedThreadBeginsNoWork() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> extractor.extract("Anna"))
        .isInstanceOf(ExtractionCancelledException.class)
        .hasMessageContaining("0 windows");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(extractor.session().liveNatives()).isEqualTo(1);
  }

  @Test
  void closedStreamDrawsNoMoreAndDoesNotLookLikeItsEnd() {
    AtomicInteger drawn = new AtomicInteger();
    Stream<Extraction> extractions =
        extractor.extractStream(Stream.generate(() -> "Anna " + drawn.incrementAndGet()));
    Iterator<Extraction> iterator = extractions.iterator();
    assertThat(iterator.next().text()).isEqualTo("Anna 1");
    extractions.close();
    int before = drawn.get();
    assertThatThrownBy(iterator::hasNext)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(drawn).hasValue(before);
    AtomicInteger drawnForThree = new AtomicInteger();
    List<Extraction> three =
        extractor
            .extractStream(Stream.generate(() -> "Anna " + drawnForThree.incrementAndGet()))
            .limit(3)
            .toList();
    assertThat(three).hasSize(3);
    assertThat(drawnForThree.get()).isLessThanOrEqualTo(257);
  }
}
