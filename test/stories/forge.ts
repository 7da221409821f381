import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Company } from "./company.ts";

export interface ForgedClick {
  readonly user: string;
  readonly team: string;
  readonly action: string;
  readonly value: string;
}

/** A press of a button that nobody has seen, rightly signed: what somebody could send who knew the signing secret. */
export async function forgeClick(company: Company, { user, team, action, value }: ForgedClick): Promise<number> {
  const payload = {
    type: "block_actions",
    ...{ user: { id: user, team_id: team }, team: { id: team }, token: "", api_app_id: "A1" },
    ...{ container: { type: "message" }, trigger_id: randomUUID(), is_enterprise_install: false },
    actions: [{ type: "button", action_id: action, block_id: "b", value, action_ts: "1.0" }],
  };
  return (await sendSigned(company, payload)).status;
}

export interface ForgedForm extends Pick<ForgedClick, "user" | "team"> {
  readonly form: string;
  readonly metadata: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A form that was never opened, rightly signed; resolves to what it was answered. */
export async function forgeForm(company: Company, { user, team, form, metadata, values }: ForgedForm): Promise<string> {
  const answers = Object.entries(values).map(([block, value]) => [
    block,
    { answer: { type: "plain_text_input", value } },
  ]);
  const payload = {
    type: "view_submission",
    ...{ user: { id: user, team_id: team }, team: { id: team }, token: "", api_app_id: "A1" },
    ...{ trigger_id: randomUUID(), is_enterprise_install: false, response_urls: [] },
    view: {
      ...{ id: `V${randomUUID()}`, type: "modal", callback_id: form, private_metadata: metadata, hash: "1.0" },
      state: { values: Object.fromEntries(answers) },
    },
  };
  return (await sendSigned(company, payload)).text();
}

async function sendSigned(company: Company, payload: object): Promise<Response> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac("sha256", company.slack.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${digest}`,
  };
  return fetch(`${company.address}/slack/events`, { method: "POST", body, headers });
}

/** Within `work`, all that Slack delivers comes so many times at once, signed as it was. */
export async function delivering(times: number, company: Company, work: () => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    const pieces: Uint8Array[] = [];
    request.on("data", (piece: Uint8Array) => pieces.push(piece));
    request.on("end", async () => {
      const { host: _, "content-length": __, connection: ___, ...headers } = request.headers;
      const init = { method: "POST", body: Buffer.concat(pieces), headers: Object.entries(headers).map(one) };
      const answers = await Promise.all(
        Array.from({ length: times }, () => fetch(`${company.address}${request.url}`, init)),
      );
      const [first] = answers;
      response.writeHead(first?.status ?? 500, { "content-type": first?.headers.get("content-type") ?? "text/plain" });
      response.end(await first?.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  company.slack.deliverTo({ kind: "http", url: `http://127.0.0.1:${port}` });
  try {
    await work();
  } finally {
    company.slack.deliverTo({ kind: "http", url: company.address });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const one = ([name, value]: [string, string | string[] | undefined]): [string, string] => [name, String(value)];
