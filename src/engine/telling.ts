/** Where the run is told of: `run` is its whole story, `messages` only what its steps tell an audience, and pages. */
export interface Route {
  /** The name that the settings give the channel. */
  readonly via: string;
  readonly tells: 'run' | 'messages';
  /** The audiences that this reaches; without it, all. */
  readonly audiences?: readonly string[];
  /** Whoever broke in may read along: nothing goes out but that there is something. */
  readonly withheld?: true;
  /** The report goes there at the end, also where only messages do. */
  readonly report?: true;
}

/** What a message is for. `room`: the run's own place. `headline`: how things stand. `topic`: the head of a thread. */
export type MessageSort = 'room' | 'headline' | 'topic' | 'line' | 'approval' | 'message' | 'page' | 'file';

/** What a button of a message stands for; a key does the same. */
export interface MessageButton {
  readonly id: 'approve' | 'refuse' | 'acknowledge';
  readonly label: string;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
}

/** What is to be said somewhere, in plain text. */
export interface Telling {
  readonly via: string;
  /** `run`: the run's own place there. Else an audience, a role or a person. */
  readonly to: string;
  readonly sort: MessageSort;
  /** Of the messages of one slot only the newest matters. */
  readonly slot?: string;
  /** The slot under whose message it stands. */
  readonly thread?: string;
  readonly urgent?: true;
  readonly subject: string;
  readonly lines: readonly string[];
  /** Exactly what would be run. */
  readonly commands?: readonly string[];
  readonly buttons?: readonly MessageButton[];
  /** The hash of what it asks approval for, where no button has it. */
  readonly asks?: string;
  /** Whoever gets it is not to know which run it is of: neither its title nor its name goes with it. */
  readonly unnamed?: true;
  /** A file that goes with it, kept as evidence is. */
  readonly file?: { readonly sha256: string; readonly bytes: number; readonly name?: string };
}

/** The same, without by which channel. */
export type Told = Omit<Telling, 'via'>;

/** Messages of one channel that went, or were to go, together. */
interface Delivered {
  readonly via: string;
  readonly messages: readonly string[];
}

/** What the journal says of messages. */
export interface OutboxBodies {
  /** To be sent once this is durable. `message`: its id, `m` and the number of this entry. */
  'message.queued': Telling & { readonly message: string };
  /** Written down before the first byte of it is sent. */
  'delivery.begun': Delivered;
  /** `receipt` names it where it was sent to. `found`: it was there already, after a try whose end nobody knew. */
  'delivery.sent': Delivered & { readonly receipt: Readonly<Record<string, string>>; readonly found?: true };
  /** Certainly not sent; it is tried again. */
  'delivery.put-off': Delivered & { readonly why: string };
  /** It may be there or not. */
  'delivery.unknown': Delivered & { readonly why: string };
  /** It is not taken, and would not be. `stops`: nothing else is sent there either, until somebody has mended it. */
  'delivery.refused': Delivered & { readonly why: string; readonly mend?: string; readonly stops?: true };
  'delivery.dropped': Delivered & { readonly reason: string };
  /** Somebody said to try it again. */
  'delivery.retried': Delivered;
  /** Whether details are kept from a channel. */
  'route.changed': { readonly via: string; readonly withheld: boolean; readonly reason: string };
  /** `due`: null where its law has no number. `since`, `latestSince`: exercise times that it was counted from, so that no replay counts again. */
}

/** The hash of what a message asks approval for, which its buttons have behind the slot. Undefined where it asks for nothing. */
export function hashAsked({ asks, buttons }: Telling): string | undefined {
  return asks ?? buttons?.[0]?.value.split(' ')[1];
}
