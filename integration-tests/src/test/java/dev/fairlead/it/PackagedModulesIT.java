package dev.fairlead.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class PackagedModulesIT {
  @ParameterizedTest
  @FieldSource("dev.fairlead.it.FairleadModules#NAMES")
  void everyModuleComesFromItsJar(String name) {
    var location = FairleadModules.reference(name).location().orElseThrow().toString();

    assertTrue(location.endsWith(".jar"), location);
  }

  @ParameterizedTest
  @FieldSource("dev.fairlead.it.FairleadModules#NAMES")
  void everyModuleCarriesItsVersion(String name) {
    var descriptor = FairleadModules.reference(name).descriptor();

    assertFalse(descriptor.isAutomatic());
    assertTrue(descriptor.version().isPresent(), descriptor::toNameAndVersion);
  }

  @ParameterizedTest
  @FieldSource("dev.fairlead.it.FairleadModules#NAMES")
  void nothingIsExportedToSomeOnly(String name) {
    var descriptor = FairleadModules.reference(name).descriptor();

    var qualified =
        descriptor.exports().stream().filter(ModuleDescriptor.Exports::isQualified).toList();
    assertTrue(qualified.isEmpty(), qualified::toString);
  }

  @ParameterizedTest
  @FieldSource("dev.fairlead.it.FairleadModules#NAMES")
  void internalsAreNotExported(String name) {
    var descriptor = FairleadModules.reference(name).descriptor();

    var internal =
        descriptor.exports().stream()
            .map(ModuleDescriptor.Exports::source)
            .filter(source -> source.contains(".internal"))
            .toList();
    assertTrue(internal.isEmpty(), internal::toString);
  }

  @Test
  void coreNeedsNothingButTheJdkAtRunTime() {
    var required =
        FairleadModules.reference("dev.fairlead.core").descriptor().requires().stream()
            .filter(each -> !each.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
            .map(ModuleDescriptor.Requires::name)
            .filter(each -> !each.startsWith("java.") && !each.startsWith("jdk."))
            .collect(Collectors.toSet());

    assertEquals(Set.of(), required);
  }
}
