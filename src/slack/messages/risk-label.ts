import type { Risk } from "../../operation/risk.ts";

/** A risk as people see it. */
export function riskLabel(risk: Risk): string {
  switch (risk) {
    case "read":
      return "read";
    case "sensitive":
      return "🔶 sensitive";
    case "change":
      return "✏️ change";
    case "destructive":
      return "🔥 destructive";
  }
}
