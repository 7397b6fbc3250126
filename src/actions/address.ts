/** Why nothing can be sent to an address; null if it can. An address that reads one way and leads another is refused. */
export function addressProblem(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'Its address is none of http or https.';
  if (url.username !== '' || url.password !== '') {
    return 'Its address holds a user or a password. They belong into `basic`, as secrets.';
  }
  const [beforeQuery = ''] = address.split(/[?#]/, 1);
  if (/[\p{Cc}\p{Z}\\]/u.test(address))
    return 'Its address holds spaces, control characters or backslashes, which would be changed.';
  if (/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(beforeQuery))
    return 'A part of its path is . or .., which would lead elsewhere than it reads.';
  return null;
}
