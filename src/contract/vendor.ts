/**
 * One vendor's devices, or the operating system of a host: text in, a configuration in the vendor's own words, then the
 * model. Kept as thin as one unit needs; writing, and `lower ∘ read ∘ write = id`, come with the first router.
 */

import type { Finding, Rule } from "../finding/finding.ts";
import type { Builder } from "../model/builder.ts";
import type { Interface, Key, Next } from "../model/model.ts";
import type { Family, Ip, Prefix } from "../net/ip.ts";
import type { Document, Span } from "../source/document.ts";
import type { Address, Known, Value } from "../value/value.ts";
import type { Claim } from "./kind.ts";

/** What is there to read of one device. */
export interface Told {
  /** By what each one is: "addresses" and "routes" of a host. */
  readonly documents: ReadonlyMap<string, Document>;
  /** What the project file says of it in a word, and where. */
  readonly options: ReadonlyMap<string, Span>;
}

export interface ReadDevice<C> {
  readonly config: C;
  readonly findings: readonly Finding[];
}

/** An interface that a template already gives to the device, as the model has it. */
export interface Standing {
  readonly key: Interface["key"];
  /** Its own addresses. */
  readonly addresses: readonly Address[];
  /** Of the segment it stands on. */
  readonly ranges: readonly Value<Prefix>[];
}

/** Where the device stands before its own text is heard. */
export interface Place {
  readonly node: Key;
  /** As people call it: `stack/Name`. */
  readonly name: string;
  /** What decides where its own packets go. */
  readonly table: Key;
  readonly interfaces: readonly Standing[];
  /** Where packets for a neighbour go, out of one of `interfaces`: onto its segment, or to a fabric that takes them all. */
  link(through: Key): Next;
  /** Where packets for a gateway at that address go, out of one of `interfaces`. */
  gateway(address: Known<Ip>, through: Key): Next;
}

/** What the device's text says of things that somebody else has contributed. */
export interface Lowered {
  readonly findings: readonly Finding[];
  /** Families of which it states the whole table: what is only implied there is not so. */
  readonly states: readonly Family[];
  /** Addresses that a template left to the deployment, by their id. */
  readonly settled: ReadonlyMap<string, Known<Ip>>;
}

export interface Vendor<C> {
  readonly name: string;
  readonly claims: readonly Claim[];
  readonly rules: readonly Rule<never>[];
  /** Never throws for what a text says. */
  read(told: Told): ReadDevice<C>;
  /** Contributes the device's own elements; their keys begin with the node's. */
  lower(config: C, place: Place, model: Builder): Lowered;
}

/** A vendor as lists hold it, the type of its configuration forgotten. */
// oxlint-disable-next-line no-explicit-any -- only the vendor itself looks inside its configuration
export type AnyVendor = Vendor<any>;
