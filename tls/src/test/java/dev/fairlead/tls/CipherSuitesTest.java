package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class CipherSuitesTest {

  @Test
  void everySuiteOfThisJdkIsKnown() throws Exception {
    List<String> known = CipherSuites.names(IntStream.range(0, 65_536).boxed().toList());
    var unknown =
        new ArrayList<>(
            List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites()));
    unknown.removeAll(known);

    // Not a suite but a signal among them.
    assertEquals(List.of("TLS_EMPTY_RENEGOTIATION_INFO_SCSV"), unknown);
    assertTrue(known.size() > unknown.size());
  }

  @Test
  void unknownNumbersAreLeftOut() {
    assertEquals(
        List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"),
        CipherSuites.names(List.of(0x1302, 0x0A0A, 0x1301)));
  }
}
