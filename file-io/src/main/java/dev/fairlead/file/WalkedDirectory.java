package dev.fairlead.file;

import java.util.List;

/**
 * A directory and what is in it.
 *
 * {@snippet file="AsyncPathSnippets.java" region="walk"}
 *
 * @param path the directory
 * @param directories the directories in it; links to some only where they are followed
 * @param files everything else in it
 */
public record WalkedDirectory(AsyncPath path, List<PathEntry> directories, List<PathEntry> files) {}
