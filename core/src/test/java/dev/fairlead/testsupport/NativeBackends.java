package dev.fairlead.testsupport;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.lowlevel.CarrierOptions;
import dev.fairlead.lowlevel.LoopOptions;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The backends with native sockets; none where the system has no such sockets. */
public final class NativeBackends implements Supplier<List<Backend>> {

  private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64", "aarch64");

  /** Made by name. */
  public NativeBackends() {}

  @Override
  public List<Backend> get() {
    return System.getProperty("os.name").equals("Linux")
            && PROCESSORS.contains(System.getProperty("os.arch"))
        ? List.of(
            Backends.virtual(LoopOptions::withNativeSockets),
            Backends.carrier(CarrierOptions::withNativeSockets))
        : List.of();
  }
}
