/** What a scope is needed for, in words. */
export interface Scope {
  readonly scope: string;
  readonly for: string;
}

/**
 * The scopes that the app needs, and no more: https://docs.slack.dev/reference/scopes. `isPrivate`: the channels of live runs are
 * private ones.
 */
export function scopesFor({ isPrivate }: { readonly isPrivate: boolean }): readonly Scope[] {
  return [
    { scope: 'chat:write', for: 'to say things, and to change and delete what it said' },
    { scope: 'channels:read', for: 'to find its public channels by name' },
    { scope: 'channels:history', for: 'to see whether a message arrived, so that none is said twice' },
    { scope: 'groups:read', for: 'the same of private channels' },
    { scope: 'groups:history', for: 'the same of private channels' },
    isPrivate
      ? { scope: 'groups:write', for: 'to make the private channel of a live run, with its topic and people' }
      : { scope: 'channels:manage', for: 'to make the channel of a live run, with its topic and people' },
    { scope: 'pins:write', for: 'to pin the headline' },
    { scope: 'files:write', for: 'to share the report' },
    { scope: 'im:write', for: 'to call a person who is named by their member ID' },
    { scope: 'im:history', for: 'to see whether that call arrived' },
  ];
}

/** Of the scopes that are needed, those that a token does not have. `granted`: as Slack's answers tell it, `chat:write,files:write`. */
export function scopesLacking(granted: string, needed: readonly Scope[]): Scope[] {
  const have = new Set(granted.split(',').map((scope) => scope.trim()));
  return needed.filter(({ scope }) => !have.has(scope));
}
