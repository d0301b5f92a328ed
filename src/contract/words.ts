/** Labels in sentences. */

/** `a route`, `an internet gateway`. */
export function aOf(label: string): string {
  return `${/^[aeiou]/i.test(label) ? "an" : "a"} ${label}`;
}
