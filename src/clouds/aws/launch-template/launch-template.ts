/**
 * AWS::EC2::LaunchTemplate: how instances are launched. Of it only groups and public address matter to a network; the
 * scaling group or the instance that uses it reads them. Every version is the one that the template states.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { block, flag, many, number, reference, word } from "../../../contract/property.ts";
import { known } from "../../../value/value.ts";
import { ec2Page, cloudFormationPage } from "../terms/pages.ts";
import { launchTemplate as term, networkInterface, securityGroup, subnet } from "../terms/terms.ts";

const properties = {
  templateName: word({ cloudformation: "LaunchTemplateName", terraform: "name" }),
  groups: many(
    reference(
      { cloudformation: "LaunchTemplateData.SecurityGroupIds", terraform: "vpc_security_group_ids" },
      securityGroup,
    ),
  ),
  namedGroups: many(
    reference(
      { cloudformation: "LaunchTemplateData.SecurityGroups", terraform: "security_group_names" },
      securityGroup,
    ),
  ),
  interfaces: many(
    block(
      { cloudformation: "LaunchTemplateData.NetworkInterfaces", terraform: "network_interfaces" },
      {
        device: number("DeviceIndex"),
        publicAddress: flag("AssociatePublicIpAddress"),
        groups: many(reference({ cloudformation: "Groups", terraform: "security_groups" }, securityGroup)),
        subnet: reference("SubnetId", subnet),
        existing: reference("NetworkInterfaceId", networkInterface),
      },
    ),
  ),
};

/** What the machine does with a packet is assumed, never read from its start script. */
const ofTheMachine = (
  "BlockDeviceMappings CapacityReservationSpecification CpuOptions CreditSpecification DisableApiStop " +
  "DisableApiTermination EbsOptimized EnclaveOptions HibernationOptions IamInstanceProfile ImageId " +
  "InstanceInitiatedShutdownBehavior InstanceMarketOptions InstanceRequirements InstanceType KernelId KeyName " +
  "LicenseSpecifications MaintenanceOptions MetadataOptions Monitoring NetworkPerformanceOptions Placement " +
  "PrivateDnsNameOptions RamDiskId TagSpecifications UserData"
).split(" ");

export const launchTemplate = kind({
  term,
  label: "launch template",
  spelled: {
    cloudformation: { type: "AWS::EC2::LaunchTemplate" },
    terraform: { type: "aws_launch_template" },
  },
  properties,
  ignored: ["TagSpecifications", "VersionDescription", ...ofTheMachine.map((name) => `LaunchTemplateData.${name}`)],
  claims: [
    {
      text: "with network interfaces in a launch template the groups stand at the interface",
      evidence: cloudFormationPage("aws-properties-ec2-launchtemplate-launchtemplatedata"),
    },
    {
      text: "the public address goes to device 0 only",
      evidence: cloudFormationPage("aws-properties-ec2-launchtemplate-networkinterface"),
    },
    {
      text: "with more than one interface no public address is assigned automatically",
      evidence: ec2Page("working-with-ip-addresses"),
    },
    {
      text: "the version that is used says what the template says",
      evidence: { assumed: "versions that were made elsewhere are in no file" },
    },
  ],
  facts(it) {
    const primary = primaryOf(it);
    const groups =
      primary !== undefined && primary.groups.length > 0 ? primary.groups : [...it.groups, ...it.namedGroups];
    const publicAddress = it.interfaces.length > 1 ? known(false) : primary?.publicAddress;
    return { groups, publicAddress, subnet: primary?.subnet };
  },
  lower(it, model) {
    if (it.templateName?.kind === "known") model.alias({ text: it.templateName.value, name: it.name, rank: 2 });
  },
});

/** Device 0; the first where none says which it is. */
function primaryOf(it: It<typeof properties>) {
  return it.interfaces.find(({ device }) => device === undefined || device.kind === "unknown" || device.value === 0);
}
