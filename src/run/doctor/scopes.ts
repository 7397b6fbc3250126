/** What a classic token of GitHub's that has the one scope may do by it as well. */
const within: readonly (readonly [scope: RegExp, others: RegExp])[] = [
  [/^repo$/, /^(public_repo|repo:\w+|repo_deployment|security_events)$/],
  [/^user$/, /^(read:user|user:\w+)$/],
  [/^admin:(\w+)$/, /^(write|read):(\w+)$/],
  [/^write:(\w+)$/, /^read:(\w+)$/],
];

/** The scopes that are asked for, `classic: repo`, and that a token with `scopes`, `repo, workflow`, does not have. */
export function scopesLacking(scopes: string, needs: readonly string[]): string[] {
  const have = scopes.split(',').map((scope) => scope.trim());
  const asked = needs.flatMap((need) => /^classic: (.+)$/.exec(need)?.[1]?.split(',') ?? []).map((one) => one.trim());
  return [...new Set(asked)].filter((scope) => !have.some((one) => one === scope || includes(one, scope)));
}

function includes(scope: string, other: string): boolean {
  return within.some(([has, gives]) => {
    const [, area] = has.exec(scope) ?? [];
    const given = gives.exec(other);
    // `admin:org` gives `read:org`, and not `read:packages`.
    return has.test(scope) && given !== null && (area === undefined || given.at(-1) === area);
  });
}
