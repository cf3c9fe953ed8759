package dev.fairlead.internal.epoll;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @ParameterizedTest
  @CsvSource({"amd64, 12, 4", "x86_64, 12, 4", "aarch64, 16, 8"})
  void eventsAreLaidOutAsTheProcessorWantsThem(String processor, int size, int dataOffset) {
    var platform = new Platform("Linux", processor);

    assertDoesNotThrow(platform::ensureSupported);
    assertEquals(size, platform.eventSize());
    assertEquals(dataOffset, platform.eventDataOffset());
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, aarch64", "Windows 11, amd64", "Linux, riscv64", "Linux, x86"})
  void anotherSystemOrProcessorIsNamedTogetherWithTheWayOut(String system, String processor) {
    var platform = new Platform(system, processor);

    String said = assertThrows(IllegalStateException.class, platform::ensureSupported).getMessage();

    assertTrue(said.contains(system + " on " + processor), said);
    assertTrue(said.contains("Linux on x86-64 or aarch64"), said);
    assertTrue(said.contains("leave out withNativeSockets()"), said);
  }

  @Test
  void theProcessorOfThisMachineHasAName() {
    assertTrue(Platform.CURRENT.processor().matches("[a-z0-9_]+"), Platform.CURRENT.processor());
  }
}
