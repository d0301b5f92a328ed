/** Pages of AWS's documentation as evidence, with the date of the copy that was read where it is known. */

import type { Claim } from "../../../contract/kind.ts";

type Evidence = Claim["evidence"];

const site = "https://docs.aws.amazon.com";

/** Of the CloudFormation template reference: `aws-resource-ec2-vpcendpoint`. */
export const cloudFormationPage = (page: string): Evidence => ({
  documented: `${site}/AWSCloudFormation/latest/TemplateReference/${page}.html`,
  date: "2026-04-10",
});

/** Of the load balancers' guides: `network`, `target-group-health-checks`. */
export const balancingPage = (guide: "application" | "network" | "gateway" | "userguide", page: string): Evidence => ({
  documented: `${site}/elasticloadbalancing/latest/${guide}/${page}.html`,
});

/** Of the PrivateLink guide. */
export const privateLinkPage = (page: string): Evidence => ({
  documented: `${site}/vpc/latest/privatelink/${page}.html`,
});

/** Of the VPC user guide. */
export const vpcPage = (page: string): Evidence => ({ documented: `${site}/vpc/latest/userguide/${page}.html` });

/** Of the VPC peering guide. */
export const peeringPage = (page: string): Evidence => ({ documented: `${site}/vpc/latest/peering/${page}.html` });

/** Of the EC2 user guide. */
export const ec2Page = (page: string): Evidence => ({
  documented: `${site}/AWSEC2/latest/UserGuide/${page}.html`,
  date: "2026-04-07",
});
