/** Who is on call for a service, as far as its pager has said. */
export type OnCallShown =
  | { readonly kind: "looking" }
  | {
      readonly kind: "known";
      readonly levels: readonly { readonly level: number; readonly people: readonly string[] }[];
    }
  /** A whole sentence. */
  | { readonly kind: "unknown"; readonly reason: string };

/** Asks the pager; resolves within seconds, whatever state it is in. */
export type AskOnCall = (service: string, isDrill: boolean) => Promise<OnCallShown>;
