/**
 * The waist: the few nouns in which every cloud, device and file says what its network is. Plain readonly data, no
 * cloud's words; names that people know (`kind`, `label`, `name`) are data which the unit gave.
 *
 *   domain ── segment ── interface ── node ── selector ── table ── route ── next
 *                            │          └── rewrites · proxy · encapsulate · inspect
 *                            └── gates (filters with rules) in and out
 */

import type { Prefix } from "../net/ip.ts";
import type { Ports } from "../net/protocol.ts";
import type { Span } from "../source/document.ts";
import type { Address, Unknown, Value } from "../value/value.ts";

/** Opaque: compared, never taken apart. */
export type Key = string;

/** Which text says it; with `implied`, the text it follows from and why no line says it. */
export interface Origin {
  readonly at: readonly Span[];
  readonly implied?: string;
}

/** What every contributed thing carries; the builder sets both from the thing that was read. */
export interface Element {
  readonly key: Key;
  readonly origin: Origin;
  /** Absent when it is certainly there. */
  readonly doubt?: Unknown;
}

/** An element that people name: `stack/LogicalId` in text. */
export interface Named extends Element {
  readonly name: string;
  /** The unit's word for it: "subnet", "router", "rule list". */
  readonly label: string;
}

/** An address space of its own: two domains may use the same ranges. */
export interface Domain extends Named {
  readonly ranges: readonly Value<Prefix>[];
  readonly cloud: string;
  readonly region: Value<string>;
  readonly account: Value<string>;
}

/** Who hears whom without a router. Without ranges it is a point-to-point link. */
export interface Segment extends Named {
  readonly domain: Key;
  readonly ranges: readonly Value<Prefix>[];
  readonly zone?: Value<string>;
  /** Something that is read and not modelled may hold addresses here. */
  readonly others?: Unknown;
  /** Owns every public address that nobody else holds. */
  readonly everyoneElse?: boolean;
  /** Whether people think of it as a network of theirs (a subnet), and not as a link inside a device. */
  readonly listed: boolean;
}

/** An address on an interface. */
export interface Holding extends Element {
  readonly interface: Key;
  readonly address: Address;
  /** `own`: packets to it are delivered. `held`: packets to it are taken in for a rewrite and go on. */
  readonly as: "own" | "held";
}

export interface Interface extends Element {
  readonly node: Key;
  /** What people call it, where that is not what they call its node. */
  readonly name?: string;
  readonly segment: Value<Key>;
  /** In the order in which a packet meets them. */
  readonly in: readonly Gate[];
  readonly out: readonly Gate[];
  /** Takes in and sends only packets of its own addresses; the text says why. */
  readonly strict?: string;
}

/** Filters of which one must permit. */
export interface Gate extends Element {
  readonly interface: Key;
  readonly direction: "in" | "out";
  /** Gates are met in ascending order. */
  readonly order: number;
  readonly filters: readonly Value<Key>[];
  /** Names the state shared with the gate of the other direction: replies of what one let pass, the other lets pass. */
  readonly memory?: string;
  /** Answers of what it has not seen begin are refused, whatever its rules say. */
  readonly seenOnly?: true;
  /** The direction as people say it, where a router's interface sees it the other way round. */
  readonly word?: "inbound" | "outbound";
}

/** Rules in order, the first that matches decides; none = `otherwise`. */
export interface Filter extends Named {
  readonly kind: string;
  readonly rules: readonly Rule[];
  readonly otherwise: "permit" | "deny";
}

export interface Rule extends Element {
  readonly filter: Key;
  readonly order: Value<number>;
  readonly action: Value<"permit" | "deny">;
  /** Absent = any. */
  readonly protocols?: readonly Value<number>[];
  readonly sources?: readonly AddressSet[];
  readonly destinations?: readonly AddressSet[];
  readonly sourcePorts?: readonly Value<Ports>[];
  readonly destinationPorts?: readonly Value<Ports>[];
  readonly icmpType?: Value<number>;
  readonly icmpCode?: Value<number>;
}

export type AddressSet = Value<Prefix> | GroupMembers | NamedSet;

/** The own addresses of the interfaces in a group. */
export interface GroupMembers {
  readonly kind: "group";
  readonly group: Key;
  readonly at: readonly Span[];
}

/**
 * Addresses that have a name and are listed by somebody else: a provider's service. Where one of them is held, it is the
 * assigned address with the id `named:NAME`.
 */
export interface NamedSet {
  readonly kind: "named";
  readonly name: string;
  readonly at: readonly Span[];
}

export interface Group extends Named {
  readonly domain: Value<Key>;
}

export interface Member extends Element {
  readonly group: Key;
  readonly interface: Key;
}

export interface Node extends Named {
  /** A hop's kind in reports: "host", "router", "endpoint". */
  readonly kind: string;
  readonly zone?: Value<string>;
  /** Stands for itself in questions about "every host in …". */
  readonly host: boolean;
  /** What becomes of a packet to one of its own addresses: a process takes it, or nothing does and why. */
  readonly accepts: { readonly protocols?: readonly number[] } | { readonly nothing: string };
  /** Present where it only answers and passes on, and begins no session of its own; the text says why. */
  readonly starts?: { readonly nothing: string };
  /** What becomes of a packet to somebody else: passed on, or dropped and why. */
  readonly forwards: true | { readonly nothing: string };
  readonly inspect?: Inspect;
  readonly encapsulate?: Encapsulate;
  /** Beyond it the fabric no longer knows in whose name a packet was sent, so that rules by group do not match. */
  readonly forgetsSender?: boolean;
}

/** Which table decides at a node: by the interface of arrival (`"self"`: sent by the node itself), else the one without. */
export interface Selector extends Element {
  readonly node: Key;
  readonly arriving?: Key;
  readonly table: Value<Key>;
}

export interface Table extends Named {
  readonly kind: string;
  readonly node?: Key;
}

export interface Route extends Element {
  readonly table: Value<Key>;
  readonly to: Value<Prefix> | NamedSet;
  readonly next: Next;
  /** Among routes to the same prefix the lowest wins; equal = either. */
  readonly preference: number;
  readonly name?: string;
}

export type Next =
  /** Onto the segment that holds the destination: any of the node's, or that of one interface. */
  | { readonly kind: "connected"; readonly through?: Key }
  /** Handed to that interface, whatever the destination. */
  | { readonly kind: "interface"; readonly interface: Key }
  /** To whoever holds that address on a segment of the node: the one of `through`, or any. */
  | { readonly kind: "gateway"; readonly address: Address; readonly through?: Key }
  | { readonly kind: "choice"; readonly balance: Key }
  | { readonly kind: "nowhere"; readonly code: string; readonly why: string }
  | Unknown;

/** Translation of addresses one to one, as packets cross the `outside` interface; a pair may translate to itself. */
export interface Pairs extends Named {
  readonly kind: "pairs";
  readonly node: Key;
  readonly outside: Key;
  /** What becomes of a packet whose address stands in no pair. */
  readonly otherwise: { readonly nothing: string; readonly code: string } | "pass";
}

export interface Pair extends Element {
  readonly rewrite: Key;
  readonly inside: Address;
  readonly outside: Address;
  /** The thing the outside address belongs to: an elastic address, the host itself. */
  readonly owner: string;
  /** Only for sessions that begin inside: nobody outside can mean the host by that address. */
  readonly outward?: true;
}

/** Translation of source and port to one address, with memory. */
export interface PortTranslation extends Named {
  readonly kind: "ports";
  readonly node: Key;
  readonly to: Address;
  readonly ports: Ports;
  readonly protocols: readonly number[];
  /** Serves only these sources; absent = all. */
  readonly sources?: readonly AddressSet[];
}

export type Rewrite = Pairs | PortTranslation;

/** A node that ends a session and starts another, or passes it on under the client's own address. */
export interface Listener extends Named {
  readonly node: Key;
  readonly protocols: readonly Value<number>[];
  readonly ports: Value<Ports>;
  readonly balance: Key;
  /** `client`: the new packet keeps its source, and its reply comes back here whatever the routes say. */
  readonly source: "own" | "client";
  /** What it answers by itself ("redirects"): with no option to pass a session on to, the session ends here and is served. */
  readonly answers?: string;
}

/** One of several, the same for a flow. */
export interface Balance extends Named {
  /** Whose zone counts when zones are not crossed. */
  readonly node?: Key;
  readonly crossZone: Value<boolean>;
  /** When none is healthy: all are used, or traffic is lost. */
  readonly failOpen: boolean;
  readonly check?: HealthCheck;
}

export interface HealthCheck {
  readonly protocol: number;
  /** Absent = the port that traffic uses. */
  readonly port?: Value<number>;
}

export interface Option extends Element {
  readonly balance: Key;
  readonly to: Target;
  readonly port?: Value<number>;
  readonly zone?: Value<string>;
  /** Of all options among the same one at least is there, whatever the doubt about each. */
  readonly among?: Key;
  /** Options of one share stand in for each other; no share takes over what another gets. */
  readonly share?: Key;
}

export type Target =
  | { readonly kind: "interface"; readonly interface: Key }
  | { readonly kind: "address"; readonly address: Address }
  | Unknown;

export type Encapsulate =
  /** Passed whole to one of the balance's nodes, comes back here, leaves by the interface it came in on. */
  | { readonly kind: "hand"; readonly balance: Key }
  /** Put into a packet of `protocol` to one of the balance's targets, which inspects it and sends it back. */
  | {
      readonly kind: "wrap";
      readonly name: string;
      readonly protocol: number;
      readonly port: number;
      readonly balance: Key;
    };

export interface Inspect {
  readonly mode: "stateful" | "stateless" | "opaque";
  readonly assumption: Key;
}

/** What the input cannot say and we took; travels into every answer that used it. */
export interface Assumption extends Element {
  readonly code: string;
  readonly message: string;
}

/** A name that questions may use, and what it stands for. */
export interface Alias {
  readonly text: string;
  readonly name: string;
  readonly rank: number;
}

export interface Model {
  readonly domains: ReadonlyMap<Key, Domain>;
  readonly segments: ReadonlyMap<Key, Segment>;
  readonly nodes: ReadonlyMap<Key, Node>;
  readonly interfaces: ReadonlyMap<Key, Interface>;
  readonly holdings: readonly Holding[];
  readonly groups: ReadonlyMap<Key, Group>;
  readonly members: readonly Member[];
  readonly filters: ReadonlyMap<Key, Filter>;
  readonly tables: ReadonlyMap<Key, Table>;
  readonly selectors: readonly Selector[];
  readonly routes: readonly Route[];
  readonly rewrites: ReadonlyMap<Key, Rewrite>;
  readonly pairs: readonly Pair[];
  readonly listeners: readonly Listener[];
  readonly balances: ReadonlyMap<Key, Balance>;
  readonly options: readonly Option[];
  readonly assumptions: ReadonlyMap<Key, Assumption>;
  readonly aliases: readonly Alias[];
}
