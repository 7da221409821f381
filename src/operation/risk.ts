/** How much an operation may do: look, look at what may be secret or heavy, change what can be changed back, or destroy. */
export type Risk = "read" | "sensitive" | "change" | "destructive";

const order: readonly Risk[] = ["read", "sensitive", "change", "destructive"];

/** The worst of several risks; `read` of none. */
export function worstRisk(risks: Iterable<Risk>): Risk {
  let worst = 0;
  for (const risk of risks) worst = Math.max(worst, order.indexOf(risk));
  return order[worst] ?? "destructive";
}
