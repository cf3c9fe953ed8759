package dev.fairlead.internal;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a runtime have opened and nobody has closed, with the places. Only in
 * {@linkplain DebugMode debug mode}.
 */
public final class OpenResources {

  private final Set<Opened> open = ConcurrentHashMap.newKeySet();

  /** Something that was opened. It may be dropped all the same, for {@link LeakWatch} to see. */
  public final class Opened {
    private final WeakReference<Object> resource;
    private final Class<?> type;
    private final Throwable openedHere = new Throwable("opened here");

    private Opened(Object resource) {
      this.resource = new WeakReference<>(resource);
      this.type = resource.getClass();
    }

    /** It is closed. */
    public void closed() {
      open.remove(this);
    }

    private String describe() {
      Object left = resource.get();
      return left == null ? "a " + type.getSimpleName() + " that was dropped" : left.toString();
    }
  }

  OpenResources() {}

  /** Notes what the current task has just opened; null where nobody wants to know. */
  public @Nullable Opened add(Object resource) {
    if (!DebugMode.isOn()) {
      return null;
    }
    var opened = new Opened(resource);
    open.add(opened);
    return opened;
  }

  /** Reports what is still open at the end of the runtime. */
  void reportLeft(Engine engine) {
    for (Opened left : open) {
      engine.report(left.describe() + " is still open at the end of " + engine, left.openedHere);
    }
  }
}
