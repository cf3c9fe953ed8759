package dev.fairlead.testsupport;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Starts programs that end in time whatever happens: a thread that reads what one writes cannot be
 * interrupted, so a test could not end before its program does.
 */
public final class MortalProgram {

  private MortalProgram() {}

  /** Starts a program that is killed if it has not ended by itself after some seconds. */
  public static Process start(ProcessBuilder builder, int seconds) throws IOException {
    Process process = builder.start();
    var _ =
        process
            .onExit()
            .orTimeout(seconds, TimeUnit.SECONDS)
            .exceptionallyCompose(_ -> killed(process));
    return process;
  }

  private static CompletableFuture<Process> killed(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    return process.destroyForcibly().onExit();
  }
}
