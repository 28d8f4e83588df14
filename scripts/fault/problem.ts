import { NarthexError } from '../../stacks/model/index.ts';

/** NX711: what is to be broken is not there, or has nothing that this would break. */
export function cannotBreak(message: string, fix: string): NarthexError {
  return new NarthexError('No fault was changed.', [{ code: 'NX711', path: [], message, fix }]);
}

/** NX712: a simulated service does not answer whoever wants to break it. */
export function doesNotAnswer(service: string, reason: string): NarthexError {
  return new NarthexError('A simulated service gives no answer.', [
    {
      code: 'NX712',
      path: [],
      message: `${service} does not answer: ${reason}`,
      fix: "see whether it runs: 'narthex status'; after a crash it takes some seconds until it is there again",
    },
  ]);
}
