import { Problem } from '../run/problem.ts';

const PREFIX = 'BREAKGLASS_ENDPOINT_';

/** Values by name, and where each came from. */
export interface NamedSettings<T> {
  readonly value: Readonly<Record<string, T>>;
  readonly from: Readonly<Record<string, string>>;
}

/**
 * Endpoints that the environment gives: `BREAKGLASS_ENDPOINT_AZURE_DEVOPS` is that of `azure-devops`.
 * @throws Problem where one is no address
 */
export function environmentEndpoints(environment: NodeJS.ProcessEnv): NamedSettings<string> {
  const value: Record<string, string> = {};
  const from: Record<string, string> = {};
  for (const [name, address] of Object.entries(environment)) {
    if (!name.startsWith(PREFIX) || name === PREFIX || !address) continue;
    const id = name.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
    if (!isEndpoint(address)) throw new Problem('usage', `${name} is no address of http or https.`, mend(name));
    value[id] = address;
    from[id] = name;
  }
  return { value, from };
}

/** What an endpoint looks like, for whoever wrote another thing. */
export const endpointForm = 'expected an address such as https://ghe.example/api/v3';

/** Whether a text can be where requests go: http or https, without a user, a query or a fragment. */
export function isEndpoint(text: string): boolean {
  if (!/^https?:\/\/[^\s?#{}@\\]+$/.test(text) || !URL.canParse(text)) return false;
  return new URL(text).hostname !== '';
}

function mend(name: string): string {
  return `Set it like ${name}=https://ghe.example/api/v3, without a user, a password or a query.`;
}
