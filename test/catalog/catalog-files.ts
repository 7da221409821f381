import { readdirSync, readFileSync } from "node:fs";
import { type CatalogFile, faultText, readCatalog } from "../../src/catalog/read-catalog.ts";
import type { Catalog } from "../../src/catalog/types.ts";

const manifests = new URL("../../manifests/", import.meta.url);

/** The manifests this repository ships. */
export const shippedFiles = (): readonly CatalogFile[] =>
  ["organization.yaml", ...filesIn("services"), ...filesIn("applied")].map((path) => ({
    path,
    text: readFileSync(new URL(path, manifests), "utf8"),
  }));

const filesIn = (directory: string): readonly string[] =>
  readdirSync(new URL(`${directory}/`, manifests)).map((name) => `${directory}/${name}`);

export function catalogOf(files: readonly CatalogFile[]): Catalog {
  const read = readCatalog(files);
  if (read.kind === "faults") throw new Error(read.faults.map(faultText).join("\n"));
  return read.catalog;
}

export const faultsOf = (files: readonly CatalogFile[]): readonly string[] => {
  const read = readCatalog(files);
  return read.kind === "faults" ? read.faults.map(faultText) : [];
};

export const organization = `name: Example
announcementChannel: incidents
calendar:
  timeZone: Europe/Lisbon
  days: [1, 2, 3, 4, 5]
  from: "09:00"
  to: "18:00"
  holidays: ["2026-12-25"]
contacts:
  - role: manager
    name: Manager
`;

export const service = `name: Shop
description: The shop
aliases: [store]
owner: Shop team
channel: shop
severities:
  - level: P1
    name: Critical
    description: Nothing works
    responseTime: 15m
    updateInterval: 15m
    notify: page
  - level: P2
    name: High
    description: Something works
    responseTime: next business day
    updateInterval: 30m
    notify: ticket
ladder:
  - name: Manager
    after: 5m
    unless: acknowledged
    severities: [P1]
    page: [manager]
    announce: Nobody answered.
access:
  responders: [shop-oncall]
  approvers: [shop-leads]
pager:
  kind: log
environments:
  production:
    postgres:
      database: shop
      urlVariable: SHOP_DATABASE_URL
`;

/** The good files with one passage of the service, or of the organization, replaced. */
export function filesWith(
  edits: { readonly service?: readonly [string, string]; readonly organization?: readonly [string, string] } = {},
) {
  return [
    { path: "organization.yaml", text: replaced(organization, edits.organization) },
    { path: "services/shop.yaml", text: replaced(service, edits.service) },
  ];
}

function replaced(text: string, edit: readonly [string, string] | undefined): string {
  if (!edit) return text;
  if (!text.includes(edit[0])) throw new Error(`no "${edit[0]}" to replace`);
  return text.replace(edit[0], () => edit[1]);
}
