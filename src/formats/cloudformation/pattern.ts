/**
 * `AllowedPattern`: a Java regular expression that must match the whole value. The patterns of templates read the same
 * in JavaScript; one that does not, or that could take for ever, is not tried.
 */

/** Undefined when the pattern was not tried. */
export function matches(pattern: string, value: string): boolean | undefined {
  if (value.length > 128 || javaOnly.test(pattern) || !isTame(pattern)) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return undefined; // not JavaScript's syntax
  }
}

/** What JavaScript would read in another sense: classes by name or within classes, anchors, possessive quantifiers. */
const javaOnly = /\\[pPQEGAZzhHRX]|&&|(?<!\\)\[[^\]]*(?<!\\)\[|[*+?}]\+/;

/**
 * Backtracking is bounded when no group is repeated without bound, or often, and few characters are: then at most
 * `128^3` ways are tried.
 */
function isTame(pattern: string): boolean {
  const bare = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  const repeatedGroup = /\)(?:[*+]|\{(?:\d*,\}|\d*,?(?:\d{2,}|[5-9])\}))/;
  const unbounded = bare.match(/[*+]|\{\d+,\}/g) ?? [];
  return !repeatedGroup.test(bare) && unbounded.length <= 3;
}
