import type { Delivery, Sent } from './channel.ts';
import { cameOf, excerpt, heldOr, hookProblem, type Web } from './web.ts';

/** An incoming webhook of a chat: who knows its address may post there. */
export interface HookParts {
  /** Its address, which is a secret. */
  readonly url: () => Promise<string>;
  readonly web: Web;
}

interface Hook {
  readonly title: string;
  /** The limit that it keeps. */
  readonly limit: string;
  readonly mend: string;
  /** Statuses with which every other message would meet too. */
  readonly stopping: readonly number[];
  body(delivery: Delivery): string;
}

/** Posts to a chat once. A chat tells no id, and has nothing by which it would know the same message again. */
export async function postToHook(hook: Hook, parts: HookParts, delivery: Delivery, signal: AbortSignal): Promise<Sent> {
  const { title, limit, mend, stopping } = hook;
  const held = await heldOr(parts.url);
  if ('refused' in held) return held.refused;
  const problem = hookProblem(held.value);
  if (problem !== null)
    return { outcome: 'refused', why: `The address of ${title}'s webhook ${problem}.`, mend, stops: true };
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', url: held.value, headers, body: hook.body(delivery), called: title } as const;
  const answer = await parts.web(request, signal);
  const secrets = [held.value, ...lastPart(held.value)];
  const came = cameOf(answer, { called: title, limit, secrets });
  if (came === 'accepted') return { outcome: 'sent', receipt: { status: String(answer.status) } };
  if (came !== 'refused') return came;
  const why = `${title} answered ${answer.status}${excerpt(answer.text, secrets)}`;
  if (!stopping.includes(answer.status ?? 0)) return { outcome: 'refused', why };
  return { outcome: 'refused', why, mend, stops: true };
}

/** The key in an address may be repeated alone. */
function lastPart(address: string): string[] {
  const { pathname, searchParams } = new URL(address);
  return [pathname.split('/').at(-1) ?? '', ...searchParams.values()].filter((part) => part.length >= 8);
}
