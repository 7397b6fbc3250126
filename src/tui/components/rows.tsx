import { Box, Text } from 'ink';
import { memo } from 'react';
import type { Line } from '../lines.ts';
import type { Theme } from '../theme.ts';

/** One painted line. What did not change is not laid out again. */
const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>;
});

/** Lines under each other, in a box of exactly `height` rows: nothing can push anything else off the screen. */
export function Rows({
  lines,
  theme,
  columns,
  height,
}: {
  readonly lines: readonly Line[];
  readonly theme: Theme;
  readonly columns: number;
  readonly height: number;
}) {
  return (
    <Box flexDirection="column" width={columns} height={height}>
      {lines.slice(0, height).map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Row key={row} text={theme.paint(line)} />
      ))}
    </Box>
  );
}
