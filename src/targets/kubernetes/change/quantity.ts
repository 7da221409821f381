/** Whether two quantities of Kubernetes are worth the same: `1` and `1000m`, `1Gi` and `1024Mi`. */
export function sameQuantity(one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [worth(one), worth(other)];
  return first !== undefined && second !== undefined && Math.abs(first - second) <= Math.abs(first) * 1e-12;
}

const decimal = ["", "k", "M", "G", "T", "P", "E"];

function worth(quantity: string): number | undefined {
  const [, number = "", suffix = ""] =
    /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)([numkMGTPE]?i?|[eE][+-]?\d+)$/.exec(quantity) ?? [];
  if (number === "") return undefined;
  if (/^[eE]./.test(suffix)) return Number(number + suffix);
  const small = { n: 1e-9, u: 1e-6, m: 1e-3 }[suffix];
  if (small !== undefined) return Number(number) * small;
  const binary = suffix.endsWith("i");
  const power = decimal.indexOf(binary ? suffix.slice(0, -1) : suffix);
  return power < 0 ? undefined : Number(number) * (binary ? 1024 : 1000) ** power;
}
