/**
 * AWS::ECS::Service, as far as target groups need it: its tasks register themselves while they run, so a group that it
 * names has targets, and where these stand is not modelled.
 */

import { kind } from "../../../contract/kind.ts";
import { block, many, reference } from "../../../contract/property.ts";
import { unknown } from "../../../value/value.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import { containerService as term, targetGroup } from "../terms/terms.ts";

export const containerService = kind({
  term,
  label: "container service",
  spelled: { cloudformation: { type: "AWS::ECS::Service" } },
  properties: {
    registrations: many(block("LoadBalancers", { group: reference("TargetGroupArn", targetGroup) })),
  },
  claims: [
    {
      text: "a service registers its tasks with the target groups that it names",
      evidence: cloudFormationPage("aws-resource-ecs-service"),
    },
  ],
  facts: (it) => ({
    tasks: unknown(
      "kind.unmodelled",
      `where the tasks of \`${it.name}\` run is not modelled`,
      it.origin.at,
      "a question from or to an address of a task",
    ),
  }),
  lower() {
    // Its tasks are unknown targets of its target groups, and nothing else.
  },
});
