package dev.fairlead.benchmarks.files;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Some ways of reading a file from many places at once.
 *
 * <p>Each place opens the file for itself, as somebody who serves clients does, and reads into a
 * buffer of its own again and again.
 */
interface Reading {

  /** What a place reads at once in a stream. */
  int PIECE = 65_536;

  /** What a place reads at once anywhere. */
  int PAGE = 4_096;

  /** Reads a page here and a page there, and counts pages. */
  void pages(Job job) throws Exception;

  /**
   * Reads from anywhere to the end, then from the beginning, again and again, and counts bytes. Who
   * reads what another one has just read finds it in the processor's cache, so that places that
   * began together would be measured by how long they keep in step.
   */
  void streams(Job job) throws Exception;

  /**
   * What is read.
   *
   * @param size how many bytes the file has
   * @param places how many read at once
   * @param more whether to go on
   * @param done where to count
   */
  record Job(Path file, long size, int places, BooleanSupplier more, LongAdder done) {

    /** The offset of any page. */
    long somePage() {
      return ThreadLocalRandom.current().nextLong(size / PAGE) * PAGE;
    }

    /** The offset of any piece. */
    long somePiece() {
      return ThreadLocalRandom.current().nextLong(size / PIECE) * PIECE;
    }
  }
}
