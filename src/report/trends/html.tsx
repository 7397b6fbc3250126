import { renderToStaticMarkup } from 'react-dom/server';
import { sha256 } from '../../engine/definition.ts';
import { Section } from './page/section.tsx';
import { style } from './page/style.ts';
import { Table } from './page/table.tsx';
import type { Trends } from './schema.ts';
import * as say from './words.ts';

/**
 * Trends as one HTML file that needs nothing else and may be sent: no script, nothing that is loaded. Its own policy refuses
 * everything but its one style.
 */
export function toTrendsHtml(model: Trends): string {
  const hash = Buffer.from(sha256(style), 'hex').toString('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Breakglass trends, ${model.now.slice(0, 10)}</title>
<style>${style}</style>
</head>
<body>${renderToStaticMarkup(<Page of={model} />)}</body>
</html>
`;
}

function Page({ of: model }: { readonly of: Trends }) {
  return (
    <main>
      <h1>Trends</h1>
      {say.about(model).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <nav aria-label="Parts">
        <p>
          <a href="#drills">{say.titles.exercise}</a> · <a href="#incidents">{say.titles.incident}</a> ·{' '}
          <a href="#definitions">{say.titles.definitions}</a>
        </p>
      </nav>
      <Section of={model.drills} />
      <Section of={model.incidents} />
      <section>
        <h2>{say.titles.leftOut}</h2>
        {model.leftOut.length === 0 ? (
          <p>Nothing.</p>
        ) : (
          <Table
            caption="Runs that do not count"
            columns={['run', 'why', 'in words']}
            long={2}
            rows={model.leftOut.map((one) => [say.line(one.run), say.why(one), say.line(one.words)])}
          />
        )}
      </section>
      <section id="definitions">
        <h2>{say.titles.definitions}</h2>
        <dl>
          {model.definitions.map(({ figure, definition }) => (
            <div key={figure}>
              <dt>{figure}</dt>
              <dd>{definition}</dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}
