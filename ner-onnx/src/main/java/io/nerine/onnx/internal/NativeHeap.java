package io.nerine.onnx.internal;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heap of the C library, which the native code of this process allocates from. Thread-safe.
 *
 * <p>That of Linux keeps a part of the heap for each of up to eight threads a core, and what is
 * freed in the midst of a part stays with the process. Models that come and go under load, and
 * batches of ever other shapes, leave all parts full of such holes: without {@link #trim()} the
 * resident memory grows to a multiple of what is in use.
 */
public final class NativeHeap {

  private static final Logger LOGGER = LoggerFactory.getLogger(NativeHeap.class);

  private static volatile boolean trims = true;

  private NativeHeap() {}

  /**
   * Gives whole pages that are free back to the system, which takes some milliseconds. Does nothing
   * where the C library has no such call.
   */
  public static void trim() {
    if (trims) {
      try {
        if (Platform.isLinux()) {
          Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {new NativeLong(0)});
        } else {
          trims = false;
        }
      } catch (LinkageError | RuntimeException e) {
        // Another C library, or no JNA: all works, in more memory.
        LOGGER.debug("The C library's heap can't be trimmed", e);
        trims = false;
      }
    }
  }
}
