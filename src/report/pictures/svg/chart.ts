import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Picture, titleOf } from '../picture.ts';
import { clean } from './clean.ts';
import { gridSheet } from './grid.ts';
import { lanesSheet } from './lanes.ts';
import { linesSheet } from './lines.ts';
import type { Sheet } from './sheet.ts';

use([LineChart, ScatterChart, CustomChart, GridComponent, GraphicComponent, SVGRenderer]);

/** Draws a picture with the chart library, which needs no browser for it. */
export function svgOf(picture: Picture, width: number, ids: string): string {
  const { height, option } = sheetOf(picture, width);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return named(clean(chart.renderToSVGString({ useViewBox: true }), ids), picture, ids);
  } finally {
    chart.dispose();
  }
}

function sheetOf(picture: Picture, width: number): Sheet {
  const { drawing, mark } = picture;
  switch (drawing.form) {
    case 'lanes':
      return lanesSheet(drawing, mark, width);
    case 'lines':
      return linesSheet(drawing, mark, width);
    case 'grid':
      return gridSheet(drawing, mark, width);
  }
}

/** With its title and what it shows in words, for who does not see it. */
function named(svg: string, picture: Picture, ids: string): string {
  const words = `<title id="${ids}-title">${escaped(titleOf(picture))}</title>\n<desc id="${ids}-desc">${escaped(picture.alt)}</desc>`;
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) => `<svg${attributes} role="img" aria-labelledby="${ids}-title ${ids}-desc">\n${words}`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
