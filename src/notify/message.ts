/**
 * What a message is for, which decides how a channel shows it.
 * `room`: the run's own place, made or found again before anything is said there. `headline`: how things stand, one message that
 * is kept up to date. `topic`: the head of a thread. `line`: one thing that happened. `approval`: who is asked for what, word for
 * word. `message`: what a step tells an audience. `page`: somebody is called. `file`: a file goes with it.
 */
export type Sort = 'room' | 'headline' | 'topic' | 'line' | 'approval' | 'message' | 'page' | 'file';

/** What a button stands for. It is answered by id and value; everything that a button does, a key does too. */
export interface Button {
  readonly id: string;
  readonly label: string;
  /** At most 2,000 characters, and holds no secret. */
  readonly value: string;
  readonly style?: 'primary' | 'danger';
}

/** A file that goes with a message. */
export interface Attachment {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Something to be said in one place. Plain text throughout: whoever shows it escapes it, and cuts it to its own limits. */
export interface Message {
  /** Unique within the run: `m<number of its entry>`. */
  readonly id: string;
  /** Where it goes, by the name that the settings give the channel. */
  readonly via: string;
  /** `run`: the run's own place. Else an audience, a role or a person. */
  readonly to: string;
  readonly sort: Sort;
  /** Of the messages of one slot only the newest matters: it takes the place of the one before. */
  readonly slot?: string;
  /** The slot under whose message it stands. */
  readonly thread?: string;
  /** Before what is not. */
  readonly urgent?: true;
  /** One line. */
  readonly subject: string;
  readonly lines: readonly string[];
  /** Exactly what would be run. */
  readonly commands?: readonly string[];
  readonly buttons?: readonly Button[];
  readonly file?: Attachment;
  /** Whoever gets it is not to know which run it is of. */
  readonly unnamed?: true;
  /** It was written while details were kept from there: its id does not tell the run's name, whenever it is sent. */
  readonly veiled?: true;
  /** When what it tells happened, ISO 8601 UTC. */
  readonly happened: string;
}

/** The run that is told of. */
export interface About {
  readonly run: string;
  readonly title: string;
  /** What the run is called where its own name would tell what it is about. */
  readonly alias?: string;
  /** Said on every message, so that a drill is never taken for the real thing. */
  readonly mark: 'DRILL' | 'LIVE' | 'REHEARSAL';
}

/** What the run is called to whoever hears of it. */
export function calledTo({ run, alias = run }: About): string {
  return alias;
}

/** `20261129-7f3a`, with which every run's name ends. */
const DAY_AND_DIGITS = 13;

/** The same where neither its title nor its name may be said: that names the playbook. */
export function unnamed(about: About): About {
  return { ...about, title: 'Incident', alias: about.run.slice(-DAY_AND_DIGITS) };
}

/** Whether a message's id must not tell the run's name. It follows from the message alone: an id is the same at every try. */
export function hidesRun({ veiled, unnamed }: Message): boolean {
  return veiled === true || unnamed === true;
}

/** Our own id of a message, the same at every try: `<run>/<message>`. */
export function keyOf(about: About, message: Message): string {
  return `${about.run}/${message.id}`;
}
