import { type Files, unzipped } from '../../../src/report/docx/zip.ts';

/** The parts of a Word document, as text, by name. */
export function partsOf(docx: Uint8Array): ReadonlyMap<string, string> {
  const files: Files = unzipped(docx);
  return new Map([...files].map(([name, content]) => [name, Buffer.from(content).toString('utf8')]));
}

/** The text of a part, each paragraph on a line of its own. */
export function textOf(xml: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return xml
    .replace(/<w:instrText[\s\S]*?<\/w:instrText>/g, '')
    .replace(/<\/w:p>|<w:br\/>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
}

/** What makes a part no XML: a tag that is not closed, a reference or a character that XML has not. Null where nothing does. */
export function faultIn(xml: string): string | null {
  // Of XML 1.0, section 2.2.
  const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.exec(xml);
  if (illegal) return `a character that XML has not at ${illegal.index}`;
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml [^>]*\?>/, '')
    .replace(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g, tagOf);
  function tagOf(_: string, closing: string, name: string, attributes: string, empty: string): string {
    if (closing === '') {
      if (empty === '') open.push(name);
    } else if (open.pop() !== name) open.push(`never opened: ${name}`, 'x');
    return attributes.replace(/[\s\w:.-]+="([^"]*)"/g, '$1');
  }
  if (open.length > 0) return `a tag that is not closed: ${open.at(0)}`;
  if (/[<>]/.test(rest.replace(/]]>/g, '<'))) return `a mark that is no tag: ${/.{0,20}[<>].{0,20}/.exec(rest)?.[0]}`;
  const reference = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);).{0,10}/i.exec(rest);
  return reference ? `a reference that is none: ${reference[0]}` : null;
}
