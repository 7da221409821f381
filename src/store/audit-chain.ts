import { createHmac } from "node:crypto";
import { z } from "zod";

/** A row of the audit. `entry` is canonical JSON that holds its own sequence, too; `seal` is hexadecimal. */
export interface AuditRow {
  readonly sequence: number;
  readonly entry: string;
  readonly seal: string;
}

/** The end of the chain, as it is published: `42:9f86d0…`. */
export const headOf = ({ sequence, seal }: Pick<AuditRow, "sequence" | "seal">): string => `${sequence}:${seal}`;

/** HMAC-SHA256 over the seal before it, its place and its text; hexadecimal. The first follows an empty seal. */
export const sealOf = (key: string, before: string, { sequence, entry }: Omit<AuditRow, "seal">): string =>
  createHmac("sha256", key).update(`${before}\n${sequence}\n${entry}`).digest("hex");

export interface AuditProblem {
  /** The place it is about. */
  readonly sequence: number;
  readonly text: string;
}

export interface ChainReport {
  readonly entries: number;
  /** Empty of an empty audit. */
  readonly head: string;
  readonly problems: readonly AuditProblem[];
}

/** Reads rows in the order of their sequence, and names what is not as it was written. `published` is a head that was noted earlier. */
export function createChainCheck(key: string, published?: string) {
  const problems: AuditProblem[] = [];
  const noted = published === undefined ? undefined : readHead(published);
  let last: Pick<AuditRow, "sequence" | "seal"> = { sequence: 0, seal: "" };
  let entries = 0;
  let unsealed = 0;
  const found = (sequence: number, text: string): void => {
    problems.push({ sequence, text });
  };

  return {
    read(row: AuditRow): void {
      const { sequence } = row;
      const isNext = sequence === last.sequence + 1;
      entries += 1;
      if (sequence > last.sequence + 1) {
        found(last.sequence + 1, `${between(last.sequence + 1, sequence - 1)} missing`);
        found(sequence, `entry ${sequence} cannot be checked, since the one before it is missing`);
      } else if (!isNext) found(sequence, `entry ${sequence} is there twice`);
      if (isNext && sealOf(key, last.seal, row) !== row.seal) {
        unsealed += 1;
        found(sequence, whatIsWrong(row));
      }
      if (noted && sequence === noted.sequence && row.seal !== noted.seal)
        found(sequence, `entry ${sequence} is not the one whose head was published`);
      last = row;
    },
    end(): ChainReport {
      if (noted && last.sequence < noted.sequence)
        found(last.sequence + 1, `${between(last.sequence + 1, noted.sequence)} missing at the end`);
      const isForeign = entries > 1 && unsealed === entries;
      const whole =
        "no entry is sealed with this key: the audit was rewritten, or AUDIT_KEY is not the one it was written with";
      return {
        entries,
        head: entries === 0 ? "" : headOf(last),
        problems: isForeign ? [{ sequence: 1, text: whole }, ...problems] : problems,
      };
    },
  };
}

/** `42:9f86d0…` → its parts; undefined when it is no head. */
export function readHead(text: string): Pick<AuditRow, "sequence" | "seal"> | undefined {
  const [, sequence, seal] = /^(\d+):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return sequence === undefined || seal === undefined ? undefined : { sequence: Number(sequence), seal };
}

function whatIsWrong({ sequence, entry }: AuditRow): string {
  const own = ownSequence(entry);
  return own !== undefined && own !== sequence
    ? `in the place of entry ${sequence} stands entry ${own}: the order was changed`
    : `entry ${sequence} was changed`;
}

function ownSequence(entry: string): number | undefined {
  try {
    return z.object({ sequence: z.int() }).safeParse(JSON.parse(entry)).data?.sequence;
  } catch {
    return undefined;
  }
}

const between = (from: number, to: number): string =>
  from === to ? `entry ${from} is` : `entries ${from} to ${to} are`;
