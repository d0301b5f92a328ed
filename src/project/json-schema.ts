/** The shape of `tieline.yaml` as JSON Schema, shipped so that editors complete and check it. */

import * as z from "zod/mini";
import { shape } from "./shape.ts";

export function jsonSchema(): unknown {
  return {
    ...z.toJSONSchema(shape, { target: "draft-7" }),
    title: "tieline.yaml",
    description: "What Tieline reads, what it takes for granted and what must be so",
  };
}
