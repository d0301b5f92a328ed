/** AWS::EC2::NetworkInterfaceAttachment: puts an interface on an instance. Both read it. */

import { kind } from "../../../contract/kind.ts";
import { number, required } from "../../../contract/property.ts";
import { known } from "../../../value/value.ts";
import { templateReference } from "../terms/evidence.ts";
import { instance, interfaceAttachment as term, networkInterface } from "../terms/terms.ts";

export const interfaceAttachment = kind({
  term,
  label: "network interface attachment",
  spelled: {
    cloudformation: { type: "AWS::EC2::NetworkInterfaceAttachment" },
    terraform: { type: "aws_network_interface_attachment" },
  },
  properties: {
    instance: required("InstanceId", instance),
    interface: required("NetworkInterfaceId", networkInterface),
    device: number("DeviceIndex"),
  },
  ignored: ["DeleteOnTermination", "EnaSrdSpecification", "EnaQueueCount"],
  claims: [
    {
      text: "an attachment puts one interface on one instance, under a device number of its own",
      evidence: templateReference("aws-resource-ec2-networkinterfaceattachment"),
    },
  ],
  facts: (it) => ({ instance: it.instance, interface: it.interface, device: it.device ?? known(1) }),
  lower() {},
});
