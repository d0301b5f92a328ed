/** AWS::EC2::VPCEndpointServicePermissions: who beside the owner's account may connect to an endpoint service. */

import { kind } from "../../../contract/kind.ts";
import { many, required, word } from "../../../contract/property.ts";
import { privateLinkPage } from "../terms/pages.ts";
import { endpointService, endpointServicePermissions as term } from "../terms/terms.ts";

export const endpointServicePermissions = kind({
  term,
  label: "endpoint service permissions",
  spelled: { cloudformation: { type: "AWS::EC2::VPCEndpointServicePermissions" } },
  properties: {
    service: required("ServiceId", endpointService),
    principals: many(word("AllowedPrincipals")),
  },
  claims: [
    {
      text: "taking a permission away leaves accepted connections alone",
      evidence: privateLinkPage("configure-endpoint-service"),
    },
  ],
  facts: (it) => ({ service: it.service, principals: it.principals }),
  lower() {
    // All it says is part of the service.
  },
});
