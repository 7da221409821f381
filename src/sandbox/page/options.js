import { plainString } from "./draw-text.js";
import { session } from "./session.js";

/**
 * @import { Field } from "./form-values.js"
 * @typedef {{ label: string, options: readonly { value: string, text: string }[] }} OptionGroup
 */

/**
 * What a select offers. Groups without a name hold options that stand alone.
 * @param {Extract<Field, { type: `${string}_select` }>} element
 * @returns {readonly OptionGroup[]}
 */
export function optionGroups(element) {
  switch (element.type) {
    case "static_select":
    case "multi_static_select": {
      const groups = element.option_groups ?? [{ label: { text: "" }, options: element.options ?? [] }];
      return groups.map(({ label, options }) => ({
        label: plainString(label.text),
        options: options.map((option) => ({ value: option.value ?? "", text: plainString(option.text.text) })),
      }));
    }
    case "users_select":
    case "multi_users_select": {
      const people = (session.state?.people ?? []).filter((person) => person.kind !== "bot");
      return [
        {
          label: "",
          options: people.map(({ id, name, title }) => ({ value: id, text: title ? `${name} · ${title}` : name })),
        },
      ];
    }
    case "conversations_select":
    case "multi_conversations_select":
    case "channels_select":
    case "multi_channels_select": {
      const isChannelsOnly = element.type === "channels_select" || element.type === "multi_channels_select";
      const conversations = (session.state?.conversations ?? []).filter(
        ({ kind, isArchived }) => !isArchived && (kind === "public" || !isChannelsOnly),
      );
      const name = (/** @type {{ kind: string, name: string }} */ { kind, name }) =>
        kind === "direct" ? name : `#${name}`;
      return [{ label: "", options: conversations.map((one) => ({ value: one.id, text: name(one) })) }];
    }
    case "external_select":
    case "multi_external_select":
      return [];
  }
}
