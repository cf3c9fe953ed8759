package dev.fairlead.process.internal.spawn;

import java.lang.System.Logger.Level;

/** Chooses how processes are started. */
public final class Spawners {

  /** Set to false, it makes the library start processes by the JDK, without native code. */
  private static final String PROPERTY = "dev.fairlead.process.native";

  private Spawners() {}

  /** The native way, looked up when first needed. */
  private static final class Chosen {
    static final Spawner SPAWNER = choose();

    @SuppressWarnings("CatchesEverything") // No task runs in an initialiser of constants.
    private static Spawner choose() {
      boolean wanted = !"false".equals(System.getProperty(PROPERTY));
      boolean possible =
          System.getProperty("os.name").equals("Linux")
              && System.getProperty("sun.arch.data.model", "64").equals("64");
      if (!wanted || !possible) {
        return new JdkSpawner();
      }
      try {
        ExitWatch.get();
        return new NativeSpawner();
      } catch (Exception | LinkageError e) {
        System.getLogger("dev.fairlead.process")
            .log(
                Level.DEBUG,
                "processes are started by the JDK; --enable-native-access=dev.fairlead.process"
                    + " would allow more",
                e);
        return new JdkSpawner();
      }
    }
  }

  /** The best way of this system. */
  public static Spawner best() {
    return Chosen.SPAWNER;
  }

  /** The way that is there on every system. */
  public static Spawner portable() {
    return new JdkSpawner();
  }
}
