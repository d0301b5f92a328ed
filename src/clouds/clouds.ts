/** The clouds whose things are read. */

import type { AnyKind } from "../contract/kind.ts";
import { kinds as aws } from "./aws/kinds.ts";
import { kinds as azure } from "./azure/kinds.ts";

export interface Cloud {
  readonly name: string;
  readonly kinds: readonly AnyKind[];
}

export const clouds: readonly Cloud[] = [
  { name: "aws", kinds: aws },
  { name: "azure", kinds: azure },
];
