import { z } from "zod";
import { text } from "./fields.ts";

/** A time span as people write it: `15m`, `1h`, `1h30m`, `2d`. Read as minutes. */
export const duration = () =>
  text('minutes such as "15m", "1h" or "2d"', form).transform((value) => minutesOf(value) ?? 0);

/**
 * How soon somebody answers: minutes, the end of the next business day in the organization's calendar, or no promise at all.
 * Where a team has promised nothing there is no clock.
 */
export const responseTime = () =>
  z
    .string({ error: expectedResponse })
    .refine((value) => form.test(value) || value === "next business day" || value === "none", {
      error: expectedResponse,
    })
    .transform(responseTimeOf);

export type ResponseTime =
  | { readonly kind: "minutes"; readonly minutes: number }
  | { readonly kind: "next-business-day" }
  | { readonly kind: "none" };

/** Undefined when the text is no time span. */
export function minutesOf(value: string): number | undefined {
  const found = form.exec(value);
  if (!found) return undefined;
  const [, days = "0", hours = "0", minutes = "0"] = found;
  return (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
}

/** `90` as `1h30m`: so that `minutesOf` reads it back. */
export function writeMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${hours > 0 ? `${hours}h` : ""}${rest > 0 || hours === 0 ? `${rest}m` : ""}`;
}

const expectedResponse = 'minutes such as "15m", "1h", or "next business day", or "none"';

const form = /^(?=\d)(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,4})m)?$/;

function responseTimeOf(value: string): ResponseTime {
  if (value === "none") return { kind: "none" };
  if (value === "next business day") return { kind: "next-business-day" };
  return { kind: "minutes", minutes: minutesOf(value) ?? 0 };
}
