/** The ways in which a secret can turn up in what programs print, each by its name. */
export const writings: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  'base64, at the beginning': (secret) => Buffer.from(secret).toString('base64'),
  'base64, after a user and a colon': (secret) => Buffer.from(`x:${secret}`).toString('base64'),
  'base64, after one byte and before others': (secret) => Buffer.from(`:${secret}\n and more`).toString('base64'),
  'base64 without padding': (secret) => Buffer.from(secret).toString('base64').replaceAll('=', ''),
  'base64 for URLs': (secret) => Buffer.from(`ab${secret}`).toString('base64url'),
  'base64 in lines': (secret) =>
    `${Buffer.from(`${'x'.repeat(50)}${secret}`)
      .toString('base64')
      .replace(/.{76}/g, '$&\n')}`,
  'base64 in lines, from the end of one': (secret) =>
    `${Buffer.from(`${'x'.repeat(46)}${secret}`)
      .toString('base64')
      .replace(/.{64}/g, '$&\r\n')}`,
  'base64 in lines, in JSON': (secret) =>
    JSON.stringify(
      Buffer.from(`${'x'.repeat(56)}${secret}`)
        .toString('base64')
        .replace(/.{76}/g, '$&\n'),
    ).slice(1, -1),
  'hex in lines': (secret) =>
    Buffer.from(`${'x'.repeat(29)}${secret}`)
      .toString('hex')
      .replace(/.{60}/g, '$&\n'),
  'base64 in a URL': (secret) => encodeURIComponent(Buffer.from(secret).toString('base64')),
  'the special characters URL-encoded': (secret) => encodeURIComponent(secret),
  'URL-encoded in lower case': (secret) =>
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  'URL-encoded as a form': (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  'all of it URL-encoded': (secret) => percent(secret),
  'all of it URL-encoded in lower case': (secret) => percent(secret).toLowerCase(),
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  'JSON with escaped slashes': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'JSON within JSON': (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  'JSON in ASCII': (secret) => ascii(secret),
  'JSON in ASCII, upper case': (secret) =>
    ascii(secret).replace(/\\u..../g, (code) => `\\u${code.slice(2).toUpperCase()}`),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'hex in upper case': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'hex with colons': (secret) => (Buffer.from(secret).toString('hex').match(/../g) ?? []).join(':'),
  HTML: (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'other line ends': (secret) => secret.replace(/\r\n|\r|\n/g, '\r\n'),
  'a word for a shell': (secret) => `'${secret.replaceAll("'", "'\\''")}'`,
};

function percent(secret: string): string {
  return [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

function ascii(secret: string): string {
  return [...Array(secret.length).keys()]
    .map((at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
