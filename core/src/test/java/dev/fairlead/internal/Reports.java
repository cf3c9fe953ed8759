package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.RunListener;
import dev.fairlead.sync.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What runtimes report, with the places. */
final class Reports implements RunListener {

  /** One report. */
  record Report(String what, Throwable place) {
    boolean shows(String method) {
      return Reports.shows(place, method);
    }
  }

  private final List<Report> all = new CopyOnWriteArrayList<>();
  private final Event first = new Event();

  static boolean shows(Throwable place, String method) {
    return Arrays.stream(place.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  void run(Backend backend, Action<RuntimeException> body) {
    Fairlead.run(o -> o.withBackend(backend).withListener(this), body);
  }

  @Override
  public void reported(String what, @Nullable Throwable thrown) {
    all.add(new Report(what, Objects.requireNonNull(thrown)));
    first.set();
  }

  void awaitFirst() {
    first.await();
  }

  List<Report> all() {
    return all;
  }
}
