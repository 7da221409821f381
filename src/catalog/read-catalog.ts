import { createHash } from "node:crypto";
import type { z } from "zod";
import { readAppliedManifests } from "./applied-manifests.ts";
import { organization } from "./organization.ts";
import { serviceOutline } from "./outline.ts";
import { type ReadYaml, readYaml, type YamlFile } from "./read-yaml.ts";
import { type CatalogFault, fault, schemaFaults } from "./schema-faults.ts";
import { service } from "./service.ts";
import { approvalFaults, serviceFaults } from "./service-faults.ts";
import { sharedNames } from "./shared-names.ts";
import type { Catalog, Organization, Service } from "./types.ts";
import { writtenSecrets } from "./written-secrets.ts";

/** A manifest as it was read: `organization.yaml` or `services/<key>.yaml`, in whatever directory. */
export interface CatalogFile {
  readonly path: string;
  readonly text: string;
}

type ReadCatalog =
  | { readonly kind: "catalog"; readonly catalog: Catalog }
  /** All of them, in the order of files and lines. */
  | { readonly kind: "faults"; readonly faults: readonly CatalogFault[] };

/**
 * The catalog in these files, or everything that is wrong with them. Files that are neither the organization nor a service
 * are left alone.
 */
export function readCatalog(files: readonly CatalogFile[]): ReadCatalog {
  const sorted = files.filter(({ path }) => isOrganization(path) || keyOf(path) !== undefined).sort(byPath);
  const texts = new Map(sorted.map((file) => [file.path, readYaml(file.path, file.text)]));
  const yaml = sorted.flatMap(({ path }) => yamlOf(texts.get(path)));
  const organizations = yaml.filter((file) => isOrganization(file.path));
  const services = yaml.filter((file) => !isOrganization(file.path));
  // An organization that cannot be read may hold any role; one fault is enough.
  const roles =
    organizations.length === 0
      ? undefined
      : organizations.flatMap((file) => serviceOutline(file.value).contacts.map((one) => one.role));
  const readOrganizations = organizations.map(readOrganization);
  const readServices = services.map((file) => readService(file, roles, files));
  const faults = [
    ...sorted.flatMap((file) => textFaults(file, texts.get(file.path))),
    ...missing(sorted),
    ...[...readOrganizations, ...readServices].flatMap((one) => one.faults),
    ...sharedNames(
      services.map((file) => ({ file, key: keyOf(file.path) ?? "", outline: serviceOutline(file.value) })),
    ),
  ].sort((one, other) => compare(one.file, other.file) || one.line - other.line);
  const [only] = readOrganizations.flatMap((one) => one.value ?? []);
  if (faults.length > 0 || !only) return { kind: "faults", faults };
  const read = readServices.flatMap((one) => one.value ?? []);
  return { kind: "catalog", catalog: { organization: only, services: read, hash: hashOf(sorted, read) } };
}

/** `services/podcast-analytics.yaml:14: severities[0].responseTime: expected …, found "soon"` */
export const faultText = ({ file, line, message }: CatalogFault): string => `${file}:${line}: ${message}`;

interface Read<Value> {
  readonly value?: Value | undefined;
  readonly faults: readonly CatalogFault[];
}

function readOrganization(file: YamlFile): Read<Organization> {
  const { value, faults } = checked(file, organization);
  return {
    value,
    faults: [...faults, ...approvalFaults(file, serviceOutline(file.value).approvals, ["approvals"], undefined)],
  };
}

function readService(
  file: YamlFile,
  roles: readonly string[] | undefined,
  files: readonly CatalogFile[],
): Read<Service> {
  const { value, faults } = checked(file, service);
  const textOf = (path: string) => files.find((one) => one.path === path)?.text;
  const applied = value && readAppliedManifests(file, value, textOf);
  const key = keyOf(file.path) ?? "";
  const badName = `expected a file name of small letters, digits and hyphens such as podcast-analytics.yaml, found "${key}"`;
  return {
    value: value && { key, ...value, manifests: applied?.manifests },
    faults: [
      ...faults,
      ...(applied?.faults ?? []),
      ...(/^[a-z][a-z0-9-]{0,39}$/.test(key) ? [] : [{ file: file.path, line: 1, message: badName }]),
      ...serviceFaults(file, serviceOutline(file.value), roles),
    ],
  };
}

function checked<Schema extends z.ZodType>(file: YamlFile, schema: Schema): Read<z.output<Schema>> {
  if (file.value === null || file.value === undefined) return { faults: [fault(file, [], "expected a mapping")] };
  const read = schema.safeParse(file.value);
  return read.success ? { value: read.data, faults: [] } : { faults: schemaFaults(file, schema, read.error) };
}

function textFaults({ path, text }: CatalogFile, read: ReadYaml | undefined): readonly CatalogFault[] {
  const breaks = read?.kind === "broken" ? read.breaks.map((one) => ({ file: path, ...one })) : [];
  const secrets = writtenSecrets(text).map(({ line, what }) => ({
    file: path,
    line,
    message: `holds ${what}; expected the name of an environment variable that holds it`,
  }));
  return [...breaks, ...secrets];
}

function missing(files: readonly CatalogFile[]): readonly CatalogFault[] {
  const organizations = files.filter(({ path }) => isOrganization(path));
  const none = {
    file: "organization.yaml",
    line: 1,
    message: "is missing; expected the organization's name, channel and calendar",
  };
  const second = organizations
    .slice(1)
    .map(({ path }) => ({ file: path, line: 1, message: "expected one organization.yaml, found another" }));
  const noService = { file: "services/", line: 1, message: "expected at least one service, found none" };
  return [
    ...(organizations.length === 0 ? [none] : second),
    ...(files.length === organizations.length ? [noService] : []),
  ];
}

const isOrganization = (path: string): boolean => /(^|\/)organization\.ya?ml$/.test(path);

const keyOf = (path: string): string | undefined => /(?:^|\/)services\/([^/]+)\.ya?ml$/.exec(path)?.[1];

const yamlOf = (read: ReadYaml | undefined): readonly YamlFile[] => (read?.kind === "yaml" ? [read.file] : []);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const byPath = (one: CatalogFile, other: CatalogFile): number => compare(one.path, other.path);

/** Over the sorted files and what they let be applied, so that neither a rename nor a moved line passes unseen. */
function hashOf(files: readonly CatalogFile[], services: readonly Service[]): string {
  const hash = createHash("sha256");
  for (const { path, text } of files) hash.update(JSON.stringify([path, text]));
  for (const { manifests } of services) hash.update(JSON.stringify(manifests ?? {}));
  return hash.digest("hex");
}
