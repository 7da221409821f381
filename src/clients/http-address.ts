import { BlockList, isIP } from "node:net";

/** How far an address is from the open net: reached freely, only when the catalog says so, or never. */
export type AddressKind = "public" | "private" | "forbidden";

/** Of an address as it was resolved: `10.0.0.5`, `fe80::1`. What is no address is forbidden. */
export function kindOfAddress(address: string): AddressKind {
  const version = isIP(address);
  if (version === 0) return "forbidden";
  const family = version === 4 ? "ipv4" : "ipv6";
  if (never.check(address, family)) return "forbidden";
  return inside.check(address, family) ? "private" : "public";
}

type Subnet = readonly [network: string, bits: number];

// Link-local with the clouds' metadata, "this network", multicast, reserved; and the ways to write an IPv4 address as another one.
const never = blockList(
  [
    ["0.0.0.0", 8],
    ["169.254.0.0", 16],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
    ["100.100.100.200", 32],
    ["168.63.129.16", 32],
    ["192.0.0.192", 32],
  ],
  [
    ["::", 128],
    ["fe80::", 10],
    ["ff00::", 8],
    ["fd00:ec2::", 32],
    ["64:ff9b::", 96],
    ["2002::", 16],
    ["2001::", 32],
  ],
);

const inside = blockList(
  [
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
  ],
  [
    ["::1", 128],
    ["fc00::", 7],
    ["fec0::", 10],
  ],
);

// A BlockList also knows an IPv4 address inside an IPv6 one (`::ffff:10.0.0.5`).
function blockList(four: readonly Subnet[], six: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of four) list.addSubnet(network, bits, "ipv4");
  for (const [network, bits] of six) list.addSubnet(network, bits, "ipv6");
  return list;
}
