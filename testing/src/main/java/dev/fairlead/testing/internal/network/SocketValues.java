package dev.fairlead.testing.internal.network;

import static java.net.StandardSocketOptions.IP_MULTICAST_IF;
import static java.net.StandardSocketOptions.IP_MULTICAST_LOOP;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_BROADCAST;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_LINGER;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;

import dev.fairlead.net.SocketSettings;
import java.net.SocketOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a simulated socket: remembered, and without effect but those of multicast. */
final class SocketValues {

  private static final int BUFFER = 65_536;
  private static final Map<SocketOption<?>, Object> COMMON =
      Map.of(SO_RCVBUF, BUFFER, SO_SNDBUF, BUFFER, SO_REUSEADDR, false, SO_REUSEPORT, false);

  private final Map<SocketOption<?>, @Nullable Object> values = new HashMap<>(COMMON);

  private SocketValues(Map<SocketOption<?>, Object> more) {
    values.putAll(more);
  }

  static SocketValues ofStreams() {
    return new SocketValues(
        Map.of(
            TCP_NODELAY,
            false,
            SO_KEEPALIVE,
            false,
            TCP_KEEPIDLE,
            7_200,
            TCP_KEEPINTERVAL,
            75,
            TCP_KEEPCOUNT,
            9,
            SO_LINGER,
            -1,
            IP_TOS,
            0));
  }

  static SocketValues ofDatagrams() {
    var values =
        new SocketValues(
            Map.of(SO_BROADCAST, false, IP_TOS, 0, IP_MULTICAST_TTL, 1, IP_MULTICAST_LOOP, true));
    values.values.put(IP_MULTICAST_IF, null);
    return values;
  }

  void apply(SocketSettings settings) {
    settings.applyTo(this::set);
  }

  Set<SocketOption<?>> supported() {
    return Set.copyOf(values.keySet());
  }

  @SuppressWarnings("NullAway") // Null where the type of the option allows for it.
  <T extends @Nullable Object> T get(SocketOption<T> option) {
    return option.type().cast(values.get(known(option)));
  }

  <T> void set(SocketOption<T> option, T value) {
    values.put(known(option), value);
  }

  private SocketOption<?> known(SocketOption<?> option) {
    if (!values.containsKey(option)) {
      throw new UnsupportedOperationException(
          "a simulated socket has no option " + option + "; it has " + values.keySet());
    }
    return option;
  }
}
