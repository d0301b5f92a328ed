/**
 * Keys of the elements that several kinds contribute to. A network is one router with an interface in each subnet; every
 * packet of a machine goes to it, even one for its own subnet, for the fabric forwards by the sender's routes:
 *
 *   subnet ──[subnet#router]── network#router ──[network#edge]── link ──[network#inside]── edge ──[network#outside]── internet
 */

import type { Key } from "../../../model/model.ts";

/** The router of a network. */
export const routerOf = (network: Key): Key => `${network}#router`;
/** The router's interface in a subnet. */
export const routerIn = (subnet: Key): Key => `${subnet}#router`;
/** System routes and the user's own, as they count for what the subnet's machines send. */
export const routesOf = (subnet: Key): Key => `${subnet}#routes`;

/** The edge to the internet: the router's interface, the edge's two, the translation it holds. */
export const linkOf = (network: Key): Key => `${network}#link`;
export const edgeOf = (network: Key): Key => `${network}#edge`;
export const insideOf = (network: Key): Key => `${network}#inside`;
export const outsideOf = (network: Key): Key => `${network}#outside`;
export const publicPairsOf = (network: Key): Key => `${network}#public`;

/** The link to what the platform serves in every network. */
export const platformOf = (network: Key): Key => `${network}#platform`;

/** A rule list of a group as it counts in one subnet: service tags mean something else in each. */
export const filterOf = (group: Key, direction: "in" | "out", subnet: Key): Key => `${group}#${direction}@${subnet}`;

/** The last name of a path: `app` of `stack/net/app`. */
export const lastName = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
