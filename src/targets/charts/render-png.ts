import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { renderAsync } from "@resvg/resvg-js";

/**
 * SVG → PNG, three pixels for each of its units, in a thread of its own: nobody's click waits for it. Only the font that comes along is
 * used: a small image has no other.
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const drawn = await renderAsync(svg, {
    fitTo: { mode: "zoom", value: 3 },
    background: "#ffffff",
    font: { loadSystemFonts: false, fontFiles: [font()], defaultFontFamily: "DejaVu Sans" },
  });
  return drawn.asPng();
}

const require = createRequire(import.meta.url);

// The build puts the font beside this file; before it is built it is still in its package.
function font(): string {
  const built = fileURLToPath(new URL("DejaVuSans.ttf", import.meta.url));
  return existsSync(built) ? built : require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");
}
