/**
 * The rules by which a scenario's world answers, by name and in one sentence: what a lesson can rest on. The world
 * applies them (src/world); a scenario only names the one that teaches.
 */
export const worldRules = {
  'theft-spreads':
    'A credential is stolen, for good, when a place that holds it is compromised and not isolated, or is opened by a credential that the attacker can use.',
  'needs-decide': 'A move of the attacker happens only if all that it needs can be used at its time.',
  'successor-serves':
    'Who needs a credential is served as well by the successor that took its place, if that was stolen.',
  'running-suffices': 'Some harm needs no attacker: that a place runs is enough, until it is isolated.',
  'trap-springs':
    'A trap that waits for a credential to die is sprung by revoking it, unless its place is isolated or cleaned first.',
  'isolation-cuts':
    'A place that is isolated is of no use to the attacker; what a stolen credential opens stays open all the same.',
  'dead-is-proven': 'A credential that is alive cannot be proven dead.',
  'stolen-successor': 'A successor that is issued while the attacker is still in its place is stolen as it is issued.',
  'back-through-the-door': 'What is removed is back at once while a usable credential opens the place.',
  'builder-makes-it': 'What a compromised builder builds is poisoned, whoever started the build.',
  'poisoned-again': 'What was taken off the shelf is served again when it is poisoned anew.',
  'only-what-is-listed': 'What never came into the register was never acted on.',
  'backup-as-taken': 'A backup brings back the state of the moment at which it was taken, good or bad.',
  'broken-backup': 'A backup that is broken or gone can be neither verified nor restored.',
  'loss-counts': 'What was written between the backup and the destruction is lost.',
} as const;

export type WorldRule = keyof typeof worldRules;

export const worldRuleNames = Object.keys(worldRules) as WorldRule[];
