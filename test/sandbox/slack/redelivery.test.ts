import { createServer, type IncomingHttpHeaders } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { type JsonObject, objectAt, parseJson, textAt } from "../../../src/sandbox/slack/json.ts";
import { buttonRow, call, createChannel, workspaceForTest } from "./workspace.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An address that answers every request with what the test says and keeps what came. */
async function listener(statuses: readonly number[], headers: Readonly<Record<string, string>> = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(statuses[received.length - 1] ?? 200, headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { received, url: `http://127.0.0.1:${port}/slack/events` };
}

async function saying(text: string, statuses: readonly number[], headers: Readonly<Record<string, string>> = {}) {
  const { received, url } = await listener(statuses, headers);
  const workspace = await workspaceForTest({
    delivery: { kind: "http", url },
    redeliveryDelaysMs: [0, 0, 0],
    events: ["message.channels"],
    channels: [{ name: "inc-1", members: ["ada", "incident-commander"] }],
  });
  return { workspace, received, say: () => workspace.as("ada").send("inc-1", text) };
}

const eventId = (received: Received | undefined) => textAt(parseJson(received?.body ?? "") ?? {}, "event_id");

describe("An event that is not acknowledged", () => {
  test("comes three times more with the same id, numbered, and then never again", async () => {
    const { workspace, received, say } = await saying("help", [500, 500, 500, 500, 500]);
    await say();
    await workspace.waitFor(() => received.length === 4, "four deliveries");
    expect(new Set(received.map(eventId)).size).toBe(1);
    expect(received.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2", "3"]);
    expect(received.at(-1)?.headers["x-slack-retry-reason"]).toBe("http_error");
  });

  test("comes no more once it is", async () => {
    const { workspace, received, say } = await saying("help", [500, 200]);
    await say();
    await say();
    await workspace.waitFor(() => received.length === 3, "three deliveries");
    expect(
      received.map(({ body }) => eventId({ headers: {}, body })).filter((id) => id === eventId(received[0])),
    ).toHaveLength(2);
  });

  test("comes no more when the app says so", async () => {
    const { workspace, received, say } = await saying("help", [500, 200], { "x-slack-no-retry": "1" });
    await say();
    await say();
    await workspace.waitFor(() => received.length === 2, "two deliveries");
    expect(eventId(received[0])).not.toBe(eventId(received[1]));
  });
});

test("A person's act can be delivered twice, as the very same payload", async () => {
  const { received, url } = await listener([]);
  const workspace = await workspaceForTest({ delivery: { kind: "http", url }, events: [] });
  const channel = await createChannel(workspace, "inc-1");
  await call(workspace, "chat.postMessage", { channel, text: "card", blocks: [buttonRow("approve", "1")] });
  const card = workspace.messages(channel).at(-1);
  if (card === undefined) throw new Error("no card");
  workspace.bringIn("ada", channel);
  await workspace.as("ada").click(card, "approve", { redeliver: { num: 1, reason: "http_timeout" } });
  await workspace.as("ada").command("/incident", "list", { channel, twice: true });
  const [first, second, third, fourth] = received;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers).toMatchObject({ "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" });
  expect(fourth?.body).toBe(third?.body);
  expect(fourth?.headers["x-slack-retry-num"]).toBeUndefined();
});

test("A click carries who, where, what and the state; an ephemeral message is not sent along", async () => {
  const { received, url } = await listener([]);
  const workspace = await workspaceForTest({ delivery: { kind: "http", url }, events: [] });
  const channel = await createChannel(workspace, "inc-1");
  workspace.bringIn("petra", channel);
  const blocks = [buttonRow("approve", "1")];
  await call(workspace, "chat.postEphemeral", { channel, user: "U0STRANGER", text: "card", blocks });
  const card = workspace.messages(channel).at(-1);
  if (card === undefined) throw new Error("no card");
  await workspace.as("petra").click(card, "approve");
  const payload = payloadOf(received[0]);
  expect(payload).toMatchObject({
    type: "block_actions",
    user: { id: "U0STRANGER", team_id: "T0PARTNER1" },
    team: { id: workspace.teamId },
    container: { channel_id: channel, message_ts: card.ts, is_ephemeral: true },
    actions: [{ action_id: "approve", block_id: "row", value: "1", type: "button" }],
  });
  expect(payload.message).toBeUndefined();
  expect(objectAt(payload, "state")).toEqual({ values: {} });
  await expect(workspace.as("ada").click(card, "approve")).rejects.toThrow("ada does not see this message");
});

function payloadOf(received: Received | undefined): JsonObject {
  const text = new URLSearchParams(received?.body).get("payload") ?? "{}";
  return objectAt({ payload: parseJson(text) }, "payload");
}
