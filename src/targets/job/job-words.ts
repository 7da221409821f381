import { type JsonObject, numberAt, objectsAt, textAt } from "../kubernetes/change/json.ts";
import type { Json } from "../target.ts";
import { programContainer } from "./job-object.ts";

/** Why a container that waits will not begin by itself; undefined when it may. */
export function cannotBegin(reason: string, message: string): string | undefined {
  const said = message === "" ? "" : `: ${message}`;
  switch (reason) {
    case "ErrImagePull":
    case "ImagePullBackOff":
    case "ErrImageNeverPull":
    case "RegistryUnavailable":
      return `its image cannot be pulled${said}; correct kubernetes.jobs.image in the catalog, or let the service account pull it`;
    case "InvalidImageName":
      return `its image has no valid name${said}; correct kubernetes.jobs.image in the catalog`;
    case "CreateContainerConfigError":
      return /runAsNonRoot|run as root/i.test(message)
        ? "its image runs as root, which the catalog does not allow; give the image a user by its number, or set kubernetes.jobs.root"
        : `its container cannot be made${said}; look at the Secrets that kubernetes.jobs.secrets names`;
    case "CreateContainerError":
    case "RunContainerError":
      return `its container cannot be started${said}`;
  }
  return undefined;
}

interface End {
  readonly isGood: boolean;
  readonly text: string;
}

/** How a program ended, by what its container's status says. */
export function endWords(terminated: Json, job: JsonObject): End {
  const code = numberAt(terminated, "exitCode") ?? 0;
  const reason = textAt(terminated, "reason");
  const took = tookWords(textAt(terminated, "startedAt"), textAt(terminated, "finishedAt"));
  if (code === 0) return { isGood: true, text: `it ended well${took}` };
  return { isGood: false, text: `it failed with exit code ${code}${took}${meaningOf(code, reason, terminated, job)}` };
}

function meaningOf(code: number, reason: string, terminated: Json, job: JsonObject): string {
  if (reason === "OOMKilled") {
    const [container] = objectsAt(job, "spec", "template", "spec", "containers").filter(
      (one) => one.name === programContainer,
    );
    const most = textAt(container, "resources", "limits", "memory");
    return `: it needed more than its ${most || "limit"} of memory and was killed; the catalog may give it more in kubernetes.jobs.memory`;
  }
  if (reason === "StartError" || reason === "ContainerCannotRun")
    return `: it could not be started: ${textAt(terminated, "message")}`;
  if (code === 126) return ": the image has this program, but it may not be executed";
  if (code === 127) return ": the image has no such program, or one that it calls is missing";
  if (code > 128 && code < 160) return `: it was ended by signal ${code - 128}`;
  return "";
}

function tookWords(from: string, until: string): string {
  const seconds = Math.round((Date.parse(until) - Date.parse(from)) / 1000);
  if (!(seconds >= 0)) return "";
  return seconds < 120 ? ` after ${seconds} s` : ` after ${Math.round(seconds / 60)} min`;
}
