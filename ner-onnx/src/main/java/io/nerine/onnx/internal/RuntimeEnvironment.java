package io.nerine.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime in this process. All of Nerine gets it here.
 *
 * <p>The runtime frees its environment in a shutdown hook, whoever still runs a graph; a run that
 * meets that ends the JVM with a segmentation fault (onnxruntime issue 31352). Environments are
 * counted by reference, so one more reference keeps it until the process is gone.
 */
public final class RuntimeEnvironment {

  private static final Logger LOGGER = LoggerFactory.getLogger(RuntimeEnvironment.class);

  /** The number of the log level for errors in ONNX Runtime's C interface. */
  private static final int ERRORS = 3;

  /** Kept if it fails too: a second attempt would only say that the first has failed. */
  private static @Nullable Meanwhile<OrtEnvironment> loading;

  private RuntimeEnvironment() {}

  /** Begins to load the runtime on a thread of its own. Throws nothing; {@link #get} tells. */
  public static void prepare() {
    loading();
  }

  /**
   * Loads the runtime, unless it is there already.
   *
   * @return its environment
   * @throws io.nerine.exception.ModelLoadingException if its native code can't be loaded here
   */
  public static OrtEnvironment get() {
    return loading().result();
  }

  private static synchronized Meanwhile<OrtEnvironment> loading() {
    if (loading == null) {
      loading = Meanwhile.start("nerine-runtime", RuntimeEnvironment::load);
    }
    return loading;
  }

  private static OrtEnvironment load() {
    try {
      OrtEnvironment environment = RuntimeFolder.removedAtExit(OrtEnvironment::getEnvironment);
      // Some builds report their use to the vendor.
      environment.setTelemetry(false);
      keepToTheEnd();
      return environment;
    } catch (LinkageError | OrtException | RuntimeException e) {
      throw NativeLibraries.missing(
          "com.microsoft.onnxruntime:onnxruntime",
          "the folder " + System.getProperty("java.io.tmpdir"),
          e);
    }
  }

  /** There is no public call for it. Without it all works but for an exit in the midst of a run. */
  private static void keepToTheEnd() {
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method reference =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      reference.setAccessible(true);
      reference.invoke(null, api.getLong(null), ERRORS, "nerine");
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.debug("ONNX Runtime's environment can't be kept until the process ends", e);
    }
  }
}
