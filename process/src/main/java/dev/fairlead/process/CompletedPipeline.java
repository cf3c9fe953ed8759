package dev.fairlead.process;

import java.util.List;

/**
 * A pipeline whose programs have ended, from {@link Processes#runPipeline}.
 *
 * {@snippet file="ProcessesSnippets.java" region="pipeline"}
 *
 * @param processes the programs, in order; the last one has the output
 */
public record CompletedPipeline(List<CompletedProcess> processes) {

  /** Copies the list. */
  public CompletedPipeline {
    processes = List.copyOf(processes);
  }

  /** How the programs have ended, in order. */
  public List<ExitStatus> statuses() {
    return processes.stream().map(CompletedProcess::status).toList();
  }

  /** The standard output of the last program, as far as it was captured and kept. */
  public byte[] stdout() {
    return processes.getLast().stdout();
  }

  /** The standard output of the last program as UTF-8. */
  public String stdoutText() {
    return processes.getLast().stdoutText();
  }

  CompletedPipeline orThrow() throws ProcessFailedException {
    for (CompletedProcess process : processes.subList(0, processes.size() - 1)) {
      // As with "yes | head": the next one had read enough.
      if (process.status().signal().filter(Signal.SIGPIPE::equals).isEmpty()) {
        process.orThrow();
      }
    }
    processes.getLast().orThrow();
    return this;
  }
}
