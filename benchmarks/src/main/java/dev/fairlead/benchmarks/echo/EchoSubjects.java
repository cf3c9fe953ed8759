package dev.fairlead.benchmarks.echo;

import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.lowlevel.CarrierOptions;
import dev.fairlead.lowlevel.LoopOptions;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All echo servers by name. */
final class EchoSubjects {
  /** The plain C server; the only one that is not a JVM. */
  static final String C = "c-epoll";

  static final String BASE = "netty-epoll";

  private static final String NATIVE = "-native";

  private static final Map<String, JavaEcho> JAVA = javaSubjects();

  private EchoSubjects() {}

  private static Map<String, JavaEcho> javaSubjects() {
    var all = new LinkedHashMap<String, JavaEcho>();
    all.put("jdk-blocking", BlockingEcho::start);
    all.put("netty-nio", NettyEcho.NIO);
    all.put(BASE, NettyEcho.EPOLL);
    all.put("netty-io_uring", NettyEcho.IO_URING);
    var backends = new LinkedHashMap<>(Hosts.backends());
    backends.put("fairlead-virtual-native", Backends.virtual(LoopOptions::withNativeSockets));
    backends.put("fairlead-carrier-native", Backends.carrier(CarrierOptions::withNativeSockets));
    backends.forEach((name, backend) -> {
      all.put(name, new NetEcho(backend, NetEcho.Style.BUFFER));
      all.put(name + "-direct", new NetEcho(backend, NetEcho.Style.DIRECT));
      all.put(name + "-lent", new NetEcho(backend, NetEcho.Style.LENT));
      all.put(name + "-bytes", new NetEcho(backend, NetEcho.Style.BYTES));
      all.put(name + "-turns", new NetEcho(backend, NetEcho.Style.TURNS));
      all.put(name + "-turns-lent", new NetEcho(backend, NetEcho.Style.TURNS_LENT));
      all.put(name + "-raw", new RawEcho(backend));
    });
    Hosts.pollingBackends()
        .forEach((name, b) -> all.put(name, new NetEcho(b, NetEcho.Style.BUFFER)));
    return all;
  }

  /** Whether this machine can run it: what is native asks the kernel for what Linux has. */
  static boolean isAvailable(String name) {
    return switch (name) {
      case BASE -> Epoll.isAvailable();
      case "netty-io_uring" -> IoUring.isAvailable();
      default -> !name.contains(NATIVE) || System.getProperty("os.name").equals("Linux");
    };
  }

  static List<String> names() {
    return Stream.concat(JAVA.keySet().stream(), Stream.of(C)).toList();
  }

  static JavaEcho java(String name) {
    var echo = JAVA.get(name);
    if (echo == null) {
      throw new IllegalArgumentException("unknown echo server: " + name + "; known: " + names());
    }
    return echo;
  }
}
