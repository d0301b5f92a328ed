/** The same pages under the names of the guides. */

export {
  cloudFormationPage as templateReference,
  ec2Page as ec2Guide,
  peeringPage as peeringGuide,
  vpcPage as vpcGuide,
} from "./pages.ts";
