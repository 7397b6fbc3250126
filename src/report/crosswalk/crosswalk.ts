import type { Definition } from '../../engine/definition.ts';
import type { RunMark } from '../../engine/queries.ts';
import { overviewOf } from '../overview.ts';
import { type Source, sourceOf, type Told } from '../source.ts';
import type { Control, Element, Framework } from './control.ts';
import { csf } from './csf.ts';
import type { Rule } from './fact.ts';
import { facts } from './facts.ts';
import { hipaa } from './hipaa.ts';
import { iso27001 } from './iso27001.ts';
import { pci } from './pci.ts';
import { soc2 } from './soc2.ts';

/** Every framework that a run is held against, in the order in which they are shown. */
export const frameworks: readonly Framework[] = [soc2, iso27001, pci, hipaa, csf];

/** What a run says of one thing that a control asks for. It never says that a control is met. */
export interface ElementSupport {
  readonly asks: string;
  /** `supported`: something in the run speaks for it. `not-shown`: nothing in this run does. */
  readonly state: 'supported' | 'not-shown';
  /** What supports it, or why nothing does. One sentence. */
  readonly says: string;
  /** The entries that it rests on, by their numbers in the journal. */
  readonly entries: readonly number[];
}

export interface ControlSupport {
  readonly control: string;
  readonly title: string;
  readonly elements: readonly ElementSupport[];
}

export interface FrameworkSupport {
  readonly framework: string;
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly note: string | null;
  readonly controls: readonly ControlSupport[];
}

/** A run beside the controls of frameworks. */
export interface Crosswalk {
  readonly format: 1;
  readonly run: string;
  readonly mark: RunMark;
  readonly title: string;
  /** The run is not closed: more may come. */
  readonly open: boolean;
  readonly head: string;
  readonly opened: string;
  readonly limits: readonly string[];
  readonly frameworks: readonly FrameworkSupport[];
}

/**
 * Holds a run against the controls of frameworks: what in it supports each, by the numbers of its entries. Pure. Players of a drill may
 * read it: it tells what they did, and nothing of the truth.
 * @throws RangeError, EntryMisfit as `reportModel`
 */
export function crosswalkOf(entries: readonly Told[], definition: Definition): Crosswalk {
  const source = sourceOf(entries, definition);
  const { run, mark, title, stage, script, opened } = overviewOf(source);
  const played = script === null ? 'by people' : script.byPeople === 0 ? 'by a script' : 'by both';
  const judge = judgeOf(source, mark, played === 'by a script');
  return {
    format: 1,
    run,
    mark,
    title,
    open: stage !== 'closed',
    head: entries.at(-1)?.hash ?? '',
    opened,
    limits: limitsOf(mark, played),
    frameworks: frameworks.map(({ id, name, version, source: published, note, controls }) => ({
      framework: id,
      name,
      version,
      source: published,
      note: note ?? null,
      controls: supportOf(controls, judge),
    })),
  };
}

type Judge = (element: Element) => ElementSupport;

function supportOf(controls: readonly Control[], judge: Judge): ControlSupport[] {
  const judged = controls.map(({ id, title, elements }) => ({ control: id, title, elements: elements.map(judge) }));
  const elementsOf = (id: string) => judged.find(({ control }) => control === id)?.elements ?? [];
  return judged.map((one, at) => ({
    ...one,
    elements: one.elements.map((element, index) => {
      const covers = controls[at]?.elements[index]?.covers;
      return covers === undefined ? element : covering(element, covers, elementsOf(covers));
    }),
  }));
}

/** A test of a plan, with how much of what the plan must have it went through. */
function covering(element: ElementSupport, control: string, covered: readonly ElementSupport[]): ElementSupport {
  if (element.state === 'not-shown') return element;
  const left = covered.filter(({ state }) => state === 'not-shown').map(({ asks }) => asks);
  const through = covered.filter(({ state }) => state === 'supported');
  const rest = left.length > 0 ? ` Not gone through, or not to be seen in a run: ${left.join('; ')}.` : '';
  const entries = [...new Set([...element.entries, ...through.flatMap((one) => one.entries)])].sort((a, b) => a - b);
  const says = `${element.says} ${through.length} of ${covered.length} elements of ${control} were gone through.${rest}`;
  return { ...element, says, entries };
}

function judgeOf(source: Source, mark: Crosswalk['mark'], scripted: boolean): Judge {
  const isTest = mark !== 'LIVE';
  return ({ asks, by, fact, because = '' }) => {
    const notShown = (says: string): ElementSupport => ({ asks, state: 'not-shown', says, entries: [] });
    if (fact === null) return notShown(because);
    if (scripted) return notShown('A script played this run: it says nothing of people.');
    if (by === 'incident' && isTest) return notShown(onlyIncident[mark]);
    if (by === 'exercise' && !isTest)
      return notShown('Only a test of the plan shows it, and this was a real incident.');
    const rule: Rule = facts[fact];
    const found = rule(source);
    if (found === null) return notShown('Nothing in this run shows it.');
    return { asks, state: 'supported', says: `${lead[mark]}${found.says}.`, entries: found.entries };
  };
}

const lead = { DRILL: 'Exercised: ', REHEARSAL: 'Rehearsed: ', LIVE: '' };
const onlyIncident = {
  DRILL: 'Only a real incident shows it, and this was an exercise.',
  REHEARSAL: 'Only a real incident shows it, and this was a rehearsal.',
  LIVE: '',
};

const ofScripts = {
  'by people': [],
  'by a script': ['A script played it, and no people did: it supports nothing.'],
  'by both': ['A script played a part of it: what is counted below is also what the script did.'],
} as const;

function limitsOf(mark: Crosswalk['mark'], played: keyof typeof ofScripts): string[] {
  const test = mark === 'DRILL' ? 'an exercise' : 'a rehearsal';
  return [
    'This says what in one run supports a control. It does not say that a control is met: that is for an assessor to judge, by more than this.',
    mark === 'LIVE'
      ? 'It was a real incident: it supports controls on responding, and none on testing.'
      : `It was ${test}: it supports controls on testing and on the plan, and none on how a real incident was handled.`,
    ...ofScripts[played],
    'What the controls ask for is told here in other words, and not in full. Read them where they are published.',
    'It was made by rules from the entries of the journal. Whether what was told in them is true, no rule can tell.',
  ];
}
