package dev.fairlead.net.spi;

import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.lowlevel.RunVar;
import dev.fairlead.net.internal.nio.NioDriver;

/**
 * Which network the current runtime uses: the one set here, else the one its backend brings along,
 * else that of the operating system.
 *
 * {@snippet file="DriverSnippets.java" region="use"}
 */
public final class NetworkDrivers {

  private static final RunVar<NetworkDriver> DRIVER =
      RunVar.withInitial(
          "network driver",
          () -> BackendFeatures.find(NetworkDriver.class).orElseGet(NioDriver::new));

  private NetworkDrivers() {}

  /** The network of the current runtime. */
  public static NetworkDriver current() {
    return DRIVER.get();
  }

  /** Chooses the network of the current runtime, for what is opened from now on. */
  public static void use(NetworkDriver driver) {
    DRIVER.set(driver);
  }

  /** A new driver for the network of the operating system. */
  public static NetworkDriver system() {
    return new NioDriver();
  }
}
