package io.nerine.samples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Times several pieces of work by turns, each once a round, so that what else the machine does
 * strikes them all. Not thread-safe.
 */
final class Turns {

  /** Work of which the time matters. */
  interface Work {

    /** Does the work once. */
    void run() throws Exception;
  }

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Work, with the time and the processor time of each of its turns in seconds. */
  private record Contender(
      String name, Work work, List<Double> seconds, List<Double> processorSeconds) {}

  private final List<Contender> contenders = new ArrayList<>();

  /** Adds work under a name and returns its number. */
  int add(String name, Work work) {
    contenders.add(new Contender(name, work, new ArrayList<>(), new ArrayList<>()));
    return contenders.size() - 1;
  }

  /** Runs all work once without a clock, then a number of rounds with one. */
  void run(int rounds) {
    for (int round = -1; round < rounds; round++) {
      for (Contender contender : contenders) {
        long processor = SYSTEM.getProcessCpuTime();
        double seconds = seconds(contender.work);
        if (round >= 0) {
          contender.seconds.add(seconds);
          contender.processorSeconds.add((SYSTEM.getProcessCpuTime() - processor) / 1e9);
        }
      }
    }
  }

  /** {@return the time of one run in seconds} */
  static double seconds(Work work) {
    long start = System.nanoTime();
    try {
      work.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The work failed", e);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** {@return the median time of some work in seconds} */
  double median(int number) {
    return median(contenders.get(number).seconds);
  }

  /** {@return the number of the work whose median is least, among some} */
  int fastest(List<Integer> numbers) {
    return numbers.stream().min(Comparator.comparingDouble(this::median)).orElseThrow();
  }

  String name(int number) {
    return contenders.get(number).name;
  }

  /** {@return how many times as fast as other work some work is, as the median of the rounds} */
  double speed(int number, int than) {
    return median(ratios(contenders.get(number).seconds, contenders.get(than).seconds));
  }

  /** {@return the same by the processor time of the process, which other work hardly changes} */
  double processorSpeed(int number, int than) {
    return median(
        ratios(contenders.get(number).processorSeconds, contenders.get(than).processorSeconds));
  }

  /** {@return both in words, with the least and greatest of the rounds} */
  String describeSpeed(int number, int than) {
    List<Double> speeds = ratios(contenders.get(number).seconds, contenders.get(than).seconds);
    return String.format(
        Locale.ROOT,
        "%.2f times as fast (median of %d turns; %.2f to %.2f; by processor time %.2f)",
        median(speeds),
        speeds.size(),
        speeds.stream().min(Double::compare).orElseThrow(),
        speeds.stream().max(Double::compare).orElseThrow(),
        processorSpeed(number, than));
  }

  private static List<Double> ratios(List<Double> own, List<Double> other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < own.size(); round++) {
      ratios.add(other.get(round) / own.get(round));
    }
    return ratios;
  }

  /** {@return the median of some numbers} */
  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
