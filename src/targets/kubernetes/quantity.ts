const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** `250m`, `1536Ki`, `123456789n` as a number; 0 for what is none. */
export function quantityOf(written: string): number {
  const [, amount, suffix = ""] = /^([\d.]+(?:e\d+)?)([A-Za-z]*)$/.exec(written) ?? [];
  return Number(amount ?? 0) * (suffixes[suffix] ?? 0);
}

/** `250m`: thousandths of a core. */
export function coreWords(cores: number): string {
  return `${Math.ceil(cores * 1000 - 1e-6)}m`;
}

/** `34Mi`. */
export function memoryWords(bytes: number): string {
  return `${Math.floor(bytes / 1024 ** 2)}Mi`;
}
