import type { JsonObject } from "../../slack/json.ts";
import { apiVersionOf, resources } from "../resources.ts";

const root = "/openapi/v3";

/** As much of the schemas as `kubectl apply` asks for: that the server itself checks fields. Undefined for any other address. */
export function openApi(pathname: string): JsonObject | undefined {
  const versions = [...new Set(resources.map(apiVersionOf))];
  const pathOf = (version: string): string => (version === "v1" ? "api/v1" : `apis/${version}`);
  if (pathname === root)
    return {
      paths: Object.fromEntries(
        versions.map((version) => [pathOf(version), { serverRelativeURL: `${root}/${pathOf(version)}` }]),
      ),
    };
  const version = versions.find((one) => pathname === `${root}/${pathOf(one)}`);
  if (version === undefined) return undefined;
  const paths = resources
    .filter((resource) => apiVersionOf(resource) === version)
    .map(({ plural, group, version, kind }) => [
      `/${pathOf(apiVersionOf({ group, version }))}/${plural}/{name}`,
      {
        patch: {
          parameters: [{ name: "fieldValidation", in: "query", schema: { type: "string" } }],
          "x-kubernetes-group-version-kind": { group, version, kind },
          responses: {},
        },
      },
    ]);
  return { openapi: "3.0.0", info: { title: "Kubernetes", version: "v1.32.4" }, paths: Object.fromEntries(paths) };
}
