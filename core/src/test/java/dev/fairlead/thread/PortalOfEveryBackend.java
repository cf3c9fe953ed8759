package dev.fairlead.thread;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.testsupport.TestBackends;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of portals: each opens one when it first asks for it, on the backend it runs on. */
@ParameterizedClass
@MethodSource("backends")
abstract class PortalOfEveryBackend {

  @Parameter Backend backend;
  BlockingPortal opened;

  static List<Backend> backends() {
    return TestBackends.all();
  }

  final BlockingPortal portal() {
    if (opened == null) {
      opened = BlockingPortals.start(o -> o.withBackend(backend));
    }
    return opened;
  }

  @AfterEach
  void closePortal() {
    if (opened != null) {
      opened.stopAndCancel();
      opened.close();
    }
  }
}
