import { basename } from 'node:path';
import type { Refusal } from '../../engine/commands.ts';
import type { By } from '../../engine/entries.ts';
import { holds } from '../../engine/state.ts';
import { MAX_EVIDENCE_BYTES } from '../../journal/evidence.ts';
import type { Clock } from '../clock.ts';
import { version } from '../package.ts';
import type { RunSession } from '../run-session.ts';
import { joinersAsk } from './asks.ts';
import type { Said, Told } from './protocol.ts';

/** What is visited. */
export interface House {
  readonly session: RunSession;
  readonly clock: Clock;
  /** Whether the run is about to be left: nothing new is done. */
  readonly isShut: () => boolean;
}

type Saying<D extends Said['do']> = Extract<Said, { readonly do: D }>;

interface Upload {
  readonly id: number;
  readonly bytes: number;
  readonly name: string | undefined;
  readonly chunks: Buffer[];
  length: number;
}

/** Who takes part from another terminal: does what they say, and answers. */
export class Guest {
  readonly #house: House;
  #hello: Saying<'hello'> | null = null;
  #upload: Upload | null = null;

  constructor(house: House) {
    this.#house = house;
  }

  /** Whether they have said who they are, and were let in. */
  get isIn(): boolean {
    return this.#hello !== null;
  }

  /** The answer to what was said; null where more of it is to come. */
  hear(said: Said): Told | null {
    if (said.do === 'hello') return this.#welcome(said);
    if (!this.#hello) return away('Who comes says first who they are.');
    switch (said.do) {
      case 'ask':
        return this.#ask(said, this.#hello);
      case 'keep':
        return this.#keep(said);
      case 'chunk':
        return this.#chunk(said);
      case 'lend':
        return this.#lend(said);
    }
  }

  #welcome(said: Saying<'hello'>): Told {
    if (this.#hello) return away('Who comes says once who they are.');
    if (said.version !== version) {
      const message = `The run is held by breakglass ${version}, and this is ${said.version.slice(0, 30)}.`;
      return away(message, 'Join it with the same version.');
    }
    this.#hello = said;
    const { session, clock } = this.#house;
    return { is: 'welcome', seq: session.state.seq, wall: clock.wall() };
  }

  #ask({ id, until, ask, by }: Saying<'ask'>, { typedBy }: Saying<'hello'>): Told {
    const late: Refusal = { code: 'not-now', message: 'That came too late: nothing was done.' };
    const refusal = this.#unheard() ?? (Date.now() >= until ? late : this.#done(ask, by, typedBy));
    return { is: 'done', id, seq: this.#house.session.state.seq, refusal };
  }

  #done(said: unknown, by: By, typedBy: string): Refusal | null {
    const read = joinersAsk(said);
    if ('refusal' in read) return read.refusal;
    const { session } = this.#house;
    const before = session.state.seq;
    try {
      return session.dispatch(read.ask, this.#inRole(by), { typedBy });
    } catch (error) {
      // What was decided and could not be finished is a fault here, whoever asked for it.
      if (session.state.seq !== before) throw error;
      return { code: 'invalid', message: 'That command makes no sense here: nothing was done.' };
    }
  }

  /** In the role that was said, where the person holds it. */
  #inRole({ person, role }: By): By {
    return role !== undefined && holds(this.#house.session.state, role, person) ? { person, role } : { person };
  }

  #keep({ id, bytes, name }: Saying<'keep'>): Told | null {
    const problem = this.#unheard()?.message;
    if (problem !== undefined) return { is: 'problem', id, problem };
    if (bytes > MAX_EVIDENCE_BYTES) return away('That is more evidence than is kept.');
    this.#upload = { id, bytes, name, chunks: [], length: 0 };
    return this.#keepWhole(this.#upload);
  }

  #chunk({ id, data }: Saying<'chunk'>): Told | null {
    const upload = this.#upload;
    // Of evidence that was refused, the rest may be on its way.
    if (upload?.id !== id) return null;
    const chunk = Buffer.from(data, 'base64');
    upload.chunks.push(chunk);
    upload.length += chunk.length;
    return this.#keepWhole(upload);
  }

  #keepWhole({ id, bytes, name, chunks, length }: Upload): Told | null {
    if (length < bytes) return null;
    this.#upload = null;
    if (length > bytes) return away('More evidence came than was said.');
    const sent = { bytes: Buffer.concat(chunks), ...(name !== undefined && { name: basename(name) }) };
    const kept = this.#house.session.keep(sent);
    return 'problem' in kept ? { is: 'problem', id, ...kept } : { is: 'kept', id, evidence: kept };
  }

  #lend({ id, name, value }: Saying<'lend'>): Told {
    const problem = this.#unheard()?.message ?? this.#lent(name, value);
    return problem === undefined ? { is: 'lent', id } : { is: 'problem', id, problem };
  }

  /** Only what is put to the proof is given by hand: nobody replaces the secrets that actions work with. */
  #lent(name: string, value: string): string | undefined {
    if (!name.startsWith('subject:')) return 'That is no secret that is given by hand.';
    return this.#house.session.lend(name, value)?.problem;
  }

  /** Why nothing is done for them, whatever they ask for. */
  #unheard(): Refusal | null {
    if (this.#hello?.observes) return { code: 'not-allowed', message: 'Who observes gives no command.' };
    if (!this.#house.isShut()) return null;
    return { code: 'not-now', message: 'The terminal that holds the run is leaving it: nothing was done.' };
  }
}

function away(message: string, hint?: string): Told {
  return { is: 'turned-away', message, ...(hint !== undefined && { hint }) };
}
