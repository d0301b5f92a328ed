/**
 * Keys of the elements that several kinds contribute to. A network is one router with an interface in each subnet:
 *
 *   subnet ──[subnet#router]── vpc#router ──[vpc#edge]── vpc#link ──[vpc#inside]── internet gateway ──[vpc#outside]── internet
 */

import type { Key } from "../../../model/model.ts";

/** The router of a network. */
export const routerOf = (vpc: Key): Key => `${vpc}#router`;
export const mainTableOf = (vpc: Key): Key => `${vpc}#main`;
/** For arrivals from a gateway without a table of its own, and from a peer: local routes only. */
export const localTableOf = (vpc: Key): Key => `${vpc}#local`;
export const defaultAclOf = (vpc: Key): Key => `${vpc}#acl`;
export const defaultGroupOf = (vpc: Key): Key => `${vpc}#group`;

/** The link to the internet gateway: the router's interface, the gateway's two, the translation it holds. */
export const linkOf = (vpc: Key): Key => `${vpc}#link`;
export const edgeOf = (vpc: Key): Key => `${vpc}#edge`;
export const insideOf = (vpc: Key): Key => `${vpc}#inside`;
export const outsideOf = (vpc: Key): Key => `${vpc}#outside`;
export const publicPairsOf = (vpc: Key): Key => `${vpc}#public`;

/** The router's interface in a subnet. */
export const routerIn = (subnet: Key): Key => `${subnet}#router`;

/** Filters of a group or an ACL, by the direction as AWS says it: `in` is ingress. */
export const filterOf = (owner: Key, direction: "in" | "out"): Key => `${owner}#${direction}`;

/** What a gateway balancer's node wraps packets for: its listener says which targets these are. */
export const targetsOf = (balancerNode: Key): Key => `${balancerNode}#targets`;

/** A peering connection has an interface for each network, on a link to that network's router. */
export const peeringFrom = (peering: Key, vpc: Key): Key => `${peering}#from#${vpc}`;
export const peeringAt = (peering: Key, vpc: Key): Key => `${peering}#at#${vpc}`;
export const peeringLink = (peering: Key, vpc: Key): Key => `${peering}#link#${vpc}`;

/** An egress-only gateway: the router's interface to it, and its own towards the network. */
export const egressEdgeOf = (gateway: Key): Key => `${gateway}#edge`;
export const egressInsideOf = (gateway: Key): Key => `${gateway}#inside`;
/** Its interface on the internet, where IPv6 addresses are held: a network has one such gateway at most. */
export const egressOutsideOf = (vpc: Key): Key => `${vpc}#egress-outside`;
