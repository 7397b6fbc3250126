import type { Kind } from '../../playbook/model.ts';
import { a } from '../../playbook/words.ts';
import { places } from '../ground.ts';
import type { WorldItem } from '../model.ts';
import { checkItem, checkItems } from './items.ts';
import type { ScenarioView } from './rule.ts';

/** Who may have which of these, and what it then names. */
const links: readonly {
  readonly key: 'holds' | 'opens' | 'publishes';
  readonly by: readonly Kind[];
  readonly names: readonly Kind[];
}[] = [
  { key: 'holds', by: places, names: ['credential'] },
  { key: 'opens', by: ['credential'], names: [...places, 'artifact', 'backup'] },
  { key: 'publishes', by: ['stage'], names: ['artifact'] },
];

/** What holds, opens and publishes what; what a backup is of, and that nothing else can be broken. */
export function worldNames({ ground, findings }: ScenarioView): void {
  for (const item of ground.all) {
    for (const { key, by, names } of links) {
      const path = [...item.path, key];
      if (item[key].length === 0) continue;
      if (!by.includes(item.kind)) wrongHolder(item, key, by);
      else checkItems(item[key], { path, kinds: names }, ground, findings);
    }
    if (item.broken !== undefined && item.kind !== 'backup') wrongHolder(item, 'broken', ['backup']);
    if (item.of === undefined) continue;
    if (item.kind === 'backup') checkItem({ path: [...item.path, 'of'], name: item.of }, ground, findings);
    else wrongHolder(item, 'of', ['backup']);
  }

  function wrongHolder(item: WorldItem, key: string, by: readonly Kind[]): void {
    findings.add('error', 'keys-conflict', findings.keyAt([...item.path, key]), {
      message: `${a(item.kind)} has no \`${key}\``,
      hint: `Only ${by.map(a).join(' or ')} has it.`,
    });
  }
}
