import type { Finding } from "./finding.ts";

const marks = { ok: "✓", failed: "✗", skipped: "–" } as const;

/** The findings as a terminal shows them: a line each, the remedy below what failed. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.map((one) => {
    const line = `${marks[one.kind]} ${one.check}: ${one.said}`;
    return one.kind === "failed" ? `${line}\n    ${one.remedy}` : line;
  });
  const count = findings.filter(({ kind }) => kind === "failed").length;
  const end = count === 0 ? "Ready for the first incident." : `${count} to mend before the first incident.`;
  return `${lines.join("\n")}\n\n${end}\n`;
}

export const isHealthy = (findings: readonly Finding[]): boolean => findings.every(({ kind }) => kind !== "failed");
