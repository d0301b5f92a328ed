/** The typed facts that AWS kinds publish. Arrows point up only (instance -> subnet -> network). */

import type { Referrer } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import type { Key } from "../../../model/model.ts";
import type { Prefix } from "../../../net/ip.ts";
import type { Address, Unknown, Value } from "../../../value/value.ts";
import type { Presence } from "./presence.ts";

export interface VpcFacts {
  readonly ranges: readonly Value<Prefix>[];
  readonly region: Value<string>;
  readonly dnsHostnames: Value<boolean>;
  readonly dnsSupport: Value<boolean>;
  readonly defaultGroup: Ref<GroupFacts>;
  /** Networks it is peered with; undefined where nobody says, so that nothing is concluded from it. */
  readonly peers?: readonly Ref<VpcFacts>[];
  /** In which zone an address of the network lies; undefined where nobody says. */
  readonly subnets?: readonly (Pick<SubnetFacts, "range" | "range6" | "zone"> & { readonly key: Key })[];
}

/** A further range of a network; one that AWS picks is unknown, of a family that is not. */
export interface VpcRangeFacts {
  readonly range: Value<Prefix>;
}

export interface SubnetFacts {
  readonly vpc: Ref<VpcFacts>;
  readonly range: Value<Prefix>;
  readonly range6: Value<Prefix> | undefined;
  readonly zone: Value<string>;
  readonly publicOnLaunch: Value<boolean>;
  readonly ipv6OnLaunch: Value<boolean>;
  /** IPv6 only: nothing in it has an IPv4 address. */
  readonly native: Value<boolean>;
}

/** The IPv6 range of a subnet, given to it apart. */
export interface SubnetRangeFacts {
  readonly range6: Value<Prefix>;
}

export interface RouteTableFacts {
  readonly vpc: Ref<VpcFacts>;
  /** It decides for what an internet gateway hands in. */
  readonly ofGateway: boolean;
}

/** A table for a subnet, or for a gateway (ingress routing). */
export interface TableAssociationFacts {
  readonly ofGateway: boolean;
  readonly table: Ref<RouteTableFacts>;
}

export interface RouteFacts {
  readonly table: Ref<RouteTableFacts>;
  readonly to: Value<Prefix> | undefined;
}

export interface InternetGatewayFacts {
  /** The networks it is attached to: one when it works, none when it is loose. */
  readonly vpcs: readonly Ref<VpcFacts>[];
}

export interface GatewayAttachmentFacts {
  /** It certainly is an internet gateway that is attached. */
  readonly isInternet: boolean;
  readonly vpc: Ref<VpcFacts>;
}

export interface EgressOnlyGatewayFacts {
  readonly vpc: Ref<VpcFacts>;
}

export interface NatGatewayFacts {
  readonly subnet: Ref<SubnetFacts> | undefined;
  readonly vpc: Ref<VpcFacts>;
  /** The interface to which routes hand packets. */
  readonly interface: Value<Key>;
}

export interface ElasticAddressFacts {
  readonly address: Address;
}

/** An elastic address put on an interface or an instance. */
export interface AddressAssociationFacts {
  readonly elastic: Ref<ElasticAddressFacts>;
  /** The private address it belongs to, when that is said. */
  readonly private: Address | undefined;
}

export interface GroupFacts {
  readonly vpc: Ref<VpcFacts> | undefined;
  /** Its outgoing rules that are resources of their own; undefined where nobody says. */
  readonly egressApart?: readonly Pick<Referrer<unknown>, "key" | "name" | "origin">[];
}

export interface GroupRuleFacts {
  readonly direction: Value<"in" | "out">;
  /** Whether it is a resource of its own, which is added to a group that is there already. */
  readonly apart: boolean;
}

export interface AclFacts {
  readonly vpc: Ref<VpcFacts>;
  /** Undefined where nobody says. */
  readonly entries?: readonly Referrer<AclEntryFacts>[];
}

export interface AclEntryFacts {
  readonly number: Value<number> | undefined;
  readonly egress: Value<boolean>;
}

export interface AclAssociationFacts {
  readonly acl: Ref<AclFacts>;
}

export interface PrefixListFacts {
  readonly entries: readonly Value<Prefix>[];
  /** A list that AWS keeps, by the name of its service. */
  readonly service: string | undefined;
}

/** An interface of its own, or the primary one of an instance. */
export interface NetworkInterfaceFacts {
  readonly subnet: Ref<SubnetFacts>;
  /** Key of the model's interface; unknown where nobody can say which. */
  readonly interface: Value<Key>;
  readonly address: Address;
  readonly sourceDestCheck: Value<boolean>;
  /** A route names it as next hop. */
  readonly isHop: boolean;
  /** Whether an instance has it. */
  readonly isAttached: boolean;
  /** Whether it has a public address, or stands behind one. */
  readonly isPublic: Value<boolean>;
}

export interface InstanceFacts {
  /** Its primary interface. */
  readonly primary: Ref<NetworkInterfaceFacts>;
  readonly subnet: Ref<SubnetFacts>;
  readonly interface: Value<Key>;
  readonly address: Address;
  readonly sourceDestCheck: Value<boolean>;
  readonly isPublic: Value<boolean>;
  /** An elastic address that names the instance is its primary interface's. */
  readonly hasElastic: Value<boolean>;
}

export interface LaunchTemplateFacts {
  readonly groups: readonly Ref<GroupFacts>[];
  readonly publicAddress: Value<boolean> | undefined;
  /** Where its primary interface is to stand, if it says so. */
  readonly subnet?: Ref<SubnetFacts> | undefined;
}

/** Where a scaling group's instances stand: one representative a subnet. */
export interface ScalingGroupFacts {
  readonly members: readonly ({
    readonly interface: Key;
    readonly subnet: Ref<SubnetFacts>;
    readonly address: Address;
  } & Presence)[];
}

/** An interface of its own, put on an instance. */
export interface InterfaceAttachmentFacts {
  readonly instance: Ref<InstanceFacts>;
  readonly interface: Ref<NetworkInterfaceFacts>;
  readonly device: Value<number>;
}

/** Tasks that register themselves with target groups while they run. */
export interface ContainerServiceFacts {
  /** One for each subnet, or why nobody can say where they stand. */
  readonly tasks:
    | Unknown
    | readonly ({
        readonly interface: Key;
        readonly subnet: Ref<SubnetFacts>;
      } & Presence)[];
  /** The target groups that it names, each with the port on which its tasks register there. */
  readonly registrations: readonly { readonly group: Key; readonly port: Value<number> | undefined }[];
}

export type BalancerType = "application" | "network" | "gateway";

/** A balancer's presence in one zone. */
export interface BalancerNode {
  readonly node: Key;
  readonly interface: Key;
  readonly subnet: Ref<SubnetFacts>;
}

export interface BalancerFacts {
  readonly type: Value<BalancerType>;
  readonly nodes: readonly BalancerNode[];
  /** The balancer's own attribute; a target group may say otherwise. */
  readonly crossZone: Value<boolean>;
  readonly groups: readonly Ref<GroupFacts>[];
  /** Zones of the endpoints that hand their packets to it; none when no endpoint was read. */
  readonly consumerZones: readonly Value<string>[];
}

export interface TargetFacts {
  readonly to:
    | { readonly kind: "interface"; readonly interface: Value<Key> }
    | { readonly kind: "address"; readonly address: Address };
  readonly name: string;
  readonly zone: Value<string> | undefined;
  /** Where it stands; undefined where nobody says, or outside the network. */
  readonly subnet?: Value<Key> | undefined;
  /** Why it is not certain that it is there. */
  readonly doubt?: Unknown | undefined;
  /** The group of which one at least is there, in spite of the doubt. */
  readonly among?: Key | undefined;
  readonly port: Value<number> | undefined;
  readonly at: Ref<unknown>["at"];
}

export interface TargetGroupFacts {
  readonly targets: readonly TargetFacts[];
  readonly protocol: Value<string> | undefined;
  readonly port: Value<number> | undefined;
  readonly targetType: Value<string>;
  /** Undefined: as the balancer says. */
  readonly crossZone: Value<boolean> | undefined;
  readonly preserveClient: Value<boolean> | undefined;
  readonly checkProtocol: Value<string> | undefined;
  readonly checkPort: Value<number> | undefined;
}

export interface ListenerFacts {
  readonly balancer: Ref<BalancerFacts>;
}

/** A classic balancer; nobody needs more of it than that it is one. */
export type ClassicBalancerFacts = Record<string, never>;

/** A target group that a listener or a rule of it forwards to. */
export interface Forward {
  readonly group: Ref<TargetGroupFacts>;
  /** Undefined: an equal share. */
  readonly weight: Value<number> | undefined;
  /** Why it is not certain that it forwards there. */
  readonly doubt?: Unknown | undefined;
  readonly at: Ref<unknown>["at"];
}

export interface ListenerRuleFacts {
  readonly listener: Ref<ListenerFacts>;
  readonly forwards: readonly Forward[];
  /** What the balancer answers by itself, without a target. */
  readonly answers: string | undefined;
}

export interface EndpointServiceFacts {
  readonly balancers: readonly Ref<BalancerFacts>[];
  readonly acceptanceRequired: Value<boolean>;
  /** Zone names mean the same only within one account. */
  readonly account: Value<string>;
  /** Who may connect, beside the owner's own account: `*` or names of principals. */
  readonly principals: readonly Value<string>[];
  /** Zones of the endpoints that name it. */
  readonly consumerZones: readonly Value<string>[];
  /** Where the service is written. */
  readonly at: Ref<unknown>["at"];
}

export interface EndpointServicePermissionsFacts {
  readonly service: Ref<EndpointServiceFacts>;
  readonly principals: readonly Value<string>[];
}

export interface EndpointFacts {
  readonly vpc: Ref<VpcFacts>;
  /** Where its interfaces stand. */
  readonly zones: readonly Value<string>[];
  readonly type: Value<"Gateway" | "Interface" | "GatewayLoadBalancer">;
  /** The interface to which routes hand packets; undefined for a gateway endpoint. */
  readonly interface: Value<Key>;
}

export interface PeeringFacts {
  readonly requester: Ref<VpcFacts>;
  readonly accepter: Ref<VpcFacts>;
}

/** The subnets in which a database may stand. */
export interface DatabaseSubnetsFacts {
  readonly subnets: readonly Ref<SubnetFacts>[];
}

/** What the instances of a cluster have from it. */
export interface DatabaseClusterFacts {
  readonly subnets: readonly Ref<SubnetFacts>[];
  readonly groups: readonly Ref<GroupFacts>[];
  readonly port: Value<number>;
}
