import { expect, test } from "vitest";
import { askedSurface, requestSurface } from "../../../src/approval/surface.ts";
import { type RequestShown, requestInPrivate, requestMessage } from "../../../src/slack/messages/request.ts";
import { toldMessage } from "../../../src/slack/messages/told.ts";
import { askModal } from "../../../src/slack/modals/ask-modal.ts";
import { planView } from "../../../src/slack/modals/plan-view.ts";
import { requestModals } from "../../../src/slack/modals/request-modals.ts";
import { ana, ben, deletion, play, preview } from "../../approval/scenario.ts";
import { problemsOf, problemsOfView } from "../strict.ts";

const incident = { id: "i-1", number: 7, isDrill: false, isPrivate: false };

function shown({ request }: Pick<ReturnType<typeof play>, "request">, isGlassThere = false) {
  const surface = requestSurface(request);
  return requestMessage({ incident, request, surface, printed: "", frozen: undefined, isGlassThere });
}

test("a strict Slack takes every card and every form of a request", () => {
  const story = play({ reason: "w".repeat(1500) });
  const cards = [shown(story)];
  story.preview();
  for (let count = 0; count < 20; count += 1) story.tell({ kind: "put-question", by: ana, text: "q".repeat(1500) });
  cards.push(shown(story, true));
  story.tell({ kind: "deny", by: ben, reason: "n".repeat(1500) });
  story.answer({ kind: "member" });
  cards.push(shown(story));
  expect(cards.flatMap(problemsOf)).toEqual([]);
  const forms = Object.values(requestModals).map((form) => form.view(story.request));
  const asking = askModal.view({
    callbackId: "ask-again",
    metadata: story.request.id,
    choices: [play(deletion).request.plan],
  });
  expect([...forms, asking, planView(story.request)].flatMap(problemsOfView)).toEqual([]);
});

/** As one who was asked to approve it has it in private. */
function inPrivate({ request }: Pick<ReturnType<typeof play>, "request">, more: Partial<RequestShown> = {}) {
  const surface = askedSurface(request, "U-ana");
  const base = { incident, request, surface, printed: "", frozen: undefined, isGlassThere: false };
  return requestInPrivate({ ...base, ...more });
}

const text = (message: object): string => JSON.stringify(message);

/** Labels of the buttons, and the values they carry. */
function buttons(message: { readonly blocks: readonly object[] }) {
  const found = [...text(message).matchAll(/"text":"([^"]*)","emoji":false\},"action_id":"[^"]*","value":"([^"]*)"/g)];
  return found.map(([, label = "", value = ""]) => ({ label, value }));
}

test("the card says who asks, why, what exactly, before and after, the risk and until when", () => {
  const story = play();
  story.preview();
  const card = text(shown(story));
  expect(card).toMatch(/Approval needed.*Roll back deployment\/api/);
  expect(card).toMatch(/INC-7.*change.*podcast-analytics, production.*U-requester/);
  expect(card).toContain("The deploy of 02:50 broke uploads");
  expect(card).toContain("image: api:2.3.1 → api:2.3.0");
  expect(card).toMatch(/0 of 1 agreed.*may decide: podcast-leads.*until/);
});

test("a button carries the id of the request and nothing else", () => {
  const story = play();
  story.preview();
  const found = buttons(shown(story, true));
  expect(found.map(({ label }) => label)).toEqual(["Approve", "Deny…", "Ask…", "Show all", "Withdraw", "Break glass…"]);
  expect(new Set(found.map(({ value }) => value))).toEqual(new Set([story.request.id]));
});

test("nobody can approve before it is known what it would change, nor after it ended", () => {
  const story = play();
  expect(text(shown(story))).not.toContain('"Approve"');
  story.grant();
  story.run();
  expect(text(shown(story))).not.toContain('"Approve"');
});

test("a reason that fakes an approval and pings everybody stays words in a quote", () => {
  const story = play({ reason: "urgent\n*Approved by* <@U-ana> <!channel>" });
  story.preview();
  const message = shown(story);
  expect(text(message.blocks)).not.toContain('"mrkdwn"');
  expect(message.text).not.toMatch(/<!channel>|<@/);
  expect(text(message.blocks)).toContain('"rich_text_quote","elements":[{"type":"text","text":"urgent');
});

test("a plan that does not fit is shown in part with its hash, and whole behind Show all", () => {
  const objects = Array.from({ length: 200 }, (_, at) => ({
    name: `pod/api-${at}`,
    changes: [{ what: "state", before: "running", after: `gone, number ${at}` }],
  }));
  const story = play();
  story.preview(preview("api:2.3.1", { objects }));
  const card = text(shown(story));
  expect(card).toContain(story.request.file?.sha256);
  expect(card).not.toContain("gone, number 100\\n");
  expect(text(planView(story.request))).toContain("gone, number 100\\n");
});

test("break glass is never offered for what cannot be taken back", () => {
  const story = play(deletion);
  story.preview();
  expect(text(shown(story, true))).not.toContain("Break glass");
});

test("what has moved is said, and can be asked for again", () => {
  const story = play();
  story.grant();
  story.run("run-1", preview("api:9.9.9", { fingerprint: { uid: "u-1", image: "api:9.9.9", revision: 43 } }));
  expect(text(shown(story))).toMatch(/Not run: the target has moved.*api:9\.9\.9.*Ask again…/);
});

test("what was done offers its undo, and says who agreed", () => {
  const story = play();
  story.grant(ben);
  story.run();
  const undo = { name: "kubernetes.rollout-undo", arguments: { deployment: "api", toRevision: 42 } };
  story.tell({ kind: "record-run-done", run: "run-1", text: "deployment.apps/api rolled back", undo });
  expect(text(shown(story))).toMatch(/Agreed.*U-ben.*rolled back.*Undo…/);
  story.tell({
    kind: "record-verification",
    round: 0,
    verification: { kind: "failed", text: "2 of 3 pods are ready" },
  });
  expect(text(shown(story))).toMatch(/not as it should be.*2 of 3 pods are ready/);
});

test("once nobody decides any more the card says what changed, and Show all the rest of the plan", () => {
  const story = play();
  story.preview();
  expect(text(shown(story))).toMatch(/Target: .*Operation: kubernetes/);
  story.tell({ kind: "deny", by: ben, reason: "Wait for the database." });
  story.answer({ kind: "member" });
  expect(text(shown(story))).toMatch(/Denied.*image: api:2.3.1 → api:2.3.0.*Show all/);
  expect(text(shown(story))).not.toContain("Operation: kubernetes");
});

test("a question stands on the card with its answer", () => {
  const story = play();
  story.preview();
  story.tell({ kind: "put-question", by: ana, text: "Is it the canary?" });
  expect(text(shown(story))).toMatch(/U-ana.*Is it the canary\?.*Answer…/);
});

test("every form says of which service and environment a target is whose own name says neither", () => {
  const { request } = play({ target: "redis/production" });
  const choices = [request.plan];
  const forms = [askModal.view({ callbackId: "ask-again", metadata: "", choices }), requestModals.deny.view(request)];
  for (const form of forms) expect(text(form)).toContain("podcast-analytics, production");
});

test("what an approver has in private offers nothing that only who asked may press", () => {
  const story = play();
  story.preview();
  story.tell({ kind: "put-question", by: ana, text: "Is it the canary?" });
  expect(buttons(inPrivate(story)).map(({ label }) => label)).toEqual(["Approve", "Deny…", "Ask…", "Show all"]);
  expect(text(inPrivate(story, { incident: { ...incident, channel: { id: "C1", name: "inc-7" } } }))).toMatch(
    /Its card.*C1/,
  );
});

test("what an approver has in private stays as it is while a change runs and is read back", () => {
  const story = play();
  story.grant(ben);
  const granted = text(inPrivate(story));
  expect(granted).toMatch(/Approved: Roll back.*Agreed.*U-ben/);
  story.run();
  expect(text(inPrivate(story, { printed: "1 of 3 pods are ready" }))).toBe(granted);
  story.tell({ kind: "record-run-done", run: "run-1", text: "rolled back" });
  const verify = (round: number, kind: "verified" | "failed") =>
    story.tell({ kind: "record-verification", round, verification: { kind, text: `looked ${round}` } });
  verify(0, "verified");
  const verified = text(inPrivate(story));
  expect(verified).toMatch(/Verified.*looked 0/);
  verify(1, "verified");
  expect(text(inPrivate(story))).toBe(verified);
  verify(2, "failed");
  expect(text(inPrivate(story))).toMatch(/Not verified.*looked 2/);
});

test("where the target is so already, the card says that there was nothing to do, and offers nothing", () => {
  const story = play();
  story.tell({ kind: "record-no-preview", reason: "The actions are off already.", isSo: true });
  const card = text(shown(story));
  expect(card).toMatch(/Nothing to do.*There was nothing to do\. The actions are off already\./);
  expect(card).not.toMatch(/Stopped|stopped|Ask again/);
  const recorded = story.history.at(-1);
  const told = recorded && toldMessage({ incident, request: story.request, recorded, person: story.request.requester });
  expect(text(told ?? {})).toContain("There was nothing to do");
  expect(text(told ?? {})).not.toContain("Ask again");
});

test("while another change of its target is not over, the card says that it waits for that, and nothing else", () => {
  const story = play();
  story.grant();
  const { request } = story;
  const base = { incident, request, surface: requestSurface(request), printed: "", frozen: undefined };
  const card = text(requestMessage({ ...base, isGlassThere: false, waits: "target-busy" }));
  expect(card).toMatch(/waits for its target.*Another change of the same target is not over yet/);
  expect(card).not.toMatch(/runs at once|about to run/);
  story.run();
  const running = { ...base, request: story.request, isGlassThere: false, waits: "target-busy" } as const;
  expect(text(requestMessage(running))).not.toContain("waits for its target");
});
