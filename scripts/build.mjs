// Builds dist/: the command (tieline.js), the library (index.js) and its declarations (types/).
// Everything that users need is inside the bundle, so the package has no dependencies of its own. Chunks are split
// so that a dynamic import in the source stays one: a command loads only what it uses.
import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(await readFile(file("package.json"), "utf8"));

// Some bundled packages are CommonJS and ask for Node's own modules with `require`, which ESM does not have.
const requireForCommonJs = `import { createRequire as tielineRequire } from "node:module";
const require = tielineRequire(import.meta.url);`;

const bundle = () =>
  build({
    absWorkingDir: file(""),
    entryPoints: { tieline: "src/cli/tieline.ts", index: "src/index.ts", matchers: "src/matchers.ts" },
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"], // jsonc-parser's `main` is UMD, which cannot be bundled
    minifySyntax: true, // lines stay: Node shows the one that throws when a program does not catch
    banner: { js: requireForCommonJs },
    define: { TIELINE_VERSION: JSON.stringify(version) },
    logLevel: "warning",
  });

const declarations = () =>
  new Promise((done, failed) => {
    const tsc = spawn(process.execPath, [file("node_modules/typescript/bin/tsc"), "-p", file("tsconfig.types.json")], {
      stdio: "inherit",
    });
    tsc.on("error", failed);
    tsc.on("exit", (code) => (code === 0 ? done() : failed(new Error(`tsc ended with ${code}`))));
  });

// What pictures are made with as PNG (src/cli/diagram/png.ts): not code, so it stands beside the bundle.
const assets = async () => {
  const to = (name) => file(`dist/assets/${name}`);
  await mkdir(file("dist/assets"), { recursive: true });
  await copyFile(file("node_modules/@resvg/resvg-wasm/index_bg.wasm"), to("resvg.wasm"));
  for (const letters of ["latin", "latin-ext", "greek", "cyrillic"]) {
    for (const weight of [400, 700]) {
      const font = `inter-${letters}-${weight}-normal.woff2`;
      await copyFile(file(`node_modules/@fontsource/inter/files/${font}`), to(font));
    }
  }
  await copyFile(file("node_modules/@fontsource/inter/LICENSE"), to("inter.LICENSE"));
  const { version, license } = JSON.parse(await readFile(file("node_modules/@resvg/resvg-wasm/package.json"), "utf8"));
  const notice = `resvg.wasm is @resvg/resvg-wasm ${version}, unchanged, under ${license}: https://github.com/thx/resvg-js\n`;
  await writeFile(to("resvg.NOTICE"), notice);
};

await rm(file("dist"), { recursive: true, force: true });
await Promise.all([bundle(), declarations(), assets()]);
await chmod(file("dist/tieline.js"), 0o755);
