import { createServer } from "node:http";
import { App, HTTPReceiver } from "@slack/bolt";
import pg from "pg";

/**
 * The least a Slack app can do with /incident: acknowledge, after one committed row if DATABASE_URL is set. What the product is
 * measured against.
 */
const { DATABASE_URL, SLACK_SIGNING_SECRET = "", SLACK_BOT_TOKEN = "" } = process.env;

const pool = DATABASE_URL ? new pg.Pool({ connectionString: DATABASE_URL, max: 10 }) : undefined;
await pool?.query("create table declared (id bigserial primary key, by text not null, body jsonb not null)");

const receiver = new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET });
const app = new App({ receiver, authorize: async () => ({ botToken: SLACK_BOT_TOKEN }) });
app.command("/incident", async ({ command, ack }) => {
  await pool?.query("insert into declared (by, body) values ($1, $2)", [command.user_id, JSON.stringify(command)]);
  await ack({ response_type: "ephemeral", text: `Declared: ${command.text}` });
});

const server = createServer(receiver.requestListener);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  process.stdout.write(`${JSON.stringify({ msg: "ready", port })}\n`);
});
process.once("SIGTERM", () => process.exit(0));
