package io.nerine.onnx;

import io.nerine.extract.Extractor;
import io.nerine.testing.TinyModel;
import java.util.concurrent.CountDownLatch;

/** Ends the JVM while other threads extract. */
final class ExitWhileRunning {

  private static final int THREADS = 4;

  private ExitWhileRunning() {}

  public static void main(String[] args) throws InterruptedException {
    Extractor extractor = TinyModel.load();
    String text = "Send 3 bolts M8 to Basel. ".repeat(2_000);
    CountDownLatch running = new CountDownLatch(3 * THREADS);
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (true) {
                  extractor.extract(text);
                  running.countDown();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    running.await();
    System.out.println("leaving");
    System.exit(7);
  }
}
