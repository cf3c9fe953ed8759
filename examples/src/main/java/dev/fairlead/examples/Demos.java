package dev.fairlead.examples;

import java.util.List;

/** The demos, in the order in which they are listed. */
final class Demos {
  static final List<Demo> ALL =
      List.of(
          EchoDemo.DEMO,
          RelayDemo.DEMO,
          HealthDemo.DEMO,
          PipelineDemo.DEMO,
          HashDemo.DEMO,
          ChatDemo.DEMO);

  private Demos() {}
}
