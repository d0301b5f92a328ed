/**
 * What a rule of a security group or a network ACL says of protocol, ports and ICMP, in the model's words. Both spell
 * it alike: -1 is everything, ports count for TCP and UDP only, ICMP has a type and a code instead.
 */

import { scalar, whole } from "../../../contract/property.ts";
import type { Rule } from "../../../model/model.ts";
import { ICMP, ICMPV6, parseProtocol, type Ports, TCP, UDP } from "../../../net/protocol.ts";
import type { Span } from "../../../source/document.ts";
import { known, unknown, type Value } from "../../../value/value.ts";

/** A number from IANA's list, or every protocol. */
export const protocol = scalar<number | "any">("protocol", (text) =>
  /^(-1|all)$/i.test(text) ? "any" : parseProtocol(text),
);

/** In a security group's rule one field is both, by protocol; -1 is every one. */
export const portOrType = whole("port from 0 to 65535, or -1", -1, 65_535);

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
        ...(isAny(type) ? {} : { icmpType: octet(type, "ICMP type") }),
        ...(isAny(code) ? {} : { icmpCode: octet(code, "ICMP code") }),
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

function octet(number: Value<number>, what: string): Value<number> {
  if (number.kind !== "known" || (number.value >= 0 && number.value <= 255)) return number;
  const { value, at } = number;
  return unknown("value.type.wrong", `\`${value}\` is not an ${what}`, at, `an ${what} from 0 to 255, or -1`);
}

/** Undefined: every port. */
function portsBetween([from, to]: readonly [Number, Number], rule: readonly Span[]): Value<Ports> | undefined {
  if (from === undefined || to === undefined) return missing("port range", rule);
  if (from.kind === "unknown") return from;
  if (to.kind === "unknown") return to;
  if (from.value === -1 || to.value === -1) return undefined;
  const at = [...from.at, ...to.at];
  if (from.value <= to.value) return known({ first: from.value, last: to.value }, at);
  const why = `the range of ports ends at ${to.value}, before it begins at ${from.value}`;
  return unknown("value.type.wrong", why, at, "a range whose first port is not above its last");
}

function missing(what: string, at: readonly Span[]) {
  return unknown("property.value.missing", `the rule names no ${what}`, at, `the rule's ${what}`);
}
