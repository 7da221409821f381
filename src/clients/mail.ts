import { createTransport } from "nodemailer";
import { z } from "zod";
import { Fault } from "./fault.ts";

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Names the mail, so that one sent twice is shown once. */
  readonly id: string;
}

export type SendMail = (mail: Mail) => Promise<void>;

const timeoutMs = 15_000;

/** Sends plain text through the server at `url` (`smtp://user:password@host:587`). Fails with a `Fault`. */
export function createMailer(url: string, from: string): SendMail {
  const transport = createTransport(
    { url, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    { from },
  );
  return async ({ to, subject, text, id }) => {
    try {
      await transport.sendMail({ to: [...to], subject, text, messageId: `<${id}@incident-commander>` });
    } catch (error) {
      throw mailFault(error);
    }
  };
}

const smtpError = z.object({ code: z.string().optional(), responseCode: z.number().optional() });

function mailFault(error: unknown): Fault {
  const { code = "unreachable", responseCode } = smtpError.safeParse(error).data ?? {};
  // 5xx is the server's final word.
  const isRefused = responseCode !== undefined && responseCode >= 500;
  return new Fault(
    responseCode ? `The mail server answered ${responseCode}` : `The mail server cannot be reached (${code})`,
    {
      service: "mail",
      code,
      retry: { kind: isRefused ? "never" : "backoff" },
      outcome: "not-done",
      advice: "Check SMTP_URL.",
    },
    { cause: error },
  );
}
