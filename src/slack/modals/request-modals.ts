import type { KnownBlock, ModalView } from "@slack/types";
import type { PersonActs } from "../../approval/command.ts";
import { longestWords } from "../../approval/limits.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import type { PersonId } from "../../incident/incident.ts";
import { option } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { placeOf } from "../messages/place-of.ts";
import { line, quote, richText, strong, who, words } from "../rich-text.ts";
import { chosenIn, type FormValues, input, modal, select, textInput, textOf } from "./form.ts";

const blocks = { text: "text", outcome: "outcome" } as const;

/** What a person does to a request with words of theirs. Its form carries the id of the request and nothing else. */
export interface RequestModal {
  view(request: ChangeRequest): ModalView;
  read(values: FormValues, request: ChangeRequest, by: PersonId): PersonActs;
}

type Word = "deny" | "put-question" | "answer-question" | "revoke" | "break-glass" | "settle" | "review";

export const requestModals: Readonly<Record<Word, RequestModal>> = {
  deny: wordsModal("deny", "Deny", "Why must it not run?", (by, reason) => ({ kind: "deny", by, reason })),
  "put-question": wordsModal("put-question", "Ask", "What do you want to know?", (by, text) => ({
    ...{ kind: "put-question", by, text },
  })),
  "answer-question": {
    view: (request) =>
      requestModal("answer-question", "Answer", request, [
        ...asked(request),
        input(blocks.text, "Your answer", longText()),
      ]),
    read: (values, request, by) => ({
      ...{ kind: "answer-question", by, question: openQuestion(request), text: textOf(values, blocks.text) },
    }),
  },
  revoke: wordsModal("revoke", "Take back", "Why do you take your approval back?", (by, reason) => ({
    ...{ kind: "revoke", by, reason },
  })),
  "break-glass": wordsModal(
    "break-glass",
    "Break glass",
    "Why can this not wait for an approval? It is announced with your name.",
    (by, reason) => ({ kind: "break-glass", by, reason }),
  ),
  settle: {
    view: (request) =>
      requestModal("settle", "Settle", request, [
        input(
          blocks.outcome,
          "Was it done?",
          select([option("It was done", "done"), option("It was not done", "not-done")], undefined),
        ),
        input(blocks.text, "How do you know?", longText()),
      ]),
    read: (values, _request, by) => ({
      ...{
        kind: "settle",
        by,
        wasDone: chosenIn(values, blocks.outcome) === "done",
        text: textOf(values, blocks.text),
      },
    }),
  },
  review: wordsModal("review", "Review", "What did the review find?", (by, text) => ({ kind: "review", by, text })),
};

/** Where a refusal is shown. */
export const requestModalBlock = blocks.text;

function wordsModal(
  callbackId: Word,
  title: string,
  label: string,
  read: (by: PersonId, text: string) => PersonActs,
): RequestModal {
  return {
    view: (request) => requestModal(callbackId, title, request, [input(blocks.text, label, longText())]),
    read: (values, _request, by) => read(by, textOf(values, blocks.text)),
  };
}

const longText = () => textInput({ isMultiline: true, maxLength: longestWords });

function requestModal(
  callbackId: Word,
  title: string,
  { id, plan }: ChangeRequest,
  fields: readonly KnownBlock[],
): ModalView {
  const about = richText(line(strong(clamp(plan.description.replace(/\s+/g, " "), 300)), words(` · ${placeOf(plan)}`)));
  return modal(callbackId, { title, submit: title, metadata: id }, [about, ...fields]);
}

/** The first that waits; the last, to mend its answer, when all are answered. */
function openQuestion({ questions }: ChangeRequest): number {
  const first = questions.findIndex(({ answer }) => !answer);
  return first >= 0 ? first : questions.length - 1;
}

function asked(request: ChangeRequest): readonly KnownBlock[] {
  const question = request.questions[openQuestion(request)];
  return question ? [richText(line(who(question.by), words(" asks:")), quote(clamp(question.text, 1500)))] : [];
}
