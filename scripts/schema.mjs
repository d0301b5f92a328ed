// Writes schema/tieline.schema.json, with which editors complete and check a `tieline.yaml`, from src/project/json-schema.ts.
// A test compares the two; run this after the shape has changed.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const { outputFiles } = await build({
  entryPoints: [file("src/project/json-schema.ts")],
  bundle: true,
  format: "esm",
  platform: "node",
  write: false,
});
const { jsonSchema } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`
);
await writeFile(file("schema/tieline.schema.json"), `${JSON.stringify(jsonSchema(), null, 2)}\n`);
