package io.nerine.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerine.exception.TrainingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a training run in a file: where it stands as JSON, then the network's weights and
 * moments, then a checksum. The file is replaced whole or not at all, so a run that is killed
 * leaves the last complete one.
 */
final class Checkpoint {

  private static final int MAGIC = 0x4E524E43;
  private static final int VERSION = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** What the run is of: data, encoder and options. Another run must not go on from here. */
  private final String fingerprint;

  Checkpoint(Path file, String fingerprint) {
    this.file = file.toAbsolutePath();
    this.fingerprint = fingerprint;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Writes the state of a run.
   *
   * @param state where the run stands
   * @param network what it trains
   * @throws TrainingException if the file cannot be written; an earlier one stays as it was
   */
  void write(ObjectNode state, TokenClassifier network) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(temporary.getParent());
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        CheckedOutputStream checked =
            new CheckedOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20), new CRC32C());
        DataOutputStream out = new DataOutputStream(checked);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(fingerprint);
        out.writeUTF(JSON.writeValueAsString(state));
        network.write(out);
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(temporary, e);
      throw new TrainingException(
          "Checkpoint '%s' cannot be written: %s; free some space or train without a checkpoint"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Reads where a run stands, without its weights.
   *
   * @return where the run stands
   * @throws TrainingException if the file is damaged or of another run
   */
  JsonNode state() {
    return read(null);
  }

  /**
   * Reads the state of a run back.
   *
   * @param network is given the weights and moments, if not null
   * @return where the run stands
   * @throws TrainingException if the file is damaged or of another run
   */
  JsonNode read(@Nullable TokenClassifier network) {
    try (CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 20), new CRC32C())) {
      DataInputStream in = new DataInputStream(checked);
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw new TrainingException(
            "'%s' is not a checkpoint of this version of Nerine; delete it to train anew"
                .formatted(file));
      }
      String found = in.readUTF();
      if (!found.equals(fingerprint)) {
        throw new TrainingException(
            "Checkpoint '%s' is of another run, %s, not %s; give the same data and options, or delete"
                    .formatted(file, found, fingerprint)
                + " it to train anew");
      }
      JsonNode state = JSON.readTree(in.readUTF());
      if (network != null) {
        network.read(in);
        long expected = checked.getChecksum().getValue();
        if (in.readLong() != expected) {
          throw new TrainingException(damaged());
        }
      }
      return state;
    } catch (JsonProcessingException e) {
      throw new TrainingException(damaged(), e);
    } catch (IOException e) {
      throw new TrainingException(damaged() + " (" + e.getMessage() + ")", e);
    }
  }

  private String damaged() {
    return "Checkpoint '%s' is damaged; delete it to train anew".formatted(file);
  }

  /** Removes the file, once the run that it is of has come to its end. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new TrainingException("Checkpoint '%s' cannot be deleted".formatted(file), e);
    }
  }

  private static void deleteQuietly(Path path, IOException cause) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
