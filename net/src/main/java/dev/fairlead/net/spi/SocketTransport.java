package dev.fairlead.net.spi;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of socket has.
 *
 * {@snippet file="DriverSnippets.java" region="streams"}
 */
public interface SocketTransport {

  /** The address of this side. */
  SocketAddress localAddress();

  /** The options this socket knows. */
  Set<SocketOption<?>> supportedOptions();

  /**
   * The value of an option.
   *
   * @throws UnsupportedOperationException if the socket does not know it
   */
  <T extends @Nullable Object> T option(SocketOption<T> option) throws IOException;

  /**
   * Sets an option.
   *
   * @throws UnsupportedOperationException if the socket does not know it
   */
  <T> void setOption(SocketOption<T> option, T value) throws IOException;

  /** The object below, such as a channel of the JDK; empty where there is none. */
  Optional<Object> raw();

  /**
   * Closes at once, without waiting; tasks that wait for something here get a {@code
   * ClosedResourceException}. Everything is released when it returns. Closing twice does nothing.
   */
  void close() throws IOException;
}
