import { defineConfig } from 'vitest/config';
import { constants } from './scripts/constants.mjs';

// Set by .ci/run, which counts what passed and failed from this file.
const results = process.env.TEST_RESULTS;

export default defineConfig({
  define: constants(new URL('.', import.meta.url).href),
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    // Against hanging alone: how fast something is, is for the bench.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: results === undefined ? ['default'] : ['default', ['json', { outputFile: results }]],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      reporter: ['text-summary', 'html'],
      thresholds: {
        'src/engine/**': { lines: 80 },
        'src/world/**': { lines: 80 },
        'src/journal/**': { lines: 80 },
        'src/language/**': { lines: 80 },
      },
    },
  },
});
