package dev.fairlead.file;

/**
 * How far a copy is.
 *
 * {@snippet file="AsyncPathSnippets.java" region="copy"}
 *
 * @param files how many files and links are complete
 * @param bytes how many bytes were copied
 * @param current what was just being copied
 */
public record CopyProgress(long files, long bytes, AsyncPath current) {}
