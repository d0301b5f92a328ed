/** AWS::AutoScaling::LaunchConfiguration: the older form of a launch template, for scaling groups alone. */

import { type It, kind } from "../../../contract/kind.ts";
import { flag, many, reference, word } from "../../../contract/property.ts";
import { unknownRef } from "../../../contract/term.ts";
import { unknown } from "../../../value/value.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import { launchConfiguration as term, securityGroup } from "../terms/terms.ts";

const properties = {
  groups: many(reference("SecurityGroups", securityGroup)),
  publicAddress: flag("AssociatePublicIpAddress"),
  /** An instance that exists, from which the rest is copied. */
  like: word("InstanceId"),
};

export const launchConfiguration = kind({
  term,
  label: "launch configuration",
  spelled: {
    cloudformation: { type: "AWS::AutoScaling::LaunchConfiguration" },
    terraform: { type: "aws_launch_configuration" },
  },
  properties,
  ignored: (
    "BlockDeviceMappings ClassicLinkVPCId ClassicLinkVPCSecurityGroups EbsOptimized IamInstanceProfile ImageId " +
    "InstanceMonitoring InstanceType KernelId KeyName LaunchConfigurationName MetadataOptions PlacementTenancy " +
    "RamDiskId SpotPrice UserData"
  ).split(" "),
  claims: [
    {
      text: "AssociatePublicIpAddress overrides the subnet's setting, and absent leaves it to the subnet",
      evidence: cloudFormationPage("aws-resource-autoscaling-launchconfiguration"),
    },
    {
      text: "with InstanceId all else is as that instance has it, but for the public address",
      evidence: cloudFormationPage("aws-resource-autoscaling-launchconfiguration"),
    },
  ],
  facts: (it) => ({ groups: groupsOf(it), publicAddress: it.publicAddress }),
  lower() {},
});

function groupsOf(it: It<typeof properties>) {
  if (it.groups.length > 0 || it.like === undefined) return it.groups;
  const why = "its groups are those of an instance that is in no file";
  return [unknownRef(securityGroup, unknown("launch.instance.external", why, it.like.at, "its SecurityGroups"))];
}
