/** Files, paths and temporary files. */
package dev.fairlead.file;
