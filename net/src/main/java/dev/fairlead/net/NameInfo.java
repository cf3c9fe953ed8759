package dev.fairlead.net;

/**
 * What {@link Net#nameOf} finds.
 *
 * {@snippet file="NamesSnippets.java" region="name"}
 *
 * @param host the name of the address, or the address in text if it has none
 * @param port the port
 */
public record NameInfo(String host, int port) {}
