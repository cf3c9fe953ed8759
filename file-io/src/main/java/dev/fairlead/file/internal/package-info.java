/** What the files of {@code dev.fairlead.file} are made of. Not exported. */
package dev.fairlead.file.internal;
