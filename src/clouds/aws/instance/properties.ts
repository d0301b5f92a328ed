import { block, flag, many, number, reference } from "../../../contract/property.ts";
import { addressProperties } from "../terms/private-addresses.ts";
import { launchTemplate, networkInterface, securityGroup, subnet } from "../terms/terms.ts";

const { private: primary, privates6, count6 } = addressProperties;

export const properties = {
  subnet: reference("SubnetId", subnet),
  groups: many(reference({ cloudformation: "SecurityGroupIds", terraform: "vpc_security_group_ids" }, securityGroup)),
  namedGroups: many(reference("SecurityGroups", securityGroup)),
  check: flag("SourceDestCheck", { otherwise: true }),
  /** CloudFormation has it on the interface only. */
  publicAddress: flag({ cloudformation: null, terraform: "associate_public_ip_address" }),
  private: primary,
  privates6,
  count6,
  interfaces: many(
    block(
      { cloudformation: "NetworkInterfaces", terraform: "network_interface" },
      {
        device: number("DeviceIndex"),
        existing: reference("NetworkInterfaceId", networkInterface),
        subnet: reference("SubnetId", subnet),
        groups: many(reference("GroupSet", securityGroup)),
        publicAddress: flag("AssociatePublicIpAddress"),
        ...addressProperties,
      },
    ),
  ),
  template: reference(
    {
      cloudformation: "LaunchTemplate.LaunchTemplateId|LaunchTemplate.LaunchTemplateName",
      terraform: "launch_template.id",
    },
    launchTemplate,
  ),
};

/** What concerns the machine and not the network. */
export const ignored = (
  "AdditionalInfo Affinity AvailabilityZone BlockDeviceMappings CpuOptions CreditSpecification DisableApiTermination " +
  "EbsOptimized ElasticGpuSpecifications ElasticInferenceAccelerators EnclaveOptions HibernationOptions HostId " +
  "HostResourceGroupArn IamInstanceProfile ImageId InstanceInitiatedShutdownBehavior InstanceType KernelId KeyName " +
  "LicenseSpecifications MetadataOptions Monitoring PlacementGroupName PrivateDnsNameOptions " +
  "PropagateTagsToVolumeOnCreation RamdiskId SsmAssociations Tenancy UserData Volumes"
).split(" ");
