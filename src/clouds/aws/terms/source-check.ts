/** The source/destination check of an interface: on, it takes in and sends only its own packets. */

import type { Value } from "../../../value/value.ts";

/** What an interface says of it; nothing when the check is off. */
export function strictness(check: Value<boolean>): { readonly strict?: string } {
  if (check.kind === "unknown")
    return { strict: "its source/destination check is on, unless a value that is not known says otherwise" };
  return check.value ? { strict: "its source/destination check is on" } : {};
}

export function isOff(check: Value<boolean>): boolean {
  return check.kind === "known" && !check.value;
}
