/**
 * AWS::EC2::NetworkInterface: an interface by itself. It stands on the instance that names it, or that an attachment
 * puts it on; on none, it is in the subnet and answers nobody.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, many, reference, required } from "../../../contract/property.ts";
import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { known } from "../../../value/value.ts";
import { anyOf, elasticOn } from "../terms/elastic.ts";
import { ec2Guide, templateReference, vpcGuide } from "../terms/evidence.ts";
import { foreignReference, strangeOn } from "../terms/foreign-reference.ts";
import { fixedAddressRules, misplaced } from "../terms/fixed-address.ts";
import { attach, hostTable, publish } from "../terms/interfaces.ts";
import {
  addressProperties,
  furtherAddresses,
  type OwnAddresses,
  ownAddresses,
  statedIn,
} from "../terms/private-addresses.ts";
import { strictness } from "../terms/source-check.ts";
import {
  instance,
  interfaceAttachment,
  networkInterface as term,
  route,
  securityGroup,
  subnet,
} from "../terms/terms.ts";

const properties = {
  subnet: required("SubnetId", subnet),
  groups: many(reference({ cloudformation: "GroupSet", terraform: "security_groups" }, securityGroup)),
  check: flag("SourceDestCheck", { otherwise: true }),
  ...addressProperties,
};

type Card = It<typeof properties>;

export const networkInterface = kind({
  term,
  label: "network interface",
  spelled: {
    cloudformation: { type: "AWS::EC2::NetworkInterface" },
    terraform: { type: "aws_network_interface" },
  },
  properties,
  ignored: [
    "ConnectionTrackingSpecification",
    "Description",
    "EnablePrimaryIpv6",
    "InterfaceType",
    "Ipv4PrefixCount",
    "Ipv4Prefixes",
    "Ipv6PrefixCount",
    "Ipv6Prefixes",
    "PublicIpDnsHostnameTypeSpecification",
  ],
  attributes(it) {
    const own = addressesOf(it);
    return { PrimaryPrivateIpAddress: own.primary, PrimaryIpv6Address: own.sixes[0]?.address };
  },
  claims: [
    {
      text: "the source/destination check is on by default",
      evidence: templateReference("aws-resource-ec2-networkinterface"),
    },
    {
      text: "an interface without groups has the VPC's default group",
      evidence: vpcGuide("default-security-group"),
    },
    { text: "the first four addresses of a subnet and the last are reserved", evidence: vpcGuide("subnet-sizing") },
    {
      text: "an interface that is made by itself gets no public address from its subnet's setting",
      evidence: { assumed: "the pages speak of instances that are launched; an existing interface is not launched" },
    },
    {
      text: "an elastic address belongs to one private address of an interface, the primary one if none is said",
      evidence: ec2Guide("using-instance-addressing"),
    },
  ],
  rules: [...fixedAddressRules, foreignReference],
  facts: (it) => ({
    subnet: it.subnet,
    interface: known(it.key),
    address: addressesOf(it).primary,
    sourceDestCheck: it.check,
    isHop: it.referrers(route, "interface").length > 0,
    isAttached: it.referrers(instance, "interfaces").length + it.referrers(interfaceAttachment, "interface").length > 0,
    // Read only when asked for: the instance's facts lead back here.
    get isPublic() {
      const own = anyOf(elasticOn(it, "interface"));
      const [holder] = it.referrers(instance, "interfaces");
      return own.kind === "known" &&
        !own.value &&
        holder?.facts.interface.kind === "known" &&
        holder.facts.interface.value === it.key
        ? holder.facts.hasElastic
        : own;
    },
  }),
  lower(it, model) {
    const { key, subnet: to } = it;
    const own = addressesOf(it);
    const holder = holderOf(it);
    const node = holder ?? lowerAlone(it, model);
    const called = holder === undefined ? {} : { name: it.name };
    attach(model, {
      key,
      node,
      subnet: to,
      address: own.primary,
      groups: it.groups,
      ...called,
      ...strictness(it.check),
    });
    furtherAddresses(model, placeOf(it), own);
    const strange = strangeOn(it, to, it.groups);
    if (strange !== undefined) it.report(found(foreignReference, strange));
    for (const { key: by, elastic, private: inside, origin, doubt } of elasticOn(it, "interface")) {
      const pair = { private: inside ?? own.primary, public: elastic.address, owner: elastic.owner, origin, doubt };
      publish(model, `${key}#${by}`, to.facts.vpc.to, pair);
    }
    for (const stated of statedIn(it)) {
      const wrong = misplaced(stated, to);
      if (wrong === undefined) continue;
      const range = to.facts.range.at.slice(0, 1).map((span) => ({ span, label: "the subnet's range" }));
      it.report(found(wrong.rule, { data: wrong.data, resource: it.name, at: [...stated.at.slice(0, 1), ...range] }));
    }
  },
});

function placeOf(it: Card) {
  return { key: it.key, owner: it.name, subnet: it.subnet, at: it.origin.at };
}

function addressesOf(it: Card): OwnAddresses {
  return ownAddresses(it, placeOf(it));
}

/** The instance on which it stands. */
function holderOf(it: Card): Key | undefined {
  const [named] = it.referrers(instance, "interfaces");
  if (named !== undefined) return named.key;
  const [attached] = it.referrers(interfaceAttachment, "interface");
  const to = attached?.facts.instance.to;
  return to?.kind === "known" ? to.value : undefined;
}

function lowerAlone(it: Card, model: Builder): Key {
  const { key, name, subnet: to } = it;
  const nothing = "the interface is on no instance";
  const node = model.node(`${key}#node`, {
    name,
    label: "network interface",
    kind: "interface",
    zone: to.facts.zone,
    host: true,
    accepts: { nothing },
    forwards: { nothing },
  });
  hostTable(model, node, name, [{ key, subnet: to }]);
  return node;
}
