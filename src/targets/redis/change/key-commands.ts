/** A command that names the keys it changes, word for word. */
export interface KeyCommand {
  readonly kind: "delete" | "expire" | "persist";
  readonly keys: readonly string[];
  /** When an `expire` takes the key away, in milliseconds; `absolute` since 1970, else from now. */
  readonly due?: { readonly ms: number; readonly absolute: boolean };
}

/** DEL, UNLINK, EXPIRE and its kin, PERSIST; undefined for every other command. */
export function keyCommand([first = "", ...rest]: readonly string[]): KeyCommand | undefined {
  const [key, number] = rest;
  switch (first.toLowerCase()) {
    case "del":
    case "unlink":
      return rest.length > 0 ? { kind: "delete", keys: rest } : undefined;
    case "persist":
      return key !== undefined && rest.length === 1 ? { kind: "persist", keys: [key] } : undefined;
    case "expire":
      return expiry(key, number, 1_000, false, rest.length);
    case "pexpire":
      return expiry(key, number, 1, false, rest.length);
    case "expireat":
      return expiry(key, number, 1_000, true, rest.length);
    case "pexpireat":
      return expiry(key, number, 1, true, rest.length);
    default:
      return undefined;
  }
}

// NX, XX, GT and LT make it depend on what is there; such a one is not previewed.
function expiry(
  key: string | undefined,
  number: string | undefined,
  factor: number,
  absolute: boolean,
  words: number,
): KeyCommand | undefined {
  if (key === undefined || number === undefined || words !== 2 || !/^-?\d{1,15}$/.test(number)) return undefined;
  return { kind: "expire", keys: [key], due: { ms: Number(number) * factor, absolute } };
}
