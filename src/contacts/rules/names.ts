import type { Path } from '../../playbook/model.ts';
import { reportDuplicates } from '../../playbook/rules/duplicate-names.ts';
import type { ContactsView } from './rule.ts';

/** Whoever is named is there; and no two of people, roles, audiences and chains have one name, since one calls them by it alone. */
export function names({ raw, findings }: ContactsView): void {
  const named = (['people', 'roles', 'audiences', 'chains'] as const).flatMap((section) =>
    Object.keys(raw[section]).map((name) => ({ name, sort: sorts[section], path: [section, name], isKey: true })),
  );
  reportDuplicates(named, findings);
  const person = (path: Path, name: string) => {
    if (Object.hasOwn(raw.people, name)) return;
    const hint = 'Add them under `people`.';
    findings.unknown({ path, name, sort: 'person', among: Object.keys(raw.people), givenIn: ['people'], hint });
  };
  const people = (path: Path, list: readonly string[]) =>
    list.forEach((name, index) => {
      person(findings.element(path, index), name);
    });
  for (const [role, { first, deputies, escalation }] of Object.entries(raw.roles)) {
    person(['roles', role, 'first'], first);
    people(['roles', role, 'deputies'], deputies);
    if (escalation !== undefined && !Object.hasOwn(raw.chains, escalation))
      findings.unknown({
        path: ['roles', role, 'escalation'],
        name: escalation,
        sort: 'chain',
        among: Object.keys(raw.chains),
        givenIn: ['chains'],
        hint: 'Add it under `chains`.',
      });
  }
  for (const [audience, { people: told }] of Object.entries(raw.audiences))
    people(['audiences', audience, 'people'], told);
  raw['out-of-hours'].forEach(({ call }, index) => {
    people(['out-of-hours', index, 'call'], call);
  });
  chainNames({ raw, findings });
}

const sorts = { people: 'person', roles: 'role', audiences: 'audience', chains: 'chain' } as const;

function chainNames({ raw, findings }: Pick<ContactsView, 'raw' | 'findings'>): void {
  const all = new Set([raw.people, raw.roles, raw.chains].flatMap(Object.keys));
  for (const [chain, steps] of Object.entries(raw.chains)) {
    steps.forEach(({ call }, index) => {
      if (all.has(call) || !findings.isWhole(['people'], ['roles'], ['chains'])) return;
      findings.unknown({
        path: ['chains', chain, index, 'call'],
        name: call,
        sort: 'person, role or chain',
        among: all,
        hint: Object.hasOwn(raw.audiences, call)
          ? 'That is an audience: it is told, and nobody of it is called. Name its people.'
          : 'Add it under `people`, `roles` or `chains`.',
      });
    });
  }
}
