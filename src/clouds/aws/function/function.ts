/**
 * AWS::Lambda::Function with a VpcConfig (and SAM's short form of it): it sends from an interface in each of its subnets,
 * and nobody reaches it there. Without one it is in no network of its owner.
 */

import { kind } from "../../../contract/kind.ts";
import { many, reference } from "../../../contract/property.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import { lowerStanding } from "../terms/standing.ts";
import { functionInVpc as term, securityGroup, subnet } from "../terms/terms.ts";

const guide = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html";

export const functionInVpc = kind({
  term,
  label: "function",
  spelled: {
    cloudformation: [{ type: "AWS::Lambda::Function" }, { type: "AWS::Serverless::Function" }],
  },
  properties: {
    subnets: many(reference("VpcConfig.SubnetIds", subnet)),
    groups: many(reference("VpcConfig.SecurityGroupIds", securityGroup)),
  },
  ignored: (
    "Architectures Code CodeSigningConfigArn CodeUri DeadLetterConfig Description Environment EphemeralStorage Events " +
    "FileSystemConfigs FunctionName FunctionUrlConfig Handler ImageConfig ImageUri InlineCode KmsKeyArn Layers " +
    "LoggingConfig MemorySize PackageType Policies RecursiveLoop ReservedConcurrentExecutions Role Runtime " +
    "RuntimeManagementConfig SnapStart Timeout Tracing TracingConfig"
  ).split(" "),
  claims: [
    {
      text: "a function has an interface for each subnet of its VpcConfig, and sends from it",
      evidence: cloudFormationPage("aws-properties-lambda-function-vpcconfig"),
    },
    {
      text: "a function in a public subnet has no public address: it needs NAT for the internet",
      evidence: { documented: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html" },
    },
    { text: "nobody reaches a function by an address of the network", evidence: { documented: guide } },
    {
      text: "a function sends IPv6 only with Ipv6AllowedForDualStack, which is not modelled: it has no IPv6 address here",
      evidence: cloudFormationPage("aws-properties-lambda-function-vpcconfig"),
    },
  ],
  facts: () => ({}),
  lower(it, model) {
    lowerStanding(it, model, {
      label: "function",
      subnets: it.subnets,
      groups: it.groups,
      accepts: { nothing: "a function is called by its service, and takes nothing at an address of the network" },
    });
  },
});
