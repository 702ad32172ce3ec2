package io.nerine.deploy;

/** Says what is wrong with the file of a state; the reader goes on with the one before. */
final class DamagedStateException extends Exception {

  private static final long serialVersionUID = 1L;

  DamagedStateException(String message) {
    super(message);
  }
}
