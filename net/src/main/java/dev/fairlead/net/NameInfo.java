package dev.fairlead.net;

/**
 * What {@link Net#nameOf} finds.
 *
 * @param host the name of the address, or the address in text if it has none
 * @param port the port
 */
public record NameInfo(String host, int port) {}
