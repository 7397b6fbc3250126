#!/usr/bin/env node
import { version } from '../run/package.ts';

const words = process.argv.slice(2);

// The version is asked for by scripts and shells' prompts: it loads nothing else.
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import('./main.ts');
  await main(words);
}
