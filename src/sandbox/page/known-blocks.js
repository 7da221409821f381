/** @import { AnyBlock, KnownBlock } from "@slack/types" */

const knownTypes = new Set([
  ...[
    "section",
    "header",
    "context",
    "actions",
    "divider",
    "image",
    "input",
    "rich_text",
    "markdown",
    "table",
    "alert",
  ],
  ...["file", "video", "container", "card", "carousel", "context_actions", "data_table", "task_card", "plan"],
]);

/**
 * The blocks this page can draw; Slack adds kinds faster than anybody follows.
 * @param {readonly AnyBlock[]} blocks
 */
export function knownBlocks(blocks) {
  return blocks.filter(isKnown);
}

/**
 * @param {AnyBlock} block
 * @returns {block is KnownBlock}
 */
function isKnown(block) {
  return knownTypes.has(block.type);
}
