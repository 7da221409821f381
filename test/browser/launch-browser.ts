import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Starts the system's Chromium: `CHROMIUM_PATH`, else /usr/bin/chromium. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(`There is no Chromium at ${executablePath}. Install it, or say where it is in CHROMIUM_PATH.`);
  }
  return chromium.launch({ executablePath, args: ARGUMENTS.split(" ") });
}

const ARGUMENTS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";
