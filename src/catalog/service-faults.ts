import { fewestApprovers } from "./approval-for.ts";
import { probablyMeant } from "./closest.ts";
import { minutesOf } from "./duration.ts";
import type { ServiceOutline } from "./outline.ts";
import type { Path, YamlFile } from "./read-yaml.ts";
import { type CatalogFault, faultAt } from "./schema-faults.ts";
import { isSecretName } from "./written-secrets.ts";

/** What the parts of one service say about each other. `roles` are those of the organization, where it could be read. */
export function serviceFaults(
  file: YamlFile,
  outline: ServiceOutline,
  roles: readonly string[] | undefined,
): readonly CatalogFault[] {
  return [
    ...severityFaults(file, outline),
    ...ladderFaults(file, outline, roles),
    ...levelFaults(
      file,
      outline.thresholds.map((one, index) => [one.severity, ["thresholds", index, "severity"]]),
      outline,
    ),
    ...approvalFaults(file, outline.access.approvals, ["access", "approvals"], Object.keys(outline.environments)),
    ...timeFaults(file, outline),
    ...writtenVariables(file, outline),
  ];
}

/** Rules that ask for fewer people than the floor, or speak of environments that are not there. */
export function approvalFaults(
  file: YamlFile,
  rules: ServiceOutline["approvals"],
  path: Path,
  environments: readonly string[] | undefined,
): readonly CatalogFault[] {
  return rules.flatMap((rule, index) => {
    const floor = Object.entries(fewestApprovers).find(([risk]) => risk === rule.risk)?.[1] ?? 0;
    const tooFew = `expected at least ${floor} for ${rule.risk}, found ${rule.count}`;
    const unknown = environments ? rule.environments.filter((one) => one !== "" && !environments.includes(one)) : [];
    return [
      ...(rule.count < floor ? [faultAt(file, [...path, index, "count"], tooFew)] : []),
      ...unknown.map((one) => faultAt(file, [...path, index, "environments"], unknownWord(one, environments ?? []))),
    ];
  });
}

function severityFaults(file: YamlFile, { severities }: ServiceOutline): readonly CatalogFault[] {
  return severities.flatMap((one, index) => {
    const path = ["severities", index];
    const before = severities.slice(0, index);
    const previous = before.at(-1);
    const isTwice = before.some((other) => same(other.level, one.level) || same(other.name, one.name));
    if (one.level !== "" && isTwice)
      return [faultAt(file, [...path, "level"], `${one.level} or its name stands twice`)];
    if (!previous) return [];
    const disorder = `expected the highest severity first, found ${one.level} after ${previous.level}`;
    const faster = `expected no faster than ${previous.level} (${previous.responseTime}), found "${one.responseTime}"`;
    return [
      ...(numberOf(one.level) < numberOf(previous.level) ? [faultAt(file, [...path, "level"], disorder)] : []),
      ...(isFaster(one.responseTime, previous.responseTime) ? [faultAt(file, [...path, "responseTime"], faster)] : []),
    ];
  });
}

function ladderFaults(
  file: YamlFile,
  outline: ServiceOutline,
  roles: readonly string[] | undefined,
): readonly CatalogFault[] {
  const held = [...outline.contacts.map((one) => one.role), ...(roles ?? [])];
  return outline.ladder.flatMap((rung, index) => [
    ...(outline.ladder.slice(0, index).some((other) => same(other.name, rung.name))
      ? [faultAt(file, ["ladder", index, "name"], `"${rung.name}" stands twice`)]
      : []),
    ...rung.page.flatMap((role, at) => {
      if (role === "" || roles === undefined || held.includes(role)) return [];
      const meant = probablyMeant(role, held);
      const advice = meant === undefined ? `roles held: ${[...new Set(held)].join(", ")}` : `did you mean "${meant}"?`;
      return [faultAt(file, ["ladder", index, "page", at], `nobody holds the role "${role}"; ${advice}`)];
    }),
    ...levelFaults(
      file,
      rung.severities.map((level, at) => [level, ["ladder", index, "severities", at]]),
      outline,
    ),
  ]);
}

function levelFaults(
  file: YamlFile,
  named: readonly (readonly [level: string, path: Path])[],
  { severities }: ServiceOutline,
): readonly CatalogFault[] {
  const levels = severities.map((one) => one.level);
  return named
    .filter(([level]) => level !== "" && !levels.includes(level))
    .map(([level, path]) => faultAt(file, path, unknownWord(level, levels)));
}

/** Windows and freezes of environments that are not there. */
function timeFaults(file: YamlFile, outline: ServiceOutline): readonly CatalogFault[] {
  const known = Object.keys(outline.environments);
  return (["maintenanceWindows", "deployFreezes"] as const).flatMap((key) =>
    outline[key].flatMap(({ environments }, index) =>
      environments
        .filter((one) => one !== "" && !known.includes(one))
        .map((one) => faultAt(file, [key, index, "environments"], unknownWord(one, known))),
    ),
  );
}

function writtenVariables(file: YamlFile, { environments }: ServiceOutline): readonly CatalogFault[] {
  return Object.entries(environments).flatMap(([name, { variables }]) =>
    Object.keys(variables)
      .filter(isSecretName)
      .map((key) =>
        faultAt(
          file,
          ["environments", name, "variables", key],
          "is a secret; expected it under secretVariables, named by environment variable",
        ),
      ),
  );
}

const unknownWord = (word: string, known: readonly string[]): string =>
  `expected one of ${known.join(", ")}, found "${word}"`;

const same = (one: string, other: string): boolean => one !== "" && one.toLowerCase() === other.toLowerCase();

const numberOf = (level: string): number => Number(/\d+$/.exec(level)?.[0] ?? Number.POSITIVE_INFINITY);

function isFaster(one: string, other: string): boolean {
  const [minutes, otherMinutes] = [minutesOf(one), minutesOf(other)];
  return minutes !== undefined && otherMinutes !== undefined && minutes < otherMinutes;
}
