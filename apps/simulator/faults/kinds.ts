import type { Role } from '../roles.ts';

/** What becomes of the values of a series. */
export type Change =
  /** It is this. */
  | { readonly kind: 'is'; readonly value: number }
  /** Its growth, its value or each of its observations is so many times as large. */
  | { readonly kind: 'times'; readonly by: number }
  /** Of what is counted such a share fails. */
  | { readonly kind: 'fails'; readonly share: number }
  /** So much is added at once, and so much more each second; both as multiples of `unit`: the value itself, or one. */
  | { readonly kind: 'grows'; readonly atOnce: number; readonly perSecond: number; readonly unit: 'value' | 'one' }
  /** Its limit is reached: at once, or after so many seconds of growing. */
  | { readonly kind: 'full'; readonly within: number }
  /** Nothing is done any more: what is counted or observed stays, a time stays what it was. */
  | { readonly kind: 'stops' };

/** Which series a fault moves, and how. */
export interface Effect {
  readonly roles: readonly Role[];
  /** Matches `name{label="value",…}`; every series of the role when absent. */
  readonly where?: RegExp;
  readonly change: Change;
  /** It follows from another effect: alone it is no reason to say that a service has what the fault is about. */
  readonly follows?: true;
}

/** How the service answers: not at all, slowly, that it is ill, or no more because its process has ended. */
export type Answers = 'nothing' | 'slowly' | 'ill' | 'exit';

/** Something that goes wrong. */
export interface FaultKind {
  readonly summary: string;
  /** How many times as much is asked of the service; 1 when absent. */
  readonly load?: number;
  readonly effects: readonly Effect[];
  readonly answers?: Answers;
}

const DATABASE = /database|postgres|(^|_)(db|sql)_|transaction/;
const CREDENTIALS = /_api\b|_api_|external_calls|login|auth|token_|delivered|provider/;
const QUEUES = /queue|depth|pending|backlog|waiting/;

const requestsFail: Effect = {
  roles: ['work', 'failures'],
  change: { kind: 'fails', share: 0.4 },
  follows: true,
};

/** Everything that can go wrong with a simulated service: what it moves, by role and name, in the catalog of any service. */
export const faultKinds = {
  'database-failure': {
    summary: 'the database does not answer',
    effects: [
      { roles: ['available'], where: DATABASE, change: { kind: 'is', value: 0 } },
      { roles: ['taken', 'left'], where: /pool|connection/, change: { kind: 'full', within: 0 } },
      { roles: ['duration'], where: DATABASE, change: { kind: 'times', by: 30 } },
      { roles: ['work', 'failures'], where: DATABASE, change: { kind: 'fails', share: 0.9 } },
      requestsFail,
    ],
  },
  'expired-token': {
    summary: 'a token has expired: whoever is asked with it refuses',
    effects: [
      { roles: ['available'], where: /_api|auth|token|provider/, change: { kind: 'is', value: 0 } },
      { roles: ['work', 'failures'], where: CREDENTIALS, change: { kind: 'fails', share: 0.9 } },
    ],
  },
  'network-partition': {
    summary: 'nobody reaches the service, and it reaches nobody',
    effects: [
      { roles: ['available'], change: { kind: 'is', value: 0 }, follows: true },
      { roles: ['progress'], change: { kind: 'stops' }, follows: true },
    ],
    answers: 'nothing',
  },
  latency: {
    summary: 'everything takes thirty times as long',
    effects: [
      { roles: ['duration'], change: { kind: 'times', by: 30 } },
      { roles: ['waiting'], change: { kind: 'times', by: 5 }, follows: true },
    ],
    answers: 'slowly',
  },
  'error-rate': {
    summary: 'three of ten pieces of work fail',
    effects: [{ roles: ['work', 'failures'], change: { kind: 'fails', share: 0.3 } }],
  },
  leak: {
    summary: 'memory and connections are taken and never given back',
    effects: [
      { roles: ['memory'], change: { kind: 'grows', atOnce: 0, perSecond: 0.1, unit: 'value' } },
      { roles: ['taken', 'left'], where: /pool|connection/, change: { kind: 'full', within: 60 } },
      { roles: ['waiting'], where: /connection/, change: { kind: 'grows', atOnce: 0, perSecond: 5, unit: 'one' } },
    ],
  },
  crash: {
    summary: 'the process ends; whoever supervises it starts it again',
    effects: [],
    answers: 'exit',
  },
  'traffic-spike': {
    summary: 'eight times as much is asked, twice what the service can do',
    load: 8,
    effects: [],
  },
  'stuck-queue': {
    summary: 'nothing is taken from the queues any more',
    effects: [
      {
        roles: ['waiting'],
        where: QUEUES,
        change: { kind: 'grows', atOnce: 150, perSecond: 2, unit: 'one' },
      },
      { roles: ['progress'], change: { kind: 'stops' }, follows: true },
      { roles: ['work'], where: /_(processed|tasks|generated)_total/, change: { kind: 'stops' }, follows: true },
    ],
  },
  'failing-probe': {
    summary: 'its health check says that it is unhealthy',
    effects: [{ roles: ['available'], where: /health|component/, change: { kind: 'is', value: 0 }, follows: true }],
    answers: 'ill',
  },
} as const satisfies Readonly<Record<string, FaultKind>>;

/** The name of something that can go wrong. */
export type FaultName = keyof typeof faultKinds;

/** Whether a text names something that can go wrong. */
export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(faultKinds, text);
}
