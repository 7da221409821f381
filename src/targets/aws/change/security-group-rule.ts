import { isIP } from "node:net";
import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Refused } from "../../target.ts";
import { word } from "../aws-parts.ts";
import { refused } from "./aws-change.ts";
import { canonicalRange } from "./canonical-range.ts";

/** Who may come in, and where. Without ports: all of the protocol. */
export interface Rule {
  readonly kind: "rule";
  /** `tcp`, `udp`, `icmp`, or `-1` for all of them. */
  readonly protocol: string;
  readonly ports?: { readonly from: number; readonly to: number };
  readonly source:
    | { readonly kind: "cidr"; readonly cidr: string; readonly version: 4 | 6 }
    | { readonly kind: "group"; readonly id: string };
}

/** The rule of `--protocol --port --cidr` or `--source-group`. */
export function readRule(given: AwsArguments): Rule | Refused {
  if (given.ipPermissions !== undefined)
    return refused("write the rule as --protocol, --port and --cidr or --source-group: one rule a command");
  const written = word(given, "protocol");
  const protocol = written === "all" ? "-1" : written;
  if (protocol === undefined) return refused("the command names no --protocol");
  const source = readSource(given);
  if (source.kind === "refused") return source;
  const port = word(given, "port");
  if (protocol === "-1" || port === "all" || port === undefined)
    return { kind: "rule", protocol, source, ...(protocol !== "-1" && { ports: everyPort(protocol) }) };
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(port) ?? [];
  if (from === undefined) return refused(`--port ${port} is not a port such as 443 or 8000-8100`);
  return { kind: "rule", protocol, source, ports: { from: Number(from), to: Number(to ?? from) } };
}

function readSource(given: AwsArguments): Rule["source"] | Refused {
  const [cidr, id] = [word(given, "cidr"), word(given, "sourceGroup")];
  if ((cidr === undefined) === (id === undefined)) return refused("say either --cidr or --source-group");
  if (id !== undefined)
    return /^sg-[0-9a-f]+$/.test(id)
      ? { kind: "group", id }
      : refused(`--source-group ${id} is not an id such as sg-1a2b3c4d`);
  const [address = "", bits = ""] = (cidr ?? "").split("/");
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  if ((version !== 4 && version !== 6) || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
    return refused(`--cidr ${cidr} is not a range such as 192.0.2.7/32`);
  return { kind: "cidr", cidr: canonicalRange(address, Number(bits)), version };
}

function everyPort(protocol: string): { from: number; to: number } {
  return /^icmp/.test(protocol) ? { from: -1, to: -1 } : { from: 0, to: 65_535 };
}

/** As EC2 wants it. */
export function ruleInput({ protocol, ports, source }: Rule): object {
  return {
    IpProtocol: protocol,
    ...(ports && { FromPort: ports.from, ToPort: ports.to }),
    ...(source.kind === "group"
      ? { UserIdGroupPairs: [{ GroupId: source.id }] }
      : source.version === 4
        ? { IpRanges: [{ CidrIp: source.cidr }] }
        : { Ipv6Ranges: [{ CidrIpv6: source.cidr }] }),
  };
}

const permission = z.object({
  IpProtocol: z.string().default(""),
  FromPort: z.number().optional(),
  ToPort: z.number().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string().default("") })).default([]),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string().default("") })).default([]),
  UserIdGroupPairs: z.array(z.object({ GroupId: z.string().default("") })).default([]),
});

/** Whether exactly this rule is among those of a group. */
export function ruleStands({ protocol, ports, source }: Rule, permissions: readonly unknown[]): boolean {
  return permissions.some((one) => {
    const read = permission.parse(one);
    if (read.IpProtocol !== protocol) return false;
    if (ports && (read.FromPort !== ports.from || read.ToPort !== ports.to)) return false;
    return source.kind === "group"
      ? read.UserIdGroupPairs.some(({ GroupId }) => GroupId === source.id)
      : source.version === 4
        ? read.IpRanges.some(({ CidrIp }) => CidrIp === source.cidr)
        : read.Ipv6Ranges.some(({ CidrIpv6 }) => CidrIpv6 === source.cidr);
  });
}

/** `tcp 443 from 192.0.2.7/32`. */
export function ruleWords({ protocol, ports, source }: Rule): string {
  const range = ports && (ports.from === ports.to ? `${ports.from}` : `${ports.from}-${ports.to}`);
  const what = protocol === "-1" ? "everything" : `${protocol} ${range}`;
  return `${what} from ${source.kind === "group" ? source.id : source.cidr}`;
}
