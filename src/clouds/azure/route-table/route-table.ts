/**
 * Microsoft.Network/routeTables: routes of the user's own for the subnets that name it. In each of them they stand beside
 * the system's routes, so each subnet has a table of its own in the model and this kind contributes none.
 */

import { kind } from "../../../contract/kind.ts";
import { flag } from "../../../contract/property.ts";
import { map } from "../../../value/value.ts";
import { routing, template } from "../terms/pages.ts";
import { route, subnet, table as term } from "../terms/terms.ts";

const properties = {
  noPropagation: flag("disableBgpRoutePropagation", { otherwise: false }),
};

export const routeTable = kind({
  term,
  label: "route table",
  spelled: { arm: { type: "Microsoft.Network/routeTables" } },
  properties,
  claims: [
    { text: "a table's routes are joined with the system's routes of each subnet that names it", evidence: routing },
    {
      text: "routes of the network's gateway are put into it unless propagation is off",
      evidence: template("microsoft.network/routetables"),
    },
  ],
  facts: (it) => ({
    propagates: map(it.noPropagation, (off) => !off),
    get subnets() {
      return it.referrers(subnet, "table");
    },
    get routes() {
      return it.referrers(route, "table").map(({ facts }) => facts);
    },
  }),
  lower() {},
});
