/**
 * `Fn::GetAZs`. Which zones a region has is known to the account alone: only those with a default subnet count, in an
 * order that AWS does not promise (aws-forwarding 13.57). Yet one call's items differ, and two calls in one account and
 * region give the same list. So a zone is called by its place, `eu-west-1[0]`; while nobody says the region, by the
 * stack whose region it is, `net/AWS::Region[0]`, since another stack's may be another.
 */

import { type Datum, literal, text } from "../../value/datum.ts";
import { type Unknown, unknown } from "../../value/value.ts";
import type { CallSite } from "../evaluate/evaluator.ts";
import type { Stack } from "./stack.ts";

/** No region has more zones that are open to everybody. */
const most = 6;

export function zonesOf(call: CallSite, stack: Stack): Datum {
  const asked = call.value(0);
  const named = literal(asked);
  // The stack's own region, asked for by name or not, is one and the same while nobody says which.
  const own = named === "" || asked.kind === "absent" || (asked.kind === "unknown" && asked.code === regionUnknown);
  if (!own && named === undefined) return asked.kind === "unknown" ? asked : unlisted(call);
  const list = own ? listOfStack(stack) : named;
  const items = Array.from({ length: most }, (_, i) => text(`${list}[${i}]`, [call.at]));
  // How many there are nobody can say, so that whoever counts them or asks for one further on gets no answer.
  return { kind: "list", items: [...items, unlisted(call)], at: [call.at] };
}

const regionUnknown = "scope.region.unknown";

/** Nested stacks are deployed where the outermost is. */
function listOfStack(stack: Stack): string {
  if (stack.region.kind === "known") return stack.region.value;
  let outermost = stack;
  while (outermost.outer !== undefined) outermost = outermost.outer;
  return `${outermost.scope}/AWS::Region`;
}

function unlisted({ at }: CallSite): Unknown {
  const wanted = "the zones by parameter or literally";
  return unknown("zone.name.unlisted", "the template does not name the region's zones", [at], wanted);
}

/** Whether a zone that is called by its place has a given name nobody can say. */
export function undecidedZone(call: CallSite): Unknown | undefined {
  const [a, b] = [literal(call.value(0)), literal(call.value(1))];
  if (a === undefined || b === undefined || a === b || isPlace(a) === isPlace(b)) return undefined;
  return unlisted(call);
}

function isPlace(word: string): boolean {
  return /\[\d\]$/.test(word);
}
