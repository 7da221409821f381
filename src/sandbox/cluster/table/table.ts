import type { JsonObject } from "../../slack/json.ts";
import { objectIn, textIn } from "../objects.ts";
import { ageColumn, type Column, nameColumn } from "./columns.ts";
import {
  autoscalerColumns,
  budgetColumns,
  configMapColumns,
  eventColumns,
  namespaceColumns,
  nodeColumns,
  secretColumns,
  serviceColumns,
} from "./other-columns.ts";
import { podColumns } from "./pod-columns.ts";
import {
  controllerRevisionColumns,
  cronJobColumns,
  daemonSetColumns,
  deploymentColumns,
  jobColumns,
  replicaSetColumns,
  statefulSetColumns,
} from "./workload-columns.ts";

export interface TableWish {
  /** What each row carries of its object: `None`, `Metadata` (when nothing is said) or `Object`. */
  readonly includeObject: string;
  readonly now: number;
  /** Metadata of the list. */
  readonly metadata: JsonObject;
}

/** Objects of one kind with the columns kubectl prints. */
export function tableOf(plural: string, objects: readonly JsonObject[], wish: TableWish): JsonObject {
  const columns = columnsByPlural[plural] ?? [nameColumn, ageColumn];
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: wish.metadata,
    columnDefinitions: columns.map((one) => ({
      name: one.name,
      type: one.type ?? "string",
      format: one.name === "Name" ? "name" : "",
      description: "",
      priority: one.isWide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((one) => one.cell(object, wish.now)),
      ...(wish.includeObject === "None" ? {} : { object: carried(object, wish.includeObject) }),
    })),
  };
}

function carried(object: JsonObject, includeObject: string): JsonObject {
  if (includeObject === "Object") return object;
  return {
    kind: "PartialObjectMetadata",
    apiVersion: "meta.k8s.io/v1",
    metadata: { name: textIn(object, "metadata", "name"), ...objectIn(object, "metadata") },
  };
}

const columnsByPlural: Readonly<Record<string, readonly Column[]>> = {
  pods: podColumns,
  deployments: deploymentColumns,
  replicasets: replicaSetColumns,
  statefulsets: statefulSetColumns,
  daemonsets: daemonSetColumns,
  controllerrevisions: controllerRevisionColumns,
  jobs: jobColumns,
  cronjobs: cronJobColumns,
  configmaps: configMapColumns,
  secrets: secretColumns,
  namespaces: namespaceColumns,
  nodes: nodeColumns,
  services: serviceColumns,
  events: eventColumns,
  horizontalpodautoscalers: autoscalerColumns,
  poddisruptionbudgets: budgetColumns,
};
