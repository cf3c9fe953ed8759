package dev.fairlead.it;

import java.lang.module.ModuleReference;
import java.util.List;

/** The library's modules, as the running program sees them. */
final class FairleadModules {
  static final List<String> NAMES =
      List.of(
          "dev.fairlead.core",
          "dev.fairlead.net",
          "dev.fairlead.tls",
          "dev.fairlead.file",
          "dev.fairlead.process",
          "dev.fairlead.testing");

  private FairleadModules() {}

  static ModuleReference reference(String name) {
    return ModuleLayer.boot().configuration().findModule(name).orElseThrow().reference();
  }
}
