package dev.fairlead.testing.internal.network;

import java.nio.ByteBuffer;

/** What travels over a connection. */
sealed interface Segment {

  /** Bytes. */
  record Data(ByteBuffer bytes) implements Segment {}

  /** So many bytes of the other direction were received, and there is room for as many more. */
  record Taken(int bytes) implements Segment {}

  /** Nothing more will be sent. */
  record End() implements Segment {}

  /** The connection is no more. */
  record Reset() implements Segment {}
}
