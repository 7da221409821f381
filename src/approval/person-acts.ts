import type { PersonId } from "../incident/incident.ts";
import { isBefore } from "../incident/instant.ts";
import { plain } from "../incident/text.ts";
import type { PersonActs } from "./command.ts";
import { accept, type RequestDecision, type RequestFacts, refuse } from "./decision.ts";
import { longestWords, mostQuestions } from "./limits.ts";
import { objection } from "./objection.ts";
import { entriesFor } from "./policy.ts";
import type { Act, ChangeRequest } from "./request.ts";
import { sayState } from "./say-state.ts";
import { decideTyping } from "./type-values.ts";

/** What somebody pressed. Who may is known only once they were looked up: until then it counts for nothing. */
export function decidePerson(request: ChangeRequest, command: PersonActs, facts: RequestFacts): RequestDecision {
  const { by } = command;
  switch (command.kind) {
    case "approve":
      return decideAct(request, by, { kind: "approve" }, facts);
    case "deny":
    case "break-glass":
      return decideAct(request, by, { kind: command.kind, reason: plain(command.reason) }, facts);
    case "settle":
      return decideAct(request, by, { kind: "settle", wasDone: command.wasDone, text: plain(command.text) }, facts);
    case "review":
      return decideAct(request, by, { kind: "review", text: plain(command.text) }, facts);
    case "open-plan":
      return request.file && !request.openedBy.includes(by) ? accept({ kind: "plan-opened", by }) : accept();
    case "put-question":
      return decideQuestion(request, by, plain(command.text), facts);
    case "answer-question":
      return decideAnswer(request, by, command.question, plain(command.text));
    case "withdraw":
      return decideWithdraw(request, by);
    case "type-values":
      return decideTyping(request, by, facts);
    case "revoke":
      return decideRevoke(request, by, plain(command.reason));
  }
}

/** "One person's second click changes nothing"; but a yes may still become a no. */
function decideAct(request: ChangeRequest, by: PersonId, act: Act, facts: RequestFacts): RequestDecision {
  const why = objection(request, by, act, facts);
  if (why) return { kind: "refused", refusal: why };
  const isCounted = act.kind === "approve" && request.votes.some(({ person }) => person === by);
  const isAsked = request.pending.some(({ person, act: asked }) => person === by && asked.kind === act.kind);
  if (isCounted || isAsked) return accept();
  return accept({ kind: "act-asked", by, act, entries: entriesFor(request, act, facts.catalog) });
}

/** "Ask puts a question to the requester and keeps the clock running." */
function decideQuestion(request: ChangeRequest, by: PersonId, text: string, { now }: RequestFacts): RequestDecision {
  const { state, requester, questions } = request;
  if (state.kind !== "open" || !isBefore(now, state.until)) return refuse("not-open", sayState(state));
  if (by === requester) return refuse("own-request", "You asked for this change: its questions are put to you.");
  if (!text) return refuse("needs-reason", "Write the question.");
  if (text.length > longestWords) return refuse("text-too-long", `A question has at most ${longestWords} characters.`);
  if (questions.length >= mostQuestions)
    return refuse("text-too-long", `${mostQuestions} questions were put already. Talk about it in the channel.`);
  return accept({ kind: "question-put", by, text });
}

function decideAnswer(request: ChangeRequest, by: PersonId, number: number, text: string): RequestDecision {
  const question = request.questions[number];
  if (!question) return refuse("not-open", "There is no such question.");
  if (by !== request.requester) return refuse("not-yours", "Who asked for the change answers its questions.");
  if (!text) return refuse("needs-reason", "Write the answer.");
  if (text.length > longestWords) return refuse("text-too-long", `An answer has at most ${longestWords} characters.`);
  if (question.answer?.text === text) return accept();
  return accept({ kind: "question-answered", by, question: number, text });
}

function decideWithdraw({ state, requester, agreedBefore }: ChangeRequest, by: PersonId): RequestDecision {
  if (agreedBefore)
    return refuse("not-yours", "It was agreed that this comes back. Ask for the change again if it is still needed.");
  if (by !== requester) return refuse("not-yours", "Only who asked for a change withdraws it. An approver denies it.");
  if (state.kind === "withdrawn") return accept();
  const isWaiting = state.kind === "previewing" || state.kind === "open" || state.kind === "granted";
  return isWaiting ? accept({ kind: "withdrawn", by }) : refuse("not-open", sayState(state));
}

/** Who said yes may take it back until it runs; that needs no looking up. */
function decideRevoke({ state, votes, breakGlass }: ChangeRequest, by: PersonId, reason: string): RequestDecision {
  const isTheirs = votes.some(({ person }) => person === by) || breakGlass?.by === by;
  if (!isTheirs) return refuse("not-yours", "Only who approved this takes the approval back.");
  if (state.kind === "open") return accept({ kind: "vote-dropped", by, why: reason || "You took it back." });
  if (state.kind === "granted") return accept({ kind: "revoked", by, reason });
  return refuse("not-open", sayState(state));
}
