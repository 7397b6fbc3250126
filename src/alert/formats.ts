import { alertmanager } from './alertmanager.ts';
import { datadog } from './datadog.ts';
import { elastic } from './elastic.ts';
import type { Format } from './format.ts';
import { githubCode } from './github-code.ts';
import { githubSecret } from './github-secret.ts';
import { grafana } from './grafana.ts';
import { sarif } from './sarif.ts';

/** Every sort of alert that is read, in the order in which they are tried: the one with the plainest shape first. */
export const formats: readonly Format[] = [
  sarif,
  githubSecret,
  githubCode,
  grafana,
  alertmanager,
  elastic,
  // Last, since its payload may look like anything.
  datadog,
];
