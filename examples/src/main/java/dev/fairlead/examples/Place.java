package dev.fairlead.examples;

import dev.fairlead.net.SocketListener;
import dev.fairlead.net.SocketStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Connectable;
import java.io.IOException;

/** One end of a relay, as its user names it: {@code tcp:localhost:80} and the like. */
sealed interface Place {

  /** As the user wrote it. */
  String text();

  /** What is to be known about the bytes of a place. */
  enum Nature {
    /** They come, they end, and there can be several streams at once. */
    MANY,
    /** As many, but there is one stream only. */
    ONE,
    /** They may never end, though nobody wants more: somebody's keyboard. */
    ENDLESS,
    /** Connections like {@link #ENDLESS}, any number of them. */
    ENDLESS_MANY,
    /** None ever come. */
    SILENT;

    boolean isEndless() {
      return this == ENDLESS || this == ENDLESS_MANY;
    }

    boolean allowsMany() {
      return this == MANY || this == ENDLESS_MANY;
    }
  }

  /** A place to connect to. */
  record Outgoing(String text, Nature nature, Connectable<? extends ByteStream> connectable)
      implements Place {}

  /** A place where others connect. */
  record Incoming(String text, Listening listening) implements Place {

    /** Starts to listen. */
    @FunctionalInterface
    interface Listening {
      /** Starts to listen. */
      SocketListener<? extends SocketStream> listen() throws IOException;
    }
  }
}
