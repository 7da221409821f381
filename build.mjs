// What tsc leaves behind: SQL, the sandbox page and the bundled font go to dist as they are.
import { chmodSync, cpSync } from "node:fs";

const asIs = /\.(sql|html|css|js|svg|ttf|txt)$/;
cpSync("src", "dist", {
  recursive: true,
  filter: (source) => !source.includes(".") || asIs.test(source) || !/\.[a-z]+$/.test(source),
});
chmodSync("dist/main.js", 0o755);
