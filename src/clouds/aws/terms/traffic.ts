/**
 * What a rule of a security group or a network ACL says of protocol, ports and ICMP, in the model's words. Both spell
 * it alike: -1 is everything, ports count for TCP and UDP only, ICMP has a type and a code instead.
 */

import { scalar } from "../../../contract/property.ts";
import type { Rule } from "../../../model/model.ts";
import { ICMP, ICMPV6, parseProtocol, type Ports, TCP, UDP } from "../../../net/protocol.ts";
import type { Span } from "../../../source/document.ts";
import { known, unknown, type Value } from "../../../value/value.ts";

/** A number from IANA's list, or every protocol. */
export const protocol = scalar<number | "any">("protocol", (text) =>
  /^(-1|all)$/i.test(text) ? "any" : parseProtocol(text),
);

type Number = Value<number> | undefined;

export interface Said {
  readonly protocol: Value<number | "any"> | undefined;
  readonly ports: readonly [from: Number, to: Number];
  readonly icmp: readonly [type: Number, code: Number];
  /** The rule, for what it should say and does not. */
  readonly at: readonly Span[];
}

type Traffic = Pick<Rule, "protocols" | "destinationPorts" | "icmpType" | "icmpCode">;

export function trafficOf({ protocol, ports, icmp, at }: Said): Traffic {
  if (protocol === undefined) return { protocols: [missing("protocol", at)] };
  if (protocol.kind === "unknown") return { protocols: [protocol] };
  if (protocol.value === "any") return {};
  const protocols = [known(protocol.value, protocol.at)];
  switch (protocol.value) {
    case TCP:
    case UDP: {
      const range = portsBetween(ports, at);
      return range === undefined ? { protocols } : { protocols, destinationPorts: [range] };
    }
    case ICMP:
    case ICMPV6: {
      // Only for ICMPv6 may they be left out, which means all.
      const [type = protocol.value === ICMP ? missing("ICMP type", at) : undefined, code] = icmp;
      return {
        protocols,
        ...(isAny(type) ? {} : { icmpType: type }),
        ...(isAny(code) ? {} : { icmpCode: code }),
      };
    }
    default:
      // Whatever range is given for another protocol counts for nothing.
      return { protocols };
  }
}

function isAny(number: Number): number is undefined {
  return number === undefined || (number.kind === "known" && number.value === -1);
}

/** Undefined: every port. */
function portsBetween([from, to]: readonly [Number, Number], at: readonly Span[]): Value<Ports> | undefined {
  if (from === undefined || to === undefined) return missing("port range", at);
  if (from.kind === "unknown") return from;
  if (to.kind === "unknown") return to;
  if (from.value === -1 || to.value === -1) return undefined;
  return known({ first: from.value, last: to.value }, [...from.at, ...to.at]);
}

function missing(what: string, at: readonly Span[]) {
  return unknown("property.value.missing", `the rule names no ${what}`, at, `the rule's ${what}`);
}
