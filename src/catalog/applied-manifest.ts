import { filledList, mapping, text } from "./fields.ts";

/** How runbooks write the file, as in `kubectl apply -f`: below some directory, whichever that is. */
export const appliedName = () =>
  text(
    "a file as runbooks write it, such as k8s/production/deployment.yaml",
    /^(?!\/)(?!.*\.\.)[\w./-]+\.(ya?ml|json)$/,
  );

/** A file below the catalog's directory that may be applied to the cluster, and all it may hold. */
export const appliedManifest = mapping({
  file: text(
    "a YAML file below the catalog's directory such as applied/shop.yaml",
    /^(?!.*\.\.)[\w-][\w.-]*(\/[\w.-]+)*\.ya?ml$/,
  ),
  /** Nothing else is applied, whatever the file says: `Deployment/api`. */
  objects: filledList(text("an object such as Deployment/api", /^[A-Z][A-Za-z]+\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)),
});
