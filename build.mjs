// Makes dist: what tsc compiles, and SQL, the sandbox page and the font of charts as they are.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, rmSync } from "node:fs";

const compiler = "node_modules/typescript/bin/tsc";
// Installed for production alone there is no compiler, and dist came with the package.
if (process.argv.includes("--if-possible") && !existsSync(compiler)) process.exit(0);

rmSync("dist", { recursive: true, force: true });
try {
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], { stdio: "inherit" });
} catch {
  // tsc has said what is wrong.
  process.exit(1);
}
const asIs = /\.(sql|html|css|js|svg|ttf|txt)$/;
cpSync("src", "dist", { recursive: true, filter: (source) => !/\.[a-z]+$/.test(source) || asIs.test(source) });
cpSync("node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf", "dist/targets/charts/DejaVuSans.ttf");
chmodSync("dist/main.js", 0o755);
