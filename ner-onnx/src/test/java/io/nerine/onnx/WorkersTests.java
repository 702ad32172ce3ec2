package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.onnx.Workers.Admission;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTests {

  private static Admission submit(Workers workers, Workers.Work work) throws InterruptedException {
    return workers.submit(work, true, 0, queued -> {});
  }

  @Test
  void everyNumberIsTakenOnce() {
    Workers workers = new Workers(4, 16);
    AtomicIntegerArray taken = new AtomicIntegerArray(1_000);
    workers.forEach(1_000, taken::incrementAndGet);
    for (int i = 0; i < taken.length(); i++) {
      assertThat(taken.get(i)).isEqualTo(1);
    }
    workers.forEach(0, taken::incrementAndGet);
    workers.close();
  }

  @Test
  void oneThreadIsTheCallersOwn() {
    Workers workers = new Workers(1, 16);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    workers.forEach(50, i -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
    workers.close();
  }

  @Test
  void helpersWorkBesideTheCaller() {
    Workers workers = new Workers(2, 16);
    CountDownLatch both = new CountDownLatch(2);
    workers.forEach(
        2,
        i -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(both.getCount()).isZero();
    workers.close();
  }

  @Test
  void callerGoesOnWhereAllHelpersAreBusy() throws Exception {
    Workers workers = new Workers(2, 16);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      submit(
          workers,
          () -> {
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return false;
          });
    }
    AtomicInteger done = new AtomicInteger();
    workers.forEach(100, i -> done.incrementAndGet());
    assertThat(done).hasValue(100);
    release.countDown();
    workers.close();
  }

  @Test
  void failureOfOneIsThrownWhenTheOthersAreDone() {
    Workers workers = new Workers(3, 16);
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                workers.forEach(
                    20,
                    i -> {
                      if (i == 3) {
                        throw new IllegalStateException("three");
                      }
                      done.incrementAndGet();
                    }))
        .hasMessage("three");
    assertThat(done).hasValue(19);
    workers.close();
  }

  @Test
  void closedWorkersTakeNoTaskButLeaveTheCallerAtWork() throws Exception {
    Workers workers = new Workers(3, 16);
    workers.close();
    assertThat(submit(workers, () -> false)).isEqualTo(Admission.CLOSED);
    AtomicInteger done = new AtomicInteger();
    workers.forEach(10, i -> done.incrementAndGet());
    assertThat(done).hasValue(10);
  }
}
