import { type Finding, failed, ok, skipped } from "./finding.ts";

const mostMs = 2000;

/** Compares this machine's clock with another at the moment it was asked. Both in milliseconds since 1970. */
export function checkClock(check: string, theirsMs: number | undefined, oursMs: number): Finding {
  if (theirsMs === undefined) return skipped(check, "it does not tell its time");
  const aheadMs = oursMs - theirsMs;
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
  if (Math.abs(aheadMs) <= mostMs) return ok(check, `${seconds} s apart`);
  const said = `this machine is ${seconds} s ${aheadMs > 0 ? "ahead" : "behind"}`;
  return failed(check, said, "Let the machines keep time with NTP (chrony or systemd-timesyncd).");
}
