/** A channel's id in Slack, or that of a direct message. */
export const CHANNEL = /^[CGD][A-Z0-9]{2,}$/;
/** A person's id in Slack. */
export const PERSON = /^[UW][A-Z0-9]{2,}$/;
/** A channel by its name, as Slack lets one be called. */
const NAME = /^#[\p{Ll}\p{Lo}\p{Lm}\p{N}_-]{1,80}$/u;

/** What an exercise channel looks like, for whoever wrote another thing. */
export const channelForm = 'expected a channel by its name or id, such as "#drills" or C0123ABCD';
/** What a person looks like. */
export const personForm =
  'expected the member ID of a person, such as U0123ABCD: their profile in Slack, More, Copy member ID';

/** Whether a text names a channel. */
export function isChannel(text: string): boolean {
  return /^[CG]/.test(text) ? CHANNEL.test(text) : NAME.test(text);
}

/** Whether a text names somebody in Slack. */
export function isPerson(text: string): boolean {
  return PERSON.test(text);
}
