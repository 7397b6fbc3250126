import { createMask } from '../actions/mask.ts';
import { createVault, type SecretSource } from '../actions/vault.ts';

/** Secrets that something is sent with: taken when they are needed, and masked from then on in all that is written down. */
export interface Keys {
  /** Takes every secret that is known out of what is about to be journaled or kept. */
  readonly mask: <T>(said: T) => T;
  /** A secret's value. @throws an error that says what is missing, and the mend */
  secret(name: string): Promise<string>;
}

/** The secrets of these names, from where the settings say that they are, for who sends and does nothing else. */
export function createKeys(
  { sources, environment }: { sources: Readonly<Record<string, SecretSource>>; environment: NodeJS.ProcessEnv },
  names: readonly string[],
): Keys {
  const mask = createMask();
  const vault = createVault({ sources, environment, mask, names });
  return { mask: (said) => mask.deep(said), secret: (name) => vault.get(name) };
}
