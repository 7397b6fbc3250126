import type { CommandType } from '../../engine/commands.ts';
import type { PageState } from '../../engine/state.ts';
import { callable, chainFor, pagesHere } from '../calls.ts';
import { type Context, titleOf } from '../context.ts';
import { plainLine } from '../plain.ts';
import type { Values } from '../view.ts';
import { answer, choice, type Form, type Question, text, why, words } from './form.ts';

const somebodyElse = { value: '', label: 'somebody else' };

/** Which call is meant: not asked where there is one alone. */
function whichPage(pages: readonly PageState[]): Question[] {
  if (pages.length === 1) return [];
  const choices = pages.map(({ id, who, chain, turn }) => ({
    value: id,
    label: plainLine(`${who}: ${chain[turn]?.name ?? ''}`),
  }));
  return [choice('page', pages.length === 0 ? 'Nobody is being called.' : 'Which call?', choices)];
}

const meant = (v: Values, pages: readonly PageState[]): PageState | undefined =>
  pages.length === 1 ? pages[0] : pages.find(({ id }) => id === v.page);

const waiting = (c: Context) => pagesHere(c.state).filter(({ status }) => status === 'waiting');

/** Whoever is called now, then the rest of the chain. */
function answering(page: PageState | undefined): string[] {
  if (!page) return [];
  const now = page.chain[page.turn]?.name;
  return [...new Set([...(now === undefined ? [] : [now]), ...page.chain.map(({ name }) => name)])];
}

/** Forms for calling people, one after another. */
export const pageForms = {
  page: {
    title: 'Call somebody, and go on to the next until somebody answers',
    asks: (v, c) => {
      const names = callable(c);
      const choices = [...words(names), somebodyElse];
      const who =
        names.length === 0 ? [] : [choice('who', 'Who is to be called?', choices, { initial: names[0] ?? '' })];
      const isElse = names.length === 0 || v.who === '';
      return [
        ...who,
        ...(isElse ? [text('name', 'What is their name?')] : []),
        text('text', 'What are they to be told?', { initial: `${titleOf(c.state)}: you are needed on the bridge.` }),
      ];
    },
    makes: (v, c) => {
      const who = v.who ? v.who : answer(v, 'name');
      return { type: 'page', who, text: answer(v, 'text'), chain: chainFor(c, who) };
    },
  },
  'answer-page': {
    title: 'Say that somebody who was called has answered',
    asks: (v, c) => {
      const pages = pagesHere(c.state);
      const names = answering(meant(v, pages));
      return [
        ...whichPage(pages),
        choice('person', 'Who answered?', [...words(names), somebodyElse], { initial: names[0] ?? '' }),
        ...(v.person === '' ? [text('name', 'What is their name?')] : []),
      ];
    },
    makes: (v, c) => {
      const person = v.person ? v.person : answer(v, 'name');
      return { type: 'answer-page', page: meant(v, pagesHere(c.state))?.id ?? '', person };
    },
  },
  'next-page': {
    title: 'Call the next: who is called now will not answer',
    asks: (_, c) => whichPage(waiting(c)),
    makes: (v, c) => ({ type: 'next-page', page: meant(v, waiting(c))?.id ?? '' }),
  },
  'call-off-page': {
    title: 'Call nobody any more',
    asks: (_, c) => [...whichPage(waiting(c)), why('Why is nobody to be called any more?')],
    makes: (v, c) => ({
      type: 'call-off-page',
      page: meant(v, waiting(c))?.id ?? '',
      reason: answer(v, 'reason'),
    }),
  },
} satisfies Partial<Record<CommandType, Form>>;
