/**
 * What Slack takes at most, and what is sent at most.
 * https://docs.slack.dev/reference/block-kit/blocks, https://docs.slack.dev/reference/methods/chat.postMessage,
 * https://docs.slack.dev/reference/block-kit/block-elements/button-element, https://docs.slack.dev/reference/methods/conversations.create
 */
export const most = {
  /** Blocks of a message. */
  blocks: 50,
  header: 150,
  /** A text object. Rich text names no limit of its own, and is kept to the same. */
  section: 3_000,
  /** All text in the blocks of a message. 12,000 is documented for markdown; a message with 11,341 was refused: bolt-js issue 2867. */
  message: 8_000,
  /** The text that is read out and shown in notifications. Slack cuts at 40,000, and recommends this. */
  text: 4_000,
  buttons: 25,
  button: 75,
  value: 2_000,
  actionId: 255,
  channelName: 80,
  topic: 250,
  title: 250,
  /** Messages that are said together: their ids stand in the metadata, whose size Slack limits without naming the limit. */
  together: 20,
} as const;
