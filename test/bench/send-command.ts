import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

export interface Target {
  readonly port: number;
  readonly signingSecret: string;
  readonly team: string;
  readonly user: string;
}

/** Types `/incident <text>` so many times at this pace, whether answers come or not. Resolves to the milliseconds each ack took. */
export async function sendCommands(
  target: Target,
  texts: readonly string[],
  perSecond: number,
): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true });
  const began = performance.now();
  const answers = await Promise.all(
    texts.map(async (text, index) => {
      await pause(began + (index * 1000) / perSecond - performance.now());
      return sendCommand(agent, target, text);
    }),
  );
  agent.destroy();
  return answers;
}

function sendCommand(agent: Agent, { port, signingSecret, team, user }: Target, text: string): Promise<number> {
  const body = new URLSearchParams({
    command: "/incident",
    text,
    team_id: team,
    user_id: user,
    channel_id: "C0GENERAL1",
    trigger_id: randomUUID(),
    response_url: "http://127.0.0.1:9/",
    api_app_id: "A0BENCH001",
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${digest}`,
  };
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const sent = request(
      { agent, port, host: "127.0.0.1", method: "POST", path: "/slack/events", headers },
      (response) => {
        let answer = "";
        response.setEncoding("utf8").on("data", (piece: string) => {
          answer += piece;
        });
        response.once("end", () => {
          if (response.statusCode === 200 && answer.includes("eclared")) resolve(performance.now() - began);
          else reject(new Error(`/incident ${text} was answered ${response.statusCode}: ${answer}`));
        });
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}
