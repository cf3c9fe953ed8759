/**
 * What the tests of this library's own modules run on: once per backend, with a time limit, and
 * with a look at what was left behind. Uses exported packages only, so that other modules can use
 * it too.
 */
package dev.fairlead.testsupport;
