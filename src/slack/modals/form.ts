import type {
  Checkboxes,
  DateTimepicker,
  InputBlock,
  KnownBlock,
  ModalView,
  NumberInput,
  PlainTextInput,
  PlainTextOption,
  StaticSelect,
  UsersSelect,
} from "@slack/types";
import { plain } from "../blocks.ts";
import type { Ask } from "../grammar/reading.ts";
import { clamp, limits } from "../limits.ts";

/** What modals are made of, and how their answers are read back. */

/** The part of Slack's `view.state.values` that we read. */
export type FormValues = Readonly<Record<string, Readonly<Record<string, FieldValue>>>>;

export interface FieldValue {
  readonly value?: string | null | undefined;
  readonly selected_user?: string | null | undefined;
  readonly selected_date_time?: number | null | undefined;
  readonly selected_option?: { readonly value: string } | null | undefined;
  readonly selected_options?: readonly { readonly value: string }[] | undefined;
}

export type FormReading =
  | { readonly kind: "ask"; readonly ask: Ask }
  | { readonly kind: "errors"; readonly errors: FieldErrors };

/** One sentence by block id; Slack shows it under that field. */
export type FieldErrors = Readonly<Record<string, string>>;

const answer = "answer";

export interface ModalText {
  readonly title: string;
  readonly submit: string;
  readonly metadata: string;
}

export function modal(callbackId: string, text: ModalText, blocks: readonly KnownBlock[]): ModalView {
  return {
    type: "modal",
    callback_id: callbackId,
    title: plain(text.title, limits.modalTitle),
    submit: plain(text.submit, limits.modalTitle),
    close: plain("Cancel", limits.modalTitle),
    private_metadata: text.metadata,
    blocks: [...blocks],
  };
}

interface InputOptions {
  readonly isOptional?: boolean | undefined;
  readonly hint?: string | undefined;
  /** Its choice is told to us at once, so that the rest of the form can follow. */
  readonly isLive?: boolean | undefined;
}

export function input(
  blockId: string,
  label: string,
  element: InputBlock["element"],
  options: InputOptions = {},
): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: plain(label, limits.inputLabel),
    element,
    optional: options.isOptional ?? false,
    ...(options.hint ? { hint: plain(options.hint, limits.inputHint) } : {}),
    ...(options.isLive ? { dispatch_action: true } : {}),
  };
}

interface TextOptions {
  readonly initial?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly isMultiline?: boolean | undefined;
  readonly maxLength?: number | undefined;
}

export function textInput({ initial, placeholder, isMultiline, maxLength }: TextOptions): PlainTextInput {
  const longest = maxLength ?? limits.textInput;
  return {
    type: "plain_text_input",
    action_id: answer,
    multiline: isMultiline ?? false,
    max_length: longest,
    ...(initial ? { initial_value: clamp(initial, longest) } : {}),
    ...(placeholder ? { placeholder: plain(placeholder, limits.placeholder) } : {}),
  };
}

export function select(
  options: readonly PlainTextOption[],
  initial: string | undefined,
  actionId: string = answer,
): StaticSelect {
  const shown = options.slice(0, limits.selectOptions);
  const chosen = shown.find((one) => one.value === initial);
  return { type: "static_select", action_id: actionId, options: shown, ...(chosen ? { initial_option: chosen } : {}) };
}

export function checkboxes(options: readonly PlainTextOption[], initial: readonly string[]): Checkboxes {
  const chosen = options.filter((one) => one.value !== undefined && initial.includes(one.value));
  return {
    type: "checkboxes",
    action_id: answer,
    options: [...options],
    ...(chosen.length > 0 ? { initial_options: chosen } : {}),
  };
}

export function usersSelect(initial: string | undefined): UsersSelect {
  return { type: "users_select", action_id: answer, ...(initial ? { initial_user: initial } : {}) };
}

export function numberInput(from: number, to: number, initial: number | undefined): NumberInput {
  return {
    type: "number_input",
    action_id: answer,
    is_decimal_allowed: true,
    min_value: String(from),
    max_value: String(to),
    ...(initial === undefined ? {} : { initial_value: String(initial) }),
  };
}

export function dateTimePicker(initialSeconds: number | undefined): DateTimepicker {
  return {
    type: "datetimepicker",
    action_id: answer,
    ...(initialSeconds === undefined ? {} : { initial_date_time: initialSeconds }),
  };
}

/** The one field of an input block, whatever its action is called. */
export function fieldOf(values: FormValues, blockId: string): FieldValue {
  return Object.values(values[blockId] ?? {})[0] ?? {};
}

export function textOf(values: FormValues, blockId: string): string {
  return fieldOf(values, blockId).value?.trim() ?? "";
}

export function chosenIn(values: FormValues, blockId: string): string | undefined {
  return fieldOf(values, blockId).selected_option?.value;
}
