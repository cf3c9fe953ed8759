package dev.fairlead.it;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
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

  /** Whether a module of ours exports the package. */
  static boolean exports(String name) {
    return NAMES.stream()
        .flatMap(module -> reference(module).descriptor().exports().stream())
        .anyMatch(export -> export.source().equals(name));
  }

  /** The class files of all modules. */
  static JavaClasses classes() {
    var locations =
        NAMES.stream().map(name -> reference(name).location().orElseThrow()).map(Location::of);
    return new ClassFileImporter().importLocations(locations.toList());
  }
}
