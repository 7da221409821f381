import { Fault } from "./fault.ts";

const timeoutMs = 15_000;

/** Sends a file to the address that `files.getUploadURLExternal` gave. It becomes visible only when the upload is completed. */
export async function uploadToSlack(url: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(url, { method: "POST", body: content, signal: AbortSignal.timeout(timeoutMs) }).catch(
    (cause: unknown) => {
      throw uploadFault("Slack cannot be reached", "unreachable", cause);
    },
  );
  if (!answer.ok) throw uploadFault(`Slack answered ${answer.status} to an upload`, `http-${answer.status}`);
}

/** An upload that was not completed shows nothing: it may be sent again. */
const uploadFault = (message: string, code: string, cause?: unknown): Fault =>
  new Fault(message, { service: "slack", code, retry: { kind: "backoff" }, outcome: "not-done" }, { cause });
