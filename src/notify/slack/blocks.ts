import type { Button } from '../message.ts';
import { cut, oneLine } from '../plain-text.ts';
import { most } from './limits.ts';
import { costOf, pieces } from './text.ts';

/** A block of Slack's Block Kit, as JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** A piece of a paragraph. */
export interface Span {
  readonly text: string;
  readonly bold?: true;
}

/**
 * A paragraph. In rich text a text is a text: there is no markup in it that could mention somebody, link anything or end early.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function paragraph(spans: readonly Span[]): Block[] {
  const elements = spans
    .filter(({ text }) => text !== '')
    .map(({ text, bold }) => ({ type: 'text', text, ...(bold && { style: { bold } }) }));
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

/** Lines, in as many blocks as they need. */
export function paragraphs(lines: readonly string[]): Block[] {
  return pieces(lines.join('\n'), most.section).flatMap((text) => paragraph([{ text }]));
}

/** What is shown exactly as it is: fences of backticks in it mean nothing. */
export function code(text: string): Block[] {
  return pieces(text, most.section).map((piece) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece }] }],
  }));
}

/** The first line, large. */
export function header(text: string): Block {
  return { type: 'header', text: plain(text, most.header) };
}

/** A small line. */
export function note(text: string): Block {
  return { type: 'context', elements: [plain(text, most.section)] };
}

/** Buttons in one row. One whose value is too long would stand for something else, and is left out. */
export function actions(buttons: readonly Button[]): Block[] {
  const elements = buttons
    .filter(({ id, value }) => value.length <= most.value && id.length <= most.actionId)
    .slice(0, most.buttons)
    .map(({ id, label, value, style }) => ({
      type: 'button',
      action_id: id,
      text: plain(label, most.button),
      value,
      ...(style && { style }),
    }));
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function plain(text: string, limit: number) {
  const fitting = cut(oneLine(text), (part) => costOf(part) <= limit);
  return { type: 'plain_text', text: fitting === '' ? '-' : fitting, emoji: false };
}
