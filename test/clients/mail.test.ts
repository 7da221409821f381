import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { createMailer } from "../../src/clients/mail.ts";
import { faultOf } from "./pager-setup.ts";

const mail = {
  to: ["lead@example.com"],
  subject: "INC-7 P1: API down",
  text: "Please come.",
  id: "incident-7-declared",
};

/** A mail server of a few words: greets, and answers each command with what is given for it, else 250. */
async function mailServer(answers: Readonly<Record<string, string>> = {}) {
  const heard: string[] = [];
  const server = createServer((socket) => {
    let isData = false;
    socket.write("220 here\r\n");
    createInterface({ input: socket }).on("line", (line) => {
      heard.push(line);
      if (isData && line !== ".") return;
      const word = isData ? "." : (line.split(" ")[0] ?? "");
      isData = word === "DATA";
      socket.write(`${answers[word] ?? (isData ? "354 go on" : word === "QUIT" ? "221 bye" : "250 ok")}\r\n`);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { heard, url: `smtp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}` };
}

test("a mail goes to its people, from us, with a name by which a second one is known", async () => {
  const { heard, url } = await mailServer();
  await createMailer(url, "incident-commander@example.com")(mail);
  expect(heard).toContain("RCPT TO:<lead@example.com>");
  expect(heard.join("\n")).toMatch(/From: incident-commander@example\.com/);
  expect(heard.join("\n")).toMatch(/Subject: INC-7 P1: API down/);
  expect(heard.join("\n")).toMatch(/Message-ID: <incident-7-declared@incident-commander>/);
});

test("a server that is away is asked again, one that refuses is not", async () => {
  const away = await faultOf(createMailer("smtp://127.0.0.1:1", "us@example.com")(mail));
  expect(away).toMatchObject({ service: "mail", retry: { kind: "backoff" } });
  const { url } = await mailServer({ RCPT: "550 no such user" });
  const refused = await faultOf(createMailer(url, "us@example.com")(mail));
  expect(refused).toMatchObject({ message: "The mail server answered 550", retry: { kind: "never" } });
});
