import { light } from './palette.ts';

/** The library has a white of its own, inside of rings. */
const names = new Map([...Object.entries(light).map(([name, value]) => [value, name] as const), ['#fff', 'paper']]);

/** What only a browser with a script would use, and what says nothing. */
const idle = /^(?:class|ecmeta_.*|pointer-events|xml:space|xmlns:xlink|version|baseProfile)$/;

/**
 * The chart library's SVG as a page with a strict policy takes it: no style and no script, ids of its own, and every
 * colour with a class beside it that a page's rules can reach. Texts are left alone: in the SVG no `<` and no `>` is theirs.
 */
export function clean(svg: string, ids: string): string {
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/<([\w:]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>/g, (_, name: string, attributes: string, end: string) => {
      const kept = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].flatMap(([, key = '', value = '']) =>
        attributeOf(key, value, ids),
      );
      const classes = kept.flatMap(([key, value]) => classOf(key, value));
      if (classes.length > 0) kept.push(['class', classes.join(' ')]);
      return `<${name}${kept.map(([key, value]) => ` ${key}="${value}"`).join('')}${end}>`;
    })
    .replace(/\n{2,}/g, '\n')
    .trim();
}

type Attribute = [key: string, value: string];

function attributeOf(key: string, value: string, ids: string): Attribute[] {
  if (idle.test(key)) return [];
  if (key === 'style') return declarations(value);
  if (key === 'id') return [[key, ownId(value, ids)]];
  return [[key, value.replace(/url\(#([^)]*)\)/, (_, id: string) => `url(#${ownId(id, ids)})`)]];
}

/** The library numbers its charts by how many it has drawn: the same picture would never be the same twice. */
function ownId(id: string, ids: string): string {
  return `${ids}-${id.replace(/^zr\d+-/, '')}`;
}

/** What a style says of a text can be said in attributes too. */
function declarations(style: string): Attribute[] {
  return style.split(';').flatMap((declaration): Attribute[] => {
    const [key = '', value = ''] = declaration.split(':').map((part) => part.trim());
    return key.startsWith('font-') ? [[key, value]] : [];
  });
}

function classOf(key: string, value: string): string[] {
  const name = key === 'fill' || key === 'stroke' ? names.get(value.toLowerCase()) : undefined;
  return name === undefined ? [] : [`picture-${key}-${name}`];
}
