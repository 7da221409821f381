import type { JsonObject } from "../json.ts";
import type { StoredFile } from "./types.ts";
import type { World } from "./world.ts";

/** A file as the Web API shows it. */
export function filePayload(world: World, id: string): JsonObject {
  const file = world.files.get(id);
  if (file === undefined) return { id, mode: "tombstone" };
  const url = `${world.url}/files/${file.id}`;
  const channels = file.shares.map(({ channel }) => channel);
  return {
    id: file.id,
    created: Math.floor(file.createdMs / 1000),
    timestamp: Math.floor(file.createdMs / 1000),
    name: file.name,
    title: file.title,
    mimetype: mimetypeOf(file.name),
    filetype: extensionOf(file.name),
    user: file.user,
    user_team: world.options.teamId,
    size: file.content?.byteLength ?? file.declaredLength,
    mode: "hosted",
    is_external: false,
    is_public: channels.length > 0,
    alt_txt: file.altText,
    url_private: url,
    url_private_download: url,
    permalink: url,
    channels,
    groups: [],
    ims: [],
  };
}

export function mimetypeOf(name: string): string {
  return MIMETYPES[extensionOf(name)] ?? "application/octet-stream";
}

/** Only these can be shown by an image block. */
export function isDrawable(file: StoredFile): boolean {
  return ["png", "jpg", "jpeg", "gif"].includes(extensionOf(file.name));
}

function extensionOf(name: string): string {
  return name.includes(".") ? (name.split(".").at(-1) ?? "").toLowerCase() : "";
}

const MIMETYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  svg: "image/svg+xml",
  txt: "text/plain",
  log: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  json: "application/json",
  yaml: "text/yaml",
  pdf: "application/pdf",
};
