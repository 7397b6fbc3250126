import type { Environment } from '../language/evaluate.ts';

/** What a text or a command reads: whether the time is among it, or more than its item and the inputs. */
export class Reads implements Environment {
  theTime = false;
  more = false;
  readonly #around: Environment;

  constructor(around: Environment) {
    this.#around = around;
  }

  get now(): number {
    this.theTime = true;
    return this.#around.now;
  }

  read(name: Parameters<Environment['read']>[0]): unknown {
    if (name !== 'item' && name !== 'inputs') this.more = true;
    return this.#around.read(name);
  }

  /** The same, with the inputs of an action in place of the playbook's. */
  with(inputs: Readonly<Record<string, string>>): Environment {
    const reads = this;
    return {
      get now() {
        return reads.now;
      },
      read: (name) => (name === 'inputs' ? inputs : this.read(name)),
    };
  }
}
