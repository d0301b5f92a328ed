/**
 * Zones as texts name them: by name (`eu-west-1a`), by an id that is the same in every account (`euw1-az1`), or only by
 * their place in a list of them (`eu-west-1[0]`). One manner of naming tells nothing about another.
 */

/** Undefined: nobody can say. */
export function sameZone(a: string, b: string): boolean | undefined {
  if (a === b) return true;
  return mannerOf(a) === mannerOf(b) ? false : undefined;
}

/** Places in two lists cannot be compared either: the region of one may not be known. */
function mannerOf(zone: string): string {
  if (zone.endsWith("]")) return zone.slice(0, zone.lastIndexOf("["));
  return /-az\d+$/.test(zone) ? "id" : "name";
}

/** `ap-northeast-2` of `ap-northeast-2a`. */
export function regionOf(zone: string): string | undefined {
  return /^[a-z]{2}(?:-[a-z]+)+-\d+/.exec(zone)?.[0];
}
