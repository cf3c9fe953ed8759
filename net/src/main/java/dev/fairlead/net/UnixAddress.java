package dev.fairlead.net;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of a UNIX socket: a path, an abstract name, which Linux has, or nothing for a socket
 * that was never bound.
 *
 * {@snippet file="UnixSnippets.java" region="listen"}
 */
public final class UnixAddress extends SocketAddress {

  private static final long serialVersionUID = 1L;

  /** The address of a socket that has none. */
  public static final UnixAddress UNNAMED = new UnixAddress(null, null);

  // A Path cannot be serialized, and its text may lack something: names are bytes that need not be
  // text.
  private final transient @Nullable Path exact;
  private final @Nullable String path;
  private final byte @Nullable [] name;

  private UnixAddress(@Nullable Path path, byte @Nullable [] name) {
    this.exact = path;
    this.path = path == null ? null : path.toString();
    this.name = name;
  }

  /**
   * The address of a path.
   *
   * @throws IllegalArgumentException if the path is empty
   */
  public static UnixAddress of(Path path) {
    if (path.toString().isEmpty()) {
      throw new IllegalArgumentException("the path of a UNIX socket must not be empty");
    }
    return new UnixAddress(path, null);
  }

  /** An abstract name: no file, gone with the last socket that has it. Linux only. */
  public static UnixAddress abstractName(String name) {
    return abstractName(name.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As {@link #abstractName(String)}, with any bytes.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static UnixAddress abstractName(byte[] name) {
    if (name.length == 0) {
      throw new IllegalArgumentException("an abstract name must have at least one byte");
    }
    return new UnixAddress(null, name.clone());
  }

  /** The path; empty if this is not one. */
  public Optional<Path> path() {
    return exact == null ? Optional.ofNullable(path).map(Path::of) : Optional.of(exact);
  }

  /** The abstract name; empty if this is not one. */
  public Optional<byte[]> abstractName() {
    return Optional.ofNullable(name).map(byte[]::clone);
  }

  /** Whether this is neither a path nor an abstract name. */
  public boolean isUnnamed() {
    return path == null && name == null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnixAddress that
        && path().equals(that.path())
        && Arrays.equals(name, that.name);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(path) + Arrays.hashCode(name);
  }

  @Override
  public String toString() {
    if (path != null) {
      return path;
    }
    return name == null ? "(unnamed)" : "@" + new String(name, StandardCharsets.UTF_8);
  }
}
