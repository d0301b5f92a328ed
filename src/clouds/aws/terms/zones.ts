/** Zones by name. A zone may be known only by its place in a list (`eu-west-1[0]`), which tells nothing about a name. */

/** Undefined: nobody can say. */
export function sameZone(a: string, b: string): boolean | undefined {
  if (a === b) return true;
  const positional = (name: string) => name.endsWith("]");
  return positional(a) === positional(b) ? false : undefined;
}

/** `ap-northeast-2` of `ap-northeast-2a`. */
export function regionOf(zone: string): string | undefined {
  return /^[a-z]{2}(?:-[a-z]+)+-\d+/.exec(zone)?.[0];
}
