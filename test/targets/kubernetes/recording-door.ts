import type { KubernetesDoor } from "../../../src/clients/kubernetes.ts";

/** A door that keeps what goes through it, as `verb resource`. What every authenticated account may ask is left out. */
export function recordingDoor(door: KubernetesDoor): {
  readonly door: KubernetesDoor;
  readonly asked: Set<string>;
} {
  const asked = new Set<string>();
  const record = (method: string, path: string, watch: unknown) => {
    const right = rightOf(method, path, watch === true);
    if (right !== undefined) asked.add(right);
  };
  return {
    asked,
    door: {
      ...door,
      json(context, call) {
        record(call.method, call.path, call.query?.watch);
        return door.json(context, call);
      },
      text(context, call) {
        record(call.method, call.path, call.query?.watch);
        return door.text(context, call);
      },
      stream(context, call) {
        record(call.method, call.path, call.query?.watch);
        return door.stream(context, call);
      },
      exec(context, at, command, doing) {
        asked.add("get pods/exec");
        return door.exec(context, at, command, doing);
      },
    },
  };
}

// As the API server's own authorizer reads a request.
const objectPath =
  /^\/(?:api|apis\/(?<group>[^/]+))\/v\w+(?:\/namespaces\/[^/]+(?=\/))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<sub>[^/]+))?$/;
const verbs: Readonly<Record<string, string>> = { POST: "create", PATCH: "patch", PUT: "update", DELETE: "delete" };

function rightOf(method: string, path: string, isWatch: boolean): string | undefined {
  const { group, plural, name, sub } = objectPath.exec(path)?.groups ?? {};
  if (plural === undefined || group === "authorization.k8s.io") return undefined;
  const reading = isWatch ? "watch" : name === undefined ? "list" : "get";
  const resource = [plural, ...(group === undefined ? [] : [group])].join(".");
  return `${verbs[method] ?? reading} ${resource}${sub === undefined ? "" : `/${sub}`}`;
}
