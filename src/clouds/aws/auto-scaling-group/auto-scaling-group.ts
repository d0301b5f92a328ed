/**
 * AWS::AutoScaling::AutoScalingGroup: however many instances it has, one in each of its subnets stands for them; all
 * have the group's name. Groups and public address come from the launch template.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { many, number, reference } from "../../../contract/property.ts";
import { type Ref, unknownRef } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { type Address, orElse, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { ec2Page, cloudFormationPage } from "../terms/pages.ts";
import { transparent, wraps } from "../terms/appliance.ts";
import { assignedIn, assignedPublic, attach, hostTable, publish } from "../terms/interfaces.ts";
import { absenceOf, type Presence, presenceIn } from "../terms/presence.ts";
import {
  classicBalancer,
  type LaunchTemplateFacts,
  launchConfiguration,
  launchTemplate,
  scalingGroup,
  type SubnetFacts,
  securityGroup,
  subnet,
  targetGroup,
} from "../terms/terms.ts";
import { emptyGroup } from "./empty-group.ts";

const policy = "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification";

const properties = {
  subnets: many(reference({ cloudformation: "VPCZoneIdentifier", terraform: "vpc_zone_identifier" }, subnet)),
  template: reference(
    {
      cloudformation: `LaunchTemplate.LaunchTemplateId|LaunchTemplate.LaunchTemplateName|${policy}.LaunchTemplateId|${policy}.LaunchTemplateName`,
      terraform:
        "launch_template.id|launch_template.name|mixed_instances_policy.launch_template.launch_template_specification.launch_template_id",
    },
    launchTemplate,
  ),
  configuration: reference(
    { cloudformation: "LaunchConfigurationName", terraform: "launch_configuration" },
    launchConfiguration,
  ),
  targetGroups: many(reference({ cloudformation: "TargetGroupARNs", terraform: "target_group_arns" }, targetGroup)),
  classicBalancers: many(
    reference({ cloudformation: "LoadBalancerNames", terraform: "load_balancers" }, classicBalancer),
  ),
  least: number("MinSize"),
  most: number("MaxSize"),
  desired: number("DesiredCapacity"),
};

type Group = It<typeof properties>;

export const autoScalingGroup = kind({
  term: scalingGroup,
  label: "Auto Scaling group",
  spelled: {
    cloudformation: { type: "AWS::AutoScaling::AutoScalingGroup" },
    terraform: { type: "aws_autoscaling_group" },
  },
  properties,
  // Zones without VPCZoneIdentifier mean subnets of the default VPC, which are in no file.
  ignored: (
    "AutoScalingGroupName AvailabilityZones AvailabilityZoneIds AvailabilityZoneDistribution " +
    "AvailabilityZoneImpairmentPolicy CapacityRebalance CapacityReservationSpecification Context Cooldown " +
    "DefaultInstanceWarmup DeletionProtection DesiredCapacityType HealthCheckGracePeriod HealthCheckType " +
    "InstanceLifecyclePolicy InstanceMaintenancePolicy LifecycleHookSpecificationList MaxInstanceLifetime " +
    "MetricsCollection MixedInstancesPolicy.InstancesDistribution NewInstancesProtectedFromScaleIn " +
    "NotificationConfigurations PlacementGroup ServiceLinkedRoleARN SkipZonalShiftValidation TerminationPolicies"
  ).split(" "),
  claims: [
    {
      text: "a scaling group's instances are alike, so one in each subnet stands for all of them",
      evidence: cloudFormationPage("aws-resource-autoscaling-autoscalinggroup"),
    },
    {
      text: "a group of fewer instances than subnets has none in some of them, and AWS picks in which it has one",
      evidence: {
        documented: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html",
      },
    },
    {
      text: "instances that register with a Gateway Load Balancer's target group inspect what it wraps, and give it back",
      evidence: { assumed: "what they do with a packet is their software's, which no template describes" },
    },
    {
      text: "DesiredCapacity is MinSize unless it says otherwise",
      evidence: { assumed: "the page gives no default for the property; the service's guide starts with the minimum" },
    },
    {
      text: "the template's public address setting overrides the subnet's",
      evidence: ec2Page("using-instance-addressing"),
    },
    {
      text: "source/destination check is on for instances that a scaling group launches",
      evidence: cloudFormationPage("aws-resource-ec2-instance"),
    },
    {
      text: "nothing on an instance switches the check off after launch",
      evidence: { assumed: "a start script might, as those of NAT instances do; scripts are not read" },
    },
    {
      text: "templates of overrides in a mixed policy have the same groups as the policy's own",
      evidence: { assumed: "overrides differ in instance type; their templates are not read" },
    },
  ],
  rules: [emptyGroup],
  facts(it) {
    const presence = presenceOf(it);
    const members = membersOf(it).map(({ eth0, subnet: at, address }) => {
      return { interface: eth0, subnet: at, address, ...presence };
    });
    return { members };
  },
  lower(it, model) {
    if (isEmpty(it)) {
      it.report(found(emptyGroup, { data: { group: it.name }, resource: it.name, at: emptyAt(it) }));
    }
    for (const member of membersOf(it)) lowerMember(it, model, member);
  },
});

interface Member {
  readonly node: Key;
  readonly eth0: Key;
  readonly subnet: Ref<SubnetFacts>;
  readonly address: Address;
}

function membersOf(it: Group): readonly Member[] {
  if (isEmpty(it)) return [];
  return subnetsOf(it).map((at) => {
    const node = `${it.key}#${orElse(at.to, at.name)}`;
    return {
      node,
      eth0: `${node}#eth0`,
      subnet: at,
      address: assignedIn(at, `${node}@private`, it.name, it.origin.at),
    };
  });
}

/** Where its instances are started; without a list, in subnets of which no file speaks. */
function subnetsOf(it: Group): readonly Ref<SubnetFacts>[] {
  const { template } = it;
  if (it.subnets.length > 0) return it.subnets;
  if (template?.facts.subnet !== undefined) return [template.facts.subnet];
  const why = "no subnet is named, so its instances start in the account's default VPC";
  return [unknownRef(subnet, unknown("subnet.default.unread", why, it.origin.at, "the group's VPCZoneIdentifier"))];
}

/** No instance is started: wanted are none, or none is allowed. */
function isEmpty({ least, most, desired }: Group): boolean {
  const wanted = desired ?? least;
  return [wanted, most].some((size) => size?.kind === "known" && size.value === 0);
}

/** Where its desired capacity is not known, it is no less than the minimum. */
function presenceOf(it: Group): Presence {
  const { desired, least } = it;
  const count = (desired?.kind === "unknown" && least?.kind === "known" ? least : (desired ?? least)) ?? missing(it);
  const wording = { does: "starts", things: "instances", property: "DesiredCapacity" };
  return presenceIn(it, subnetsOf(it).length, count, wording);
}

function missing(it: Group): Unknown {
  return unknown("property.value.missing", `\`${it.name}\` has no MinSize`, it.origin.at, "its MinSize");
}

function emptyAt(it: Group) {
  const spans = [...it.written("desired"), ...it.written("most"), ...it.written("least")];
  return spans.length > 0 ? spans.slice(0, 1) : it.origin.at;
}

function lowerMember(it: Group, model: Builder, { node, eth0, subnet: at, address }: Member): void {
  const { groups, publicAddress } = launchOf(it);
  const inspects = it.targetGroups.some(({ facts }) => wraps(facts));
  model.node(node, {
    name: it.name,
    label: "Auto Scaling group",
    kind: inspects ? "appliance" : "host",
    zone: at.facts.zone,
    host: true,
    accepts: {},
    forwards: { nothing: "source/destination check is on, and the packet is not for the instance" },
    ...(inspects ? { inspect: transparent(model, it.key, it.name) } : {}),
    doubt: it.doubt ?? absenceOf(presenceOf(it)),
  });
  attach(model, { key: eth0, node, subnet: at, address, groups, strict: "source/destination check is on" });
  hostTable(model, node, it.name, [{ key: eth0, subnet: at }]);
  const isPublic = publicAddress ?? at.facts.publicOnLaunch;
  // A single instance has a public address only where it happens to stand.
  const uneven = publicAddress === undefined && !subnetsOf(it).every(({ facts }) => isTrue(facts.publicOnLaunch));
  if (isPublic.kind === "known" && !isPublic.value) return;
  publish(model, node, at.facts.vpc.to, {
    private: address,
    public: assignedPublic(`${node}@public`, it.name, it.origin.at),
    owner: it.name,
    doubt: isPublic.kind === "unknown" ? isPublic : (it.doubt ?? (uneven ? presenceOf(it).doubt : undefined)),
  });
}

function isTrue(value: Value<boolean>): boolean {
  return value.kind === "known" && value.value;
}

function launchOf(it: Group): LaunchTemplateFacts {
  const by = it.template ?? it.configuration;
  if (by !== undefined) return by.facts;
  const why = unknown(
    "launch.template.missing",
    "nothing says with which groups it starts",
    it.origin.at,
    "its LaunchTemplate",
  );
  return { groups: [unknownRef(securityGroup, why)], publicAddress: undefined };
}
