import { mimetypeOf } from "../state/files.ts";
import { sendText } from "./respond.ts";
import type { Exchange } from "./router.ts";

/** Gives out an uploaded file; what a browser could run is given as a download. */
export function serveFile({ world, response }: Exchange, id: string): void {
  const file = world.files.get(id);
  if (file?.content === undefined) {
    sendText(response, 404, "Not found");
    return;
  }
  const type = mimetypeOf(file.name);
  const isShown = /^(image\/(png|jpeg|gif)|text\/(plain|csv|markdown)|application\/json)$/.test(type);
  response.writeHead(200, {
    "content-type": type.startsWith("text/") ? `${type}; charset=utf-8` : type,
    "content-length": file.content.byteLength,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "content-disposition": isShown ? "inline" : `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
  response.end(file.content);
}
