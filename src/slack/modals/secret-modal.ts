import type { ModalView } from "@slack/types";
import type { ChangeRequest } from "../../approval/request.ts";
import { plain } from "../blocks.ts";
import { clamp, limits } from "../limits.ts";
import { line, moment, richText, strong, words } from "../rich-text.ts";
import { type FieldErrors, type FormValues, fieldOf, input, modal, textInput } from "./form.ts";

/** What is shorter could not be told apart in what the target prints, and so not be kept out of it. */
const shortest = 4;

/** The secret values of a change that is approved, one field for each. */
export const secretModal = {
  view({ id, plan, state }: ChangeRequest): ModalView {
    const until = state.kind === "granted" ? [words("The approval ends "), moment(state.until), words(".")] : [];
    return modal("type-values", { title: "Type the value", submit: "Run it now", metadata: id }, [
      richText(line(strong(clamp(plan.description.replace(/\s+/g, " "), 300))), line(...until)),
      ...plan.asksFor.map((name, at) =>
        input(blockOf(at), name, textInput({ isMultiline: true }), {
          hint: "It goes to the target and is kept nowhere: in no message, log, audit or database of the bot. It runs as soon as you send this.",
        }),
      ),
    ]);
  },
  /** The values by the argument they are for, as they were typed, without line breaks around them. */
  read(
    values: FormValues,
    { plan }: ChangeRequest,
  ):
    | { readonly kind: "values"; readonly values: Readonly<Record<string, string>> }
    | { readonly kind: "errors"; readonly errors: FieldErrors } {
    const typed = plan.asksFor.map((name, at) => [name, valueIn(values, at)] as const);
    const errors = typed.flatMap(([, value], at) =>
      value.length < shortest ? [[blockOf(at), `A secret has at least ${shortest} characters.`]] : [],
    );
    return errors.length > 0
      ? { kind: "errors", errors: Object.fromEntries(errors) }
      : { kind: "values", values: Object.fromEntries(typed) };
  },
  /** What the form turns into: nothing of what was typed. */
  taken: (): ModalView => ({
    type: "modal",
    callback_id: "values-taken",
    title: plain("Taken", limits.modalTitle),
    close: plain("Close", limits.modalTitle),
    blocks: [
      richText(
        line(
          words(
            "The target is looked at once more, then it runs. While another change of the same target is not over ",
          ),
          words("it waits, until the approval ends. The card shows what becomes of it."),
        ),
      ),
    ],
  }),
};

const blockOf = (at: number): string => `value-${at}`;

const valueIn = (values: FormValues, at: number): string =>
  (fieldOf(values, blockOf(at)).value ?? "").replace(/^[\r\n]+|[\r\n]+$/g, "");
